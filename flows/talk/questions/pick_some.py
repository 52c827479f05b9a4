"""A choice of several things, made at once («12 34 56») or bit by bit (ticked boxes, found one after the other)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from flows.talk.memory import Stored, View
from flows.talk.questions.base import Answered, Changed, Ear, Heard, Missed, Outlived, Reply, with_remark
from flows.talk.questions.counted import before_counted
from flows.talk.questions.options import DONE, UNTICK, Listing
from flows.understanding.lexicon import Sense, numbers_in
from flows.words import Joined, Say, Text, Verbatim, _, n_


@dataclass(frozen=True)
class PickSome(Listing[tuple[str, ...]]):
    """Between *least* and *most* options. *problem* says why a choice cannot be, beyond its size; None if it can.
    *missing* says what is known of numbers that are no options, *gone* of ids that were some before.

    Several numbers in one reply, or the first number of all, are the whole choice. Once some are ticked or a list is
    open, a number adds to what is ticked, and DONE ends the choice.
    """

    least: int = 1
    most: int = 3
    problem: Callable[[tuple[str, ...]], Say | None] | None = None
    missing: Callable[[Sequence[int]], Say] | None = None
    gone: Callable[[Sequence[str]], Say | None] | None = None

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[tuple[str, ...]]:
        """The choice, or the choice so far; also what became of options that were ticked and are gone."""
        if not view.ticked:
            return self._chosen(reply, view, ear)
        outlived = self.outlived(view.ticked)
        still = replace(view, ticked=tuple(id for id in view.ticked if id in self.by_id))
        heard = self._chosen(reply, still, ear)
        return with_remark(heard, outlived.remark) if outlived else heard

    def _chosen(self, reply: Reply, view: View, ear: Ear) -> Heard[tuple[str, ...]]:
        if reply.tap:
            return self._tapped(reply.tap, view)
        numbers, rest = numbers_in(reply.text, ear.lexicon)
        if numbers and rest:
            numbers, rest = numbers_in(before_counted(reply.text, ear.lexicon), ear.lexicon)
        if numbers and not rest:
            return self._numbered(numbers, view, adds=reply.text.lstrip().startswith("+"))
        told = self._told(reply.text, view, ear.lexicon.meant(reply.text))
        if told:
            return told
        named = self.named(reply.text, view, ear) if view.find or view.group else None
        if named:
            return self.moved(named, view) or self._added((named,), view)
        found = self.searched(reply.text, view, ear) if rest else Missed()
        slip = self._told(reply.text, view, ear.lexicon.sense(reply.text))
        return slip if slip and isinstance(found, Missed) else found

    def _told(self, phrase: str, view: View, sense: Sense | None) -> Heard[tuple[str, ...]] | None:
        """What comes of words that move through the list or end the choice; None for any others."""
        return self._finished(view) if sense in (Sense.DONE, Sense.YES) else self.told_to_move(phrase, view, sense)

    def accept(self, stored: Stored) -> tuple[str, ...] | None:
        """The choice kept, while every option of it still stands and the choice is within bounds."""
        if not isinstance(stored, tuple) or not all(id in self.by_id for id in stored):
            return None
        return stored if self.complaint(stored) is None else None

    def outlived(self, stored: Stored) -> Outlived | None:
        """The options of a choice that still stand, and what became of the others."""
        if not isinstance(stored, tuple):
            return None
        gone = [id for id in stored if id not in self.by_id]
        remark = self.gone(gone) if gone and self.gone else None
        return Outlived(tuple(id for id in stored if id in self.by_id), remark) if remark else None

    def nothing(self) -> tuple[str, ...]:
        """No choice."""
        return ()

    def complaint(self, choice: tuple[str, ...]) -> Say | None:
        """Why *choice* cannot be the answer, None if it can."""
        if len(choice) < self.least:
            return n_("Choisissez au moins {n} projet.", "Choisissez au moins {n} projets.", self.least)
        if len(choice) > self.most:
            return too_many(len(choice), self.most)
        return self.problem(choice) if self.problem else None

    def _tapped(self, tap: str, view: View) -> Heard[tuple[str, ...]]:
        if tap == DONE:
            return self._finished(view)
        moved = self.moved(tap, view)
        if moved:
            return moved
        id = tap.removeprefix(UNTICK)
        if id not in self.by_id:
            return Missed(_("Ce choix n'est plus dans la liste."))
        if tap != id:
            return Changed(replace(view, ticked=tuple(kept for kept in view.ticked if kept != id)))
        return self._ticked(_each_once((*view.ticked, id)), view)

    def _ticked(self, choice: tuple[str, ...], view: View) -> Changed:
        if len(choice) > self.most:
            return Changed(
                view,
                n_(
                    "{n} choix au plus : retirez-en un d'abord.",
                    "{n} choix au plus : retirez-en un d'abord.",
                    self.most,
                ),
            )
        return Changed(replace(view, ticked=choice))

    def _numbered(self, numbers: tuple[int, ...], view: View, *, adds: bool) -> Heard[tuple[str, ...]]:
        ids = {number: self.typed(number, view) for number in numbers}
        unknown = [number for number, id in ids.items() if id not in self.by_id]
        known = _each_once(id for id in ids.values() if id in self.by_id)
        if unknown:
            return self._partly(unknown, known, view)
        if len(numbers) == 1 and (adds or view.ticked or view.find or view.group or view.page):
            return self._added(known, view)
        return self._whole(_each_once((*view.ticked, *known)) if adds else known)

    def _partly(self, unknown: list[int], known: tuple[str, ...], view: View) -> Changed | Missed:
        told = self.missing(unknown) if self.missing else not_in_the_list(unknown)
        if not known:
            return Missed(told)
        remark = Joined((told, _("J'ai gardé les autres.")), " ")
        return Changed(replace(view, ticked=_each_once((*view.ticked, *known))[: self.most]), remark)

    def _added(self, more: Iterable[str | None], view: View) -> Heard[tuple[str, ...]]:
        choice = _each_once((*view.ticked, *more))
        if len(choice) >= self.most:
            return self._whole(choice)
        return Changed(View(ticked=choice))

    def _finished(self, view: View) -> Heard[tuple[str, ...]]:
        if not view.ticked:
            return Missed(_("Rien n'est encore choisi."))
        return self._whole(view.ticked)

    def _whole(self, choice: tuple[str, ...]) -> Answered[tuple[str, ...]] | Missed:
        complaint = self.complaint(choice)
        return Missed(complaint) if complaint else Answered(choice)


def not_in_the_list(numbers: Sequence[int]) -> Text:
    """The sentence for numbers that mean nothing here."""
    return n_(
        "Le n° {numbers} n'est pas dans la liste.",
        "Les n° {numbers} ne sont pas dans la liste.",
        len(numbers),
        numbers=Verbatim(", ".join(map(str, numbers))),
    )


def too_many(given: int, most: int) -> Text:
    """The sentence for a choice of *given* things where *most* are allowed."""
    return n_(
        "Vous en avez donné {given}. Renvoyez {n} seul numéro.",
        "Vous en avez donné {given}. Renvoyez {n} numéros au plus.",
        most,
        given=given,
    )


def _each_once(ids: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for id in ids if id))
