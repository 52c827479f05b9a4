"""The rules of an edition: how people vote, who may do what, from which age, and what is kept how long."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from flows.words import Text, _

CUTS = (0, 11, 15, 18, 26, 41, 66)
"""Where age bands begin: the ages of French participation rules, then what surveys compare. The last has no end."""

OPTIONAL = ("why", "where", "whom", "cost", "photo")
"""The questions about an idea that a town may let people skip; a title is always needed."""

IN_NAME_OF: dict[str, Text] = {
    "alone": _("En mon nom"),
    "association": _("Une association"),
    "class": _("Une classe, une école"),
    "group": _("À plusieurs"),
}
"""In whose name an idea may come."""


@dataclass(frozen=True, slots=True)
class BallotRules:
    """How people vote and how votes become winners."""

    kind: str = "approval"  # a name in BALLOTS
    least: int = 1  # projects to choose, at least
    most: int = 3  # projects to choose, at most
    max_cost: Decimal | None = None  # what the chosen projects may cost together
    scale: tuple[int, ...] = ()  # points of each rank, the best first; none: one for the last, one more each rank up
    points: int = 0  # points to give in all, where people give points
    most_points: int = 0  # to one project, at most; 0: all of them
    all_points: bool = False  # all have to be given, and not only that many at most
    may_change: bool = True  # until the vote closes
    threshold: int = 0  # votes a project needs to be funded at all
    rule: str = "greedy"  # how votes become winners: a name in flows.counting.OFFERED
    envelopes: str = "town"  # "town": one budget; "district": each district its own envelope
    identity: str = "declared"  # "declared": each person who writes; "phone": one telephone number, one vote
    who: str = ""  # who may vote, to be read after «peut voter :»
    paper: str = ""  # where one votes on paper, to be read after «on vote aussi sur papier»


@dataclass(frozen=True, slots=True)
class ProposalRules:
    """Who may propose what, as told before anyone makes an effort.

    *shown* is «checked» where the team looks at an idea before others see it, else «at_once».
    """

    most: int = 5  # ideas a person may send; 0: as many as they like
    max_cost: Decimal | None = None
    organisations: bool = True  # associations, classes and groups may propose too
    optional: tuple[str, ...] = OPTIONAL
    shown: str = "checked"
    territory: str = ""  # «dans la commune, sur un terrain public»
    terms: tuple[str, ...] = ()  # the other rules, a short sentence each
    who: str = ""  # who may propose, to be read after «peut proposer :»


@dataclass(frozen=True, slots=True)
class Ages:
    """From which age one may do what; 0 asks nobody. Under *guardian*, an adult has to agree."""

    propose: int = 0
    vote: int = 0
    survey: int = 0
    support: int = 0
    comment: int = 0
    guardian: int = 0


@dataclass(frozen=True, slots=True)
class Service:
    """What the team promises, and how careful it is with telephones that change hands or are shared."""

    answer_days: int = 5  # working days within which a question gets its answer
    stale_days: int = 60  # days after which the last news of a project is old
    silent_days: int = 180  # days after which a number must confirm that it is still the same person
    people_per_phone: int = 4


@dataclass(frozen=True, slots=True)
class Retention:
    """How long what people wrote, and where they can be reached, is kept."""

    words_days: int = 7  # after the conversation ended
    numbers_days: int = 60  # after the edition closed


def band_of(age: int, ages: Ages) -> str:
    """The age band that *age* falls in: «15-17», «66-». No minimum age of the edition lies within a band."""
    cuts = sorted({*CUTS, *minimums(ages)})
    least = max(cut for cut in cuts if cut <= age)
    above = next((cut for cut in cuts if cut > age), None)
    return f"{least}-{above - 1}" if above is not None else f"{least}-"


def is_old_enough(band: str, least: int) -> bool:
    """Whether everyone in *band* is at least *least* years old."""
    return int(band.partition("-")[0]) >= least


def minimums(ages: Ages) -> set[int]:
    """Every age at which the edition's rules change."""
    return {ages.propose, ages.vote, ages.survey, ages.support, ages.comment, ages.guardian}
