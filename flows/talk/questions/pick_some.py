"""A choice of several things, made at once («12 34 56») or bit by bit (ticked boxes, found one after the other)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from flows.talk.memory import Stored, View
from flows.talk.questions.at_once import is_either, taken_at_once
from flows.talk.questions.base import Answered, Changed, Ear, Heard, Missed, Outlived, Reply, with_remark
from flows.talk.questions.counted import before_counted
from flows.talk.questions.options import DONE, UNTICK, Listing
from flows.understanding.ballot_words import counts_projects, numbers_chosen, refuses
from flows.understanding.by_place import called_by_place
from flows.understanding.counted_numbers import uncounted
from flows.understanding.lexicon import numbers_in
from flows.understanding.said_of_numbers import is_signed
from flows.understanding.senses import Sense
from flows.words import Joined, Say, Text, Verbatim, _, n_

MOST_REFUSED = 6
"""Options beyond the most there may be that are kept of a choice that was refused, to be corrected: they are shown."""


@dataclass(frozen=True, slots=True)
class Amended:
    """The choice so far as a reply corrects it; *remark* says what of that came to nothing."""

    choice: tuple[str, ...]
    remark: Say | None = None


Amends = Callable[[str, tuple[str, ...], Ear], Amended | Missed | None]
"""What words make of a choice so far; a miss if they may be meant to correct it and cannot be understood for sure."""


@dataclass(frozen=True)
class PickSome(Listing[tuple[str, ...]]):
    """Between *least* and *most* options. *problem* says why a choice cannot be, beyond its size; None if it can.
    *missing* says what is known of numbers that are no options, *gone* of ids that were some before. *so_far* is
    said of a choice under way.

    Several numbers in one reply, or the first number of all, are the whole choice. Once some are ticked or a list is
    open, a number adds to what is ticked, and DONE ends the choice. Where words correct it (*amends*), several numbers
    add to it too, and a choice that was refused is kept until it is corrected or sent anew.
    """

    least: int = 1
    most: int = 3
    problem: Callable[[tuple[str, ...]], Say | None] | None = None
    missing: Callable[[Sequence[int]], Say] | None = None
    gone: Callable[[Sequence[str]], Say | None] | None = None
    amends: Amends | None = None
    so_far: Callable[[tuple[str, ...]], Say | None] | None = None

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
        written = reply.text
        if self.amends and (counted := uncounted(reply.text, ear.lexicon)) != reply.text:
            reply = replace(reply, text=counted)
        at_once = self._at_once(reply.text, view, ear)
        if at_once:
            return at_once
        placed = self._by_place(reply.text, view, ear) if self.amends and _is_listed(view) else ()
        if placed:
            return self._added(placed, view)
        numbers, rest = numbers_in(reply.text, ear.lexicon)
        if len(numbers) == 1 and self.amends and counts_projects(reply.text, ear.lexicon):
            return Missed()  # «pour 3 projets»
        if numbers and self._is_the_choice(reply.text, rest, ear):
            return self._numbered(numbers, view, adds=reply.text.lstrip().startswith("+"))
        amended = self._in_words(reply.text, view, ear)
        if amended and not isinstance(amended, Missed):
            return amended
        if numbers and not (amended and len(numbers) == 1 and is_signed(reply.text)):  # but «- 5 ⏎ - 12» is a list
            before, others = numbers_in(before_counted(written, ear.lexicon), ear.lexicon)
            if before and not others:
                return self._numbered(before, view, adds=reply.text.lstrip().startswith("+"))
        if amended:
            return amended
        told = self._told(reply.text, view, ear.lexicon.meant(reply.text))
        if told:
            return told
        named = self.named(reply.text, view, ear) if view.find or view.group else None
        if named:
            return self.moved(named, view) or self._added((named,), view)
        searched = self.searched(reply.text, view, ear) if rest else Missed()
        if isinstance(searched, Missed) and ear.lexicon.meant(reply.text) in (Sense.BLANK, Sense.NO):
            return Missed(NO_BLANK_VOTE)
        slip = self._told(reply.text, view, ear.lexicon.sense(reply.text))
        return slip if slip and isinstance(searched, Missed) else searched

    def _is_the_choice(self, text: str, rest: str, ear: Ear) -> bool:
        """Whether the numbers of *text* are chosen by it, that says *rest* beside them."""
        if self.amends is None or text.replace(" ", "").isdigit():
            return not rest
        if numbers_chosen(text, ear.lexicon):
            return True
        return not (rest or is_signed(text) or refuses(text, ear.lexicon))

    def _at_once(self, text: str, view: View, ear: Ear) -> Heard[tuple[str, ...]] | None:
        """What comes of «les deux»: both, if there are two. They and «1 ou 2» are asked again else; None for others."""
        if not any(map(str.isalpha, text)):  # «3 12 18», as most people write
            return None
        listed = tuple(option.id for option in self.listed(view) if option.id in self.by_id)
        count = taken_at_once(text, len(listed), ear.lexicon)
        if count:
            named = self.named(text, view, ear)
            if named in self.by_id:
                return self._added((named,), view) if view.ticked or _is_listed(view) else self._whole((named,))
            return self._whole(_each_once((*view.ticked, *listed))) if count == len(listed) else Missed(WHICH_ONES)
        undecided = is_either(text, ear.lexicon) and not numbers_in(text, ear.lexicon)[1]
        return Missed(WHICH_ONES) if undecided else None

    def _by_place(self, text: str, view: View, ear: Ear) -> tuple[str, ...]:
        """The options shown that *text* calls by their place: «le premier» is no No 1."""
        shown = [self.by_id[id].number for _typed, id in view.keys if id in self.by_id]
        numbers = [number for number in shown if number is not None]
        return tuple(self.own_numbers[number] for number in called_by_place(text, numbers, ear.lexicon))

    def is_refused(self, choice: tuple[str, ...]) -> bool:
        """Whether *choice* is too large, or against the rules, as it stands."""
        return len(choice) >= max(self.least, 1) and self.complaint(choice) is not None

    def _in_words(self, text: str, view: View, ear: Ear) -> Heard[tuple[str, ...]] | None:
        """What comes of words that correct the choice so far; None if they say anything else."""
        amended = self.amends(text, view.ticked, ear) if self.amends else None
        return self._amended(amended, view) if isinstance(amended, Amended) else amended

    def _amended(self, amended: Amended, view: View) -> Heard[tuple[str, ...]]:
        """The choice as it is corrected: the answer, if it was one before or had only to be made shorter."""
        new = amended.choice
        if set(new) == set(view.ticked):
            return Changed(view, amended.remark) if new else Missed(amended.remark)
        heard: Heard[tuple[str, ...]]
        if not new:
            heard = Changed(View(), EMPTY_CHOICE)
        elif self.is_refused(view.ticked):
            complaint = self.complaint(new)
            heard = Changed(View(ticked=new), complaint) if complaint else Answered(new)
        elif view.ticked or (len(new) == 1 and _is_listed(view)):
            heard = self._added(new, View())
        else:
            heard = self._whole(new)
        return with_remark(heard, amended.remark) if amended.remark else heard

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
        choice = self._in_place(choice)
        if len(choice) > self.most:
            return Changed(
                view,
                n_(
                    "{n} choix au plus : retirez-en un d'abord.",
                    "{n} choix au plus : retirez-en un d'abord.",
                    self.most,
                ),
            )
        complaint = self.problem(choice) if self.problem and len(choice) >= self.least else None
        return Changed(view, complaint) if complaint else Changed(replace(view, ticked=choice))

    def _numbered(self, numbers: tuple[int, ...], view: View, *, adds: bool) -> Heard[tuple[str, ...]]:
        ids = {number: self.typed(number, view) for number in numbers}
        unknown = [number for number, id in ids.items() if id not in self.by_id]
        known = _each_once(id for id in ids.values() if id in self.by_id)
        so_far = self._added_to(known, view) if self.amends else view
        if unknown:
            return self._partly(unknown, known, so_far)
        if len(numbers) == 1 and (adds or so_far.ticked or _is_listed(view)):
            return self._added(known, so_far)
        joins = adds or self.amends
        return self._whole(_each_once((*so_far.ticked, *known)) if joins else known)

    def _added_to(self, known: tuple[str, ...], view: View) -> View:
        """The choice that numbers add to: none, if what there was is refused or complete, and several are sent anew."""
        anew = self.is_refused(view.ticked) or (len(known) > 1 and len(view.ticked) >= self.most)
        return replace(view, ticked=()) if anew else view

    def _partly(self, unknown: list[int], known: tuple[str, ...], view: View) -> Changed | Missed:
        told = self.missing(unknown) if self.missing else not_in_the_list(unknown)
        if not known:
            return Missed(told)
        choice = _each_once((*view.ticked, *known))
        kept = self._kept(choice) if self.amends else choice[: self.most]
        then = self.complaint(choice) if self.amends and self.is_refused(choice) else _("J'ai gardé les autres.")
        return Changed(replace(view, ticked=kept), Joined((told, then), " ") if then else told)

    def _added(self, more: Iterable[str | None], view: View) -> Heard[tuple[str, ...]]:
        choice = self._in_place(_each_once((*view.ticked, *more)))
        if len(choice) >= self.most:
            return self._whole(choice)
        return Changed(View(ticked=choice))

    def _in_place(self, choice: tuple[str, ...]) -> tuple[str, ...]:
        """Where one option is chosen, the newest takes the place of the one before."""
        return choice[-1:] if self.most == 1 else choice

    def _finished(self, view: View) -> Heard[tuple[str, ...]]:
        if not view.ticked:
            return Missed(_("Rien n'est encore choisi."))
        return self._whole(view.ticked)

    def _whole(self, choice: tuple[str, ...]) -> Answered[tuple[str, ...]] | Missed:
        complaint = self.complaint(choice)
        if complaint is None:
            return Answered(choice)
        return Missed(complaint, view=View(ticked=self._kept(choice)) if self.amends else None)

    def _kept(self, choice: tuple[str, ...]) -> tuple[str, ...]:
        """What is kept of a choice that is refused: all, unless it is too much to be shown and corrected, or
        one was wanted."""
        return choice if self.most > 1 and len(choice) <= self.most + MOST_REFUSED else ()


def _is_listed(view: View) -> bool:
    return bool(view.find or view.group or view.page)


NO_BLANK_VOTE: Text = _(
    "Le vote blanc n'existe pas ici : pour ne voter pour aucun projet, n'envoyez rien. Pour arrêter : ANNULER."
)
WHICH_ONES: Text = _("Lesquels ? Écrivez leurs numéros.")
EMPTY_CHOICE: Text = _("Votre choix est vide.")


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
