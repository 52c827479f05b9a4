"""The projects of an edition as something to choose from: made once for each snapshot, since every turn looks at it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from flows.ballots import ballot_of
from flows.ballots.ballot import Choice
from flows.projects.off_ballot import fate_in_brief, off_the_ballot
from flows.talk.questions import Option, Pick, PickSome
from flows.town.edition import Edition, Project
from flows.understanding.search import Index
from flows.words import Joined, Money, Say, _, n_

MOST_NAMED = 2
"""Projects that no longer fit, told by name; of more, how many."""

SNAPSHOTS = 8
"""How many editions' papers are kept at once."""


@lru_cache(maxsize=SNAPSHOTS)
def ballot_paper(edition: Edition) -> PickSome:
    """The question of the vote: which of the projects on the ballot."""
    rules = edition.ballot
    return PickSome(
        _within_the_sum(_how_many(edition), edition),
        short=_within_the_sum(_how_many_by_sms(edition), edition),
        help=_(
            "Le numéro de chaque projet est sur le dépliant. Sinon : un mot (parc, vélo), votre quartier, "
            "ou SUITE pour la liste."
        ),
        topic=_("Vos projets"),
        options=_options(edition, edition.on_ballot),
        search=_index(edition).find,
        groups=_groups(edition),
        least=rules.least,
        most=min(rules.most, len(edition.on_ballot)),
        problem=lambda choice: problem_with_vote(edition, [int(id) for id in choice]),
        missing=lambda numbers: off_the_ballot(numbers, edition),
        gone=lambda ids: _gone(ids, edition),
        so_far=lambda choice: left_of_the_sum(choice, edition),
    )


def _gone(ids: Sequence[str], edition: Edition) -> Say | None:
    """What became of projects that were chosen; None if nothing is known of one."""
    known = [edition.by_id[int(id)] for id in ids if id.isdecimal() and int(id) in edition.by_id]
    if len(known) < len(ids):
        return None
    if len(known) == 1:
        return fate_in_brief(known[0])
    return off_the_ballot([project.number for project in known], edition)


def _within_the_sum(asked: Say, edition: Edition) -> Say:
    """What is asked, with what all that is chosen may cost where the rule is money."""
    most = edition.ballot.max_cost
    if most is None:
        return asked
    return Joined((asked, _("Ensemble : {most} au plus.", most=Money(most, edition.currency))), " ")


def left_of_the_sum(choice: Sequence[str], edition: Edition) -> Say | None:
    """What is left beside *choice*, and what it is too little for; None without such a rule, or if it is too dear."""
    left = money_left(choice, edition)
    if left is None or left < 0:
        return None
    too_dear = [one for one in edition.on_ballot if one.cost > left and str(one.id) not in choice]
    told: Say = _("Reste {left}.", left=Money(left, edition.currency))
    if not too_dear or len(choice) >= edition.ballot.most:
        return told
    return Joined((told, _no_longer_fit(too_dear)), " ")


def _no_longer_fit(projects: Sequence[Project]) -> Say:
    """That there is no room for these any more: by name, if they are few."""
    if len(projects) > MOST_NAMED:
        return n_("{n} projet ne tient plus.", "{n} projets ne tiennent plus.", len(projects))
    names = tuple(_("{number} {title}", number=project.number, title=project.named) for project in projects)
    return n_("Ne tient plus : {names}.", "Ne tiennent plus : {names}.", len(projects), names=Joined(names, ", "))


def money_left(choice: Iterable[str], edition: Edition) -> Decimal | None:
    """What is left to spend beyond *choice*, where its cost is bounded; less than nothing if it is too dear."""
    most = edition.ballot.max_cost
    return None if most is None else most - sum((edition.costs[int(id)] for id in choice), Decimal(0))


def problem_with_vote(edition: Edition, choice: Sequence[int], points: Sequence[int] = ()) -> Say | None:
    """Why these projects (by id), with their points, cannot be a vote under the edition's rules, None if they can."""
    rules = edition.ballot
    cast = Choice(tuple(choice), tuple(map(Decimal, points)))
    return ballot_of(rules.kind).problem(cast, rules, edition.costs, edition.currency)


@lru_cache(maxsize=SNAPSHOTS)
def catalogue(edition: Edition) -> Pick:
    """The question of who wants to read about a project: which one."""
    return Pick(
        _("Quel projet voulez-vous voir ? Choisissez-le, ou écrivez son numéro, un mot, un quartier."),
        short=_("Quel projet ? Son numéro, un mot (parc, vélo), SUITE ou QUARTIERS."),
        help=_("Le numéro d'un projet, ou un mot : parc, école, le nom d'un quartier. SUITE montre la liste."),
        options=_options(edition, tuple(sorted(edition.projects, key=lambda project: project.number))),
        search=_index(edition).find,
        groups=_groups(edition),
    )


def _how_many(edition: Edition) -> Say:
    rules = edition.ballot
    if rules.least == rules.most:
        return n_(
            "Choisissez {n} projet : par son numéro ou par un mot.",
            "Choisissez {n} projets : par leurs numéros ou par un mot.",
            rules.most,
        )
    return _(
        "Choisissez de {least} à {most} projets : par leurs numéros, ou par un mot pour chercher.",
        least=rules.least,
        most=rules.most,
    )


def _how_many_by_sms(edition: Edition) -> Say:
    """No number is given as an example: it would be voted for."""
    how = n_(
        "Votez pour {n} projet : envoyez son numéro.",
        "Votez pour {n} projets au plus : envoyez leurs numéros, avec un espace entre eux.",
        edition.ballot.most,
    )
    return Joined((how, _find_by_sms(edition)), " ")


def _find_by_sms(edition: Edition) -> Say:
    if _groups(edition):
        return _("Numéro inconnu ? Un mot (parc, vélo), ou QUARTIERS.")
    return _("Numéro inconnu ? Un mot (parc, vélo), ou SUITE.")


@lru_cache(maxsize=SNAPSHOTS)
def _index(edition: Edition) -> Index:
    return Index(
        {str(project.id): _searched(project, edition) for project in edition.projects},
        {str(project.id): f"{project.title} {project.short}" for project in edition.projects},
    )


def _searched(project: Project, edition: Edition) -> str:
    district, theme = edition.district_names.get(project.district, ""), edition.theme_names.get(project.theme, "")
    return " ".join((project.title, project.short, project.summary, district, theme))


def _options(edition: Edition, projects: tuple[Project, ...]) -> tuple[Option, ...]:
    return tuple(
        Option(
            str(project.id),
            project.named,
            number=project.number,
            groups=tuple(group for group in (f"d:{project.district}", f"t:{project.theme}") if len(group) > 2),
        )
        for project in projects
    )


def _groups(edition: Edition) -> tuple[tuple[str, str], ...]:
    """The districts and themes that have projects; one alone helps nobody to choose."""
    used = {group for option in _options(edition, edition.projects) for group in option.groups}
    named = [(f"d:{district.id}", district.name) for district in edition.districts]
    named += [(f"t:{theme.id}", theme.name) for theme in edition.themes]
    groups = tuple(group for group in named if group[0] in used)
    return groups if len(groups) > 1 else ()
