"""What comes of a choice that is corrected, where each project is simply in it or not."""

from __future__ import annotations

from flows.ballots.ballot import Choice, Ref, Wish


def corrected(choice: Choice[Ref], wish: Wish[Ref], most: int) -> Choice[Ref]:
    """The choice with what is wanted in it, as far as *most* projects have room, and without what is wanted out.

    Where one project is chosen at most, another takes its place.
    """
    if wish.only:
        return _with_points(choice, tuple(dict.fromkeys(wish.into))[:most])
    gone = set(wish.out) & set(choice.projects)
    kept = tuple(project for project in choice.projects if project not in gone)
    new = tuple(project for project in dict.fromkeys(wish.into) if project not in kept)[:most]
    if new and not gone and (wish.rather or most == 1):
        kept = kept[: -len(new)]
    return _with_points(choice, (*kept, *new[: max(0, most - len(kept))]))


def _with_points(choice: Choice[Ref], projects: tuple[Ref, ...]) -> Choice[Ref]:
    """The points that were given stay with their projects."""
    points = dict(zip(choice.projects, choice.points, strict=False))
    return Choice(projects, tuple(points[project] for project in projects if project in points))
