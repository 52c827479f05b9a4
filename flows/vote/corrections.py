"""A ballot corrected by numbers or by titles, while it is chosen or confirmed: what they change, what to say if not.

What a correction comes to is for each way of voting to say (`Ballot.corrected`); the rules are the edition's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from flows.ballots import ballot_of
from flows.ballots.ballot import Choice, Wish
from flows.projects.catalogue import SNAPSHOTS, ballot_paper, money_left
from flows.projects.off_ballot import off_the_ballot
from flows.talk.memory import View
from flows.talk.questions import Amended, Changed, Corrected, Ear, Missed, PickSome, Reopened, Reply
from flows.talk.questions.confirm import Corrections
from flows.talk.questions.pick_some import EMPTY_CHOICE, too_many
from flows.town.edition import Edition
from flows.understanding.corrections import (
    LONGEST,
    asks_what_is_left,
    corrections_in,
    may_correct,
    only_refuses,
    speaks_of_a_choice,
    wished,
    with_numbers,
)
from flows.understanding.counted_numbers import uncounted
from flows.understanding.interrogative import looks_asked
from flows.understanding.lexicon import Lexicon, numbers_in
from flows.understanding.naming import projects_in
from flows.understanding.reasons import without_reasons
from flows.understanding.said_of_numbers import is_signed, items
from flows.vote.asked_of_choice import told_of_choice
from flows.words import Joined, Money, Say, Verbatim, _, n_

MOST_IN_A_TITLE = 12
"""Words by which a project is called."""

MOST_WITH_A_REASON = 30
"""Words of a correction that tells why."""

MOST_WITH_A_TITLE = 18
"""Words of a correction that calls projects by their titles."""


@lru_cache(maxsize=SNAPSHOTS)
def which_projects(edition: Edition) -> PickSome:
    """The question of the vote, where words correct the choice while it is made: «sans 5», «9 plutôt que 5»."""
    return replace(ballot_paper(edition), amends=lambda text, choice, ear: _amended(text, choice, edition, ear))


def is_of_the_choice(words: str, edition: Edition, lexicon: Lexicon) -> bool:
    """Whether *words* after VOTE are for the choice under way: a correction, a code, any but projects to vote for."""
    known = ballot_paper(edition).own_numbers
    if (
        is_signed(words)
        or words.lstrip().startswith("+")
        or not any(number in known for number in numbers_in(words, lexicon)[0])
    ):
        return True
    return len(words) <= LONGEST and speaks_of_a_choice(items(words, lexicon))


def _amended(text: str, choice: tuple[str, ...], edition: Edition, ear: Ear) -> Amended | Missed | None:
    """What *text* makes of the *choice* so far; a miss if it may well be meant to correct it, and is not clear."""
    if len(text) > LONGEST or _is_to_find(text, choice, edition, ear):
        return None
    asked = told_of_choice(text, choice, edition, ear.lexicon) or _left_so_far(text, choice, edition, ear)
    if asked:
        return Amended(choice, asked)
    numbers = {edition.by_id[int(id)].number: id for id in choice}
    read = items(text, ear.lexicon)
    wish = wished(read, numbers)
    if wish is None and speaks_of_a_choice(read) and not only_refuses(read):
        wish = _by_title(text, numbers, edition, ear)
    if wish is None and speaks_of_a_choice(read):
        wish = _beside_reasons(text, numbers, ear.lexicon)
    if wish is None:
        return Missed(_unclear(choice, edition)) if may_correct(read) else None
    new, remark = _corrected(choice, wish, edition)
    if choice and set(new) == set(choice) and not remark:
        return Amended(choice, _already(wish.into) if wish.into else None)
    was, left = money_left(choice, edition), money_left(new, edition)
    if choice and was is not None and left is not None and left < 0 <= was:
        return Amended(choice, _too_dear(left, edition))
    return Amended(new, remark)


def _left_so_far(text: str, choice: tuple[str, ...], edition: Edition, ear: Ear) -> Say | None:
    """What is left of the sum, or by how much a choice that was refused passes it, to who asks while they choose."""
    left = money_left(choice, edition) if choice else None
    if left is None or not asks_what_is_left(text, ear.lexicon):
        return None
    return ballot_paper(edition).complaint(choice) if left < 0 else told_left(left, edition)


def _is_to_find(text: str, choice: tuple[str, ...], edition: Edition, ear: Ear) -> bool:
    """Whether words without a number are to be searched for, though one of them may correct: «les plus fréquentés»."""
    if any(map(str.isdigit, text)):
        return False
    return not choice or _called(ear.lexicon.spell(text), edition, ear) is not None


def _unclear(choice: tuple[str, ...], edition: Edition) -> Say:
    if not choice:
        return _("Pas compris. Écrivez seulement les numéros de vos projets. Pour arrêter : ANNULER.")
    return _(
        "Pas compris : votre choix reste le même. Pour ajouter : un numéro. Pour enlever : SANS {number}.",
        number=edition.by_id[int(choice[-1])].number,
    )


def corrections_of(name: str, choice: tuple[str, ...], edition: Edition) -> Corrections:
    """Hears corrections of *choice* (ids of projects), the answer called *name*."""

    def hear(reply: Reply, view: View, ear: Ear) -> Changed | Corrected | Reopened | None:
        if len(reply.text) > LONGEST:
            return None
        asked = told_of_choice(reply.text, choice, edition, ear.lexicon)
        if asked:
            return Changed(view, asked)
        numbers = {edition.by_id[int(id)].number: id for id in choice}
        text = uncounted(reply.text, ear.lexicon)
        wish = (
            corrections_in(text, numbers, ear.lexicon)
            or _by_title(text, numbers, edition, ear)
            or _beside_reasons(text, numbers, ear.lexicon)
        )
        if wish is not None and not (set(wish.out) == set(numbers) and looks_asked(text, ear.lexicon)):
            return _heard(name, choice, wish, edition, view)
        left = money_left(choice, edition)
        if left is None or not asks_what_is_left(reply.text, ear.lexicon):
            return None
        return Changed(view, told_left(left, edition))

    return hear


def told_left(left: Decimal, edition: Edition) -> Say:
    """The sum that is left."""
    return _("Reste {left}.", left=Money(left, edition.currency))


def _by_title(text: str, numbers: Collection[int], edition: Edition, ear: Ear) -> Wish[int] | None:
    """The same, said with words of a title that are those of one project on the ballot only: «sans le skatepark»."""
    if looks_asked(text, ear.lexicon) or len(text.split()) > MOST_WITH_A_TITLE:
        return None
    numbered = any(map(str.isdigit, text))
    whole = None if numbered else _called(ear.lexicon.spell(text), edition, ear)
    if whole:
        return Wish(into=(whole,))
    said = by_numbers(text, edition, ear)
    return corrections_in(said, numbers, ear.lexicon) if said else None


def by_numbers(text: str, edition: Edition, ear: Ear) -> str | None:
    """*text* with the number of a project in the place of each title; None unless each is that of one on the ballot."""
    if looks_asked(text, ear.lexicon) or len(text.split()) > MOST_WITH_A_TITLE:
        return None
    numbered = any(map(str.isdigit, text))
    return with_numbers(text, ear.lexicon, lambda words: _meant(words, edition, ear, exact=numbered))


def _beside_reasons(text: str, numbers: Collection[int], lexicon: Lexicon) -> Wish[int] | None:
    """The same of the numbers of a text that asks nothing, and tells a reason too: «sans le 5, ya trop de bruit»."""
    if not any(map(str.isdigit, text)) or len(text.split()) > MOST_WITH_A_REASON or looks_asked(text, lexicon):
        return None
    plainly = without_reasons(text, lexicon)
    return corrections_in(plainly, numbers, lexicon) if plainly else None


def _called(words: str, edition: Edition, ear: Ear, *, exact: bool = False) -> int | None:
    """The number of the one project that these words of its title call, unless they call something else.

    Beside numbers no slip is forgiven: «je garde que le 5» is no «gare».
    """
    if (
        not words
        or words.count(" ") >= MOST_IN_A_TITLE
        or words in ear.lexicon.flows
        or words in ear.lexicon.corrections
        or ear.lexicon.means(words) is not None
    ):
        return None
    paper = ballot_paper(edition)
    narrowed = View(find=words)  # no town has too many of those
    id = paper.named(words, narrowed, ear, exact=exact)
    return paper.by_id[id].number if id else None


def _meant(words: str, edition: Edition, ear: Ear, *, exact: bool) -> int | None:
    """The same of a name beside what is said of it, were it only how a title begins: «sans le skate»."""
    called = _called(words, edition, ear, exact=exact)
    if called or exact:
        return called
    named = projects_in(words, edition, ear.lexicon)
    return named[0].number if len(named) == 1 and named[0].number in ballot_paper(edition).own_numbers else None


def _heard(
    name: str, choice: tuple[str, ...], wish: Wish[int], edition: Edition, view: View
) -> Changed | Corrected | Reopened:
    paper = ballot_paper(edition)
    if paper.most == 1 and len({*wish.into}) > 1:  # which of them is not said
        return Changed(view, too_many(len({*wish.into}), 1))
    new, remark = _corrected(choice, wish, edition)
    if set(new) == set(choice):
        return Changed(view, remark or _already(wish.into))
    if len(new) < paper.least:
        return Reopened(name, new, remark if new or remark else EMPTY_CHOICE)
    left = money_left(new, edition)
    if left is not None and left < 0:
        return Changed(view, _too_dear(left, edition))
    complaint = paper.complaint(new)
    return Changed(view, complaint) if complaint else Corrected(name, new, remark)


def _corrected(choice: tuple[str, ...], wish: Wish[int], edition: Edition) -> tuple[tuple[str, ...], Say | None]:
    """The choice as it is wished, and what of the wish came to nothing."""
    paper, rules = ballot_paper(edition), edition.ballot
    known: Mapping[int, str] = paper.own_numbers
    out, into = (tuple(known[number] for number in some if number in known) for some in (wish.out, wish.into))
    wanted = Wish(out, into, wish.only, wish.rather) if out or into else Wish()
    new = ballot_of(rules.kind).corrected(Choice(choice), wanted, rules).projects
    return new, _remark(choice, new, wish, edition)


def _remark(choice: tuple[str, ...], new: tuple[str, ...], wish: Wish[int], edition: Edition) -> Say | None:
    """What of the wish came to nothing, and why."""
    known = ballot_paper(edition).own_numbers
    unknown = [number for number in (*wish.out, *wish.into) if number not in known]
    nothing_yet = not choice and wish.into  # «VOTE 5 et pas 12»
    absent = [number for number in wish.out if number in known and known[number] not in choice and not nothing_yet]
    no_room = [number for number in wish.into if number in known and known[number] not in new]
    said = (
        off_the_ballot(unknown, edition) if unknown else None,
        not_in(absent) if absent else None,
        full(no_room, choice, new, edition) if no_room else None,
    )
    told = tuple(part for part in said if part)
    return Joined(told, " ") if told else None


def full(no_room: Sequence[int], choice: tuple[str, ...], new: tuple[str, ...], edition: Edition) -> Say:
    """That there is no room for those, and how to make some."""
    stays = next((id for id in reversed(choice) if id in new), new[-1])
    return n_(
        "{n} projet au plus, donc pas {numbers}. Pour faire de la place : SANS {out}.",
        "{n} projets au plus, donc pas {numbers}. Pour faire de la place : SANS {out}.",
        edition.ballot.most,
        numbers=_listed(no_room),
        out=edition.by_id[int(stays)].number,
    )


def not_in(numbers: Collection[int]) -> Say:
    """That nobody chose those which were to go."""
    return n_(
        "Le n° {numbers} n'est pas dans votre choix.",
        "Les n° {numbers} ne sont pas dans votre choix.",
        len(numbers),
        numbers=_listed(numbers),
    )


def _already(numbers: Collection[int]) -> Say:
    return n_(
        "Le n° {numbers} est déjà dans votre choix.",
        "Les n° {numbers} sont déjà dans votre choix.",
        len(numbers),
        numbers=_listed(numbers),
    )


def _too_dear(left: Decimal, edition: Edition) -> Say:
    return _(
        "Il manque {missing} pour l'ajouter : votre choix reste le même. Pour faire de la place : SANS et un numéro.",
        missing=Money(-left, edition.currency),
    )


def _listed(numbers: Iterable[int]) -> Verbatim:
    return Verbatim(", ".join(map(str, numbers)))
