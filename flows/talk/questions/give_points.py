"""Points given to several things, within a sum: «12 5, 3 2» is five for No 12 and two for No 3."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from flows.talk.memory import Stored, View
from flows.talk.questions.base import Answered, Changed, Ear, Heard, Missed, Outlived, Reply, with_remark
from flows.talk.questions.options import DONE, Option
from flows.talk.questions.pick_some import EMPTY_CHOICE, NO_BLANK_VOTE, PickSome, not_in_the_list
from flows.understanding.ballot_words import numbers_chosen
from flows.understanding.corrections import asks_what_is_left, corrections_in
from flows.understanding.points_given import LONGEST, pairs_in, points_alone, speaks_of_points
from flows.understanding.senses import Sense
from flows.words import Say, Text, _, n_

OF = "="
"""Between an id and its points in what is kept; before an id, in `View.group`, while its points are asked."""


@dataclass(frozen=True)
class GivePoints(PickSome):
    """Points for between *least* and *most* options: *points* in all, *highest* to one of them.

    A reply changes the points of those it names, and the others keep theirs. A number alone is asked for its points.
    """

    points: int = 10
    highest: int = 10

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[tuple[str, ...]]:
        """The points given, or given so far; what is not clear, or goes over the sum, changes nothing."""
        outlived = self.outlived(view.ticked)
        still = replace(view, ticked=self._standing(view.ticked))
        heard = self._tapped(reply.tap, still) if reply.tap else self._written(reply.text, still, ear)
        return with_remark(heard, outlived.remark) if outlived else heard

    def accept(self, stored: Stored) -> tuple[str, ...] | None:
        """The points kept, while every option of them still stands and they are within bounds."""
        if not isinstance(stored, tuple) or self._standing(stored) != stored:
            return None
        return stored if self.complaint(stored) is None else None

    def outlived(self, stored: Stored) -> Outlived | None:
        """The points of options that still stand, and what became of the others."""
        if not isinstance(stored, tuple):
            return None
        gone = [id for id in given_in(stored) if id not in self.by_id]
        remark = self.gone(gone) if gone and self.gone else None
        return Outlived(self._standing(stored), remark) if remark else None

    def complaint(self, choice: tuple[str, ...]) -> Say | None:
        """Why *choice* cannot be the answer, None if it can."""
        return self.problem(choice) if self.problem else None

    def listed(self, view: View) -> tuple[Option, ...]:
        """The options; while points are asked for one, the points it may have."""
        id = self.asked_of(view)
        if id is None:
            return super().listed(view)
        takes = ((0,) if id in given_in(view.ticked) else ()), range(1, self.room_for(id, view) + 1)
        return tuple(
            Option(f"{id}{OF}{points}", n_("{n} point", "{n} points", points)) for some in takes for points in some
        )

    def asked_of(self, view: View) -> str | None:
        """The id of the option whose points are asked for, if they are."""
        id = view.group.removeprefix(OF)
        return id if view.group.startswith(OF) and id in self.by_id else None

    def room_for(self, id: str, view: View) -> int:
        """The most points that the option may have, beside those of the others."""
        given = given_in(view.ticked)
        return max(0, min(self.highest, self.left(view.ticked) + given.get(id, 0)))

    def how_many(self, id: str, view: View) -> Say:
        """The question of how many points one option gets."""
        return n_(
            "Combien de points pour {number} {title} ? {n} au plus.",
            "Combien de points pour {number} {title} ? {n} au plus.",
            self.room_for(id, view),
            number=str(self.by_id[id].number),
            title=self.by_id[id].label,
        )

    def left(self, choice: Iterable[str]) -> int:
        """The points that are not given yet."""
        return self.points - sum(given_in(choice).values())

    def after(self, text: str, choice: tuple[str, ...], ear: Ear) -> tuple[str, ...] | Say | None:
        """What *text* makes of *choice*; why it cannot, where it names what is not there; None if it is not clear."""
        pairs = pairs_in(text)
        if pairs:
            unknown = [number for number, _points in pairs if number not in self.own_numbers]
            if unknown:
                return self.missing(unknown) if self.missing else not_in_the_list(unknown)
            return kept_of({**given_in(choice), **{self.own_numbers[number]: points for number, points in pairs}})
        numbers = {self.by_id[id].number or 0: id for id in given_in(choice)}
        wish = corrections_in(text, numbers, ear.lexicon) if len(text) <= LONGEST else None
        if wish is None or not wish.out or wish.into:
            return None
        if not {*wish.out} <= {*numbers}:
            return not_in_the_list([number for number in wish.out if number not in numbers])
        out = {numbers[number] for number in wish.out}
        return kept_of({id: points for id, points in given_in(choice).items() if id not in out})

    def is_over(self, choice: tuple[str, ...]) -> bool:
        """Whether *choice* goes beyond a bound, whatever is added to it."""
        given = given_in(choice)
        return self.left(choice) < 0 or len(given) > self.most or max(given.values(), default=0) > self.highest

    def _written(self, text: str, view: View, ear: Ear) -> Heard[tuple[str, ...]]:
        after = self.after(text, view.ticked, ear)
        if isinstance(after, tuple):
            return self._becomes(after, view)
        if after is not None:
            return Missed(after)
        alone, of = points_alone(text, ear.lexicon), self.asked_of(view)
        if alone is not None and of:
            return self._becomes(kept_of({**given_in(view.ticked), of: alone}), view)
        if any(map(str.isdigit, text)) or alone is not None:
            return self._asked_alone(text, view, ear)
        return self._in_words(text, view, ear) or Missed(UNCLEAR)

    def _asked_alone(self, text: str, view: View, ear: Ear) -> Heard[tuple[str, ...]]:
        """How many points, to who names one option; that it is not clear, to who writes other numbers."""
        numbers = numbers_chosen(text, ear.lexicon)
        if len(numbers) != 1 or speaks_of_points(text):
            return Missed(UNCLEAR)
        id = self.own_numbers.get(numbers[0])
        if id is None:
            return Missed(self.missing(numbers) if self.missing else not_in_the_list(numbers))
        return self._asks_points(id, view)

    def _in_words(self, text: str, view: View, ear: Ear) -> Heard[tuple[str, ...]] | None:
        """What comes of words without a number: they end the choice, move through the list or search it."""
        if asks_what_is_left(text, ear.lexicon):
            return Changed(view, self.so_far(view.ticked) if self.so_far else None)
        apart = replace(view, group="", page=0) if self.asked_of(view) else view
        told = self._told(text, apart, ear.lexicon.meant(text))
        if told:
            return told
        named = self.named(text, apart, ear) if apart.find or apart.group else None
        if named:
            return self.moved(named, apart) or self._asks_points(named, apart)
        searched = self.searched(text, apart, ear)
        if isinstance(searched, Missed) and ear.lexicon.meant(text) is Sense.BLANK:
            return Missed(NO_BLANK_VOTE)
        slip = self._told(text, apart, ear.lexicon.sense(text))
        return slip if slip and isinstance(searched, Missed) else searched

    def _tapped(self, tap: str, view: View) -> Heard[tuple[str, ...]]:
        if tap == DONE:
            return self._finished(view)
        moved = self.moved(tap, view)
        if moved:
            return moved
        id, of, points = tap.partition(OF)
        if id not in self.by_id:
            return Missed(_("Ce choix n'est plus dans la liste."))
        if not of or not points.isdecimal():
            return self._asks_points(id, view)
        new = kept_of({**given_in(view.ticked), id: int(points)})
        return Changed(view, self.complaint(new)) if self.is_over(new) else Changed(View(ticked=new))

    def _asks_points(self, id: str, view: View) -> Changed:
        if id not in given_in(view.ticked) and (len(view.ticked) >= self.most or not self.room_for(id, view)):
            return Changed(replace(view, group="", page=0), FULL)
        return Changed(View(ticked=view.ticked, group=OF + id))

    def _becomes(self, new: tuple[str, ...], view: View) -> Heard[tuple[str, ...]]:
        """The answer, where nothing was chosen before or all is given; else what is chosen so far."""
        if self.is_over(new):
            return Missed(self.complaint(new))
        if not new:
            return Changed(View(), EMPTY_CHOICE)
        whole = not view.ticked or not self.left(new)
        return Answered(new) if whole and self.complaint(new) is None else Changed(View(ticked=new))

    def _standing(self, kept: Iterable[str]) -> tuple[str, ...]:
        return kept_of({id: points for id, points in given_in(kept).items() if id in self.by_id})


def given_in(kept: Iterable[str]) -> dict[str, int]:
    """The points of each id, of a choice as it is kept."""
    pairs = (pair.partition(OF) for pair in kept)
    return {id: int(points) for id, _of, points in pairs if points.isdecimal()}


def kept_of(given: Mapping[str, int]) -> tuple[str, ...]:
    """A choice as it is kept; what has no points is not in it."""
    return tuple(f"{id}{OF}{points}" for id, points in given.items() if points)


def numbers_ticked(question: PickSome, ticked: Sequence[str]) -> str:
    """What is chosen so far, by numbers; with their points, where they have some."""
    given = given_in(ticked) if isinstance(question, GivePoints) else dict.fromkeys(ticked)
    return ", ".join(
        f"{question.by_id[id].number or id}" + (f" = {points}" if points else "")
        for id, points in given.items()
        if id in question.by_id
    )


UNCLEAR: Text = _("Pas compris : quel projet, et combien de points ?")
FULL: Text = _("Plus de place : enlevez d'abord des points à un autre projet.")
