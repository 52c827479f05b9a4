"""The deeds and looks of ambassadors: becoming one, relaying to their groups, and who came through them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flows.talk.deed import Deed, Done, Look, Refused
from flows.words import Say, Text


class RelayState(StrEnum):
    """Where someone who wants to relay stands."""

    ASKED = "asked"  # the team has yet to say
    APPROVED = "approved"  # they relay, under a word of their own
    REFUSED = "refused"  # the team said no, for a reason given
    ENDED = "ended"  # they stopped, or the team ended it


class Around(StrEnum):
    """For whom someone relays."""

    FRIENDS = "friends"  # who is around them: themselves, in short
    CLUB = "club"  # an association, a club
    CLASS = "class"  # pupils: who comes through it is counted, and kept nowhere


@dataclass(frozen=True, slots=True)
class MyRelaying:
    """Someone who relays, or asked to, as they see it themselves.

    *word* is what people write to come through them («AVEC NADIA»), *link* opens the bot in the same way, *picture* is
    the address of its QR code, *page* that of a page that sends the text by SMS; each is empty where there is none.
    *hours* is after how many hours a preview goes to the groups by itself (0: never); *own_hour* is the hour at
    which it does («18:00»), where they keep one.
    """

    number: int
    state: RelayState
    word: str = ""
    reason: str = ""
    link: str = ""
    picture: str = ""
    page: str = ""
    groups: int = 0
    hours: int = 0
    around: Around = Around.FRIENDS
    own_hour: str = ""


@dataclass(frozen=True, slots=True)
class MeAsAmbassador(Look[MyRelaying | None]):
    """How the person stands as an ambassador; None if they never asked."""


@dataclass(frozen=True, slots=True)
class RelayRequest:
    """The request is with the team, under that number; *days* are the working days they promise."""

    number: int
    days: int


@dataclass(frozen=True, slots=True)
class AskToRelay(Deed[RelayRequest | Refused]):
    """Ask the team to become an ambassador: by which name they know the person, and *whom* the person reaches."""

    name: str
    whom: str
    around: Around = Around.FRIENDS


@dataclass(frozen=True, slots=True)
class GoByItself(Deed[Done | Refused]):
    """From now on what is to be relayed goes by itself after so many *hours*, or at their *own_hour*; 0: never."""

    hours: int
    own_hour: str = ""

    @classmethod
    def at(cls, kept: str) -> GoByItself:
        """At the hour that was said, of whatever day."""
        return cls(0, kept.removeprefix("+"))


@dataclass(frozen=True, slots=True)
class SetGoal(Deed[Done | Refused]):
    """The ambassador wants so many voters around them; 0: no goal any more."""

    voters: int


@dataclass(frozen=True, slots=True)
class StopRelaying(Deed[Done | Refused]):
    """The person is no ambassador any more: their groups are untied, and nothing is sent there."""


@dataclass(frozen=True, slots=True)
class GroupCode:
    """What to write in a group to tie it; good once, and for a day."""

    code: str


@dataclass(frozen=True, slots=True)
class TieGroup(Deed[GroupCode | Refused]):
    """Give the code by which an ambassador ties a Telegram group."""


@dataclass(frozen=True, slots=True)
class Came:
    """The person came through the ambassador of that *word*, this time or before; it is not repeated to a pupil."""

    word: str
    of_class: bool = False


@dataclass(frozen=True, slots=True)
class NoSuchWord:
    """No ambassador has that word."""


@dataclass(frozen=True, slots=True)
class ComeThrough(Deed[Came | NoSuchWord]):
    """Remember through which ambassador the person came, if it is the first one."""

    word: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many came, proposed and voted through an ambassador; None where that is fewer than five.

    Of a class only who came is counted.
    """

    came: int | None
    proposed: int | None
    voted: int | None
    of_class: bool = False


@dataclass(frozen=True, slots=True)
class CountMine(Look[Counts | None]):
    """How many came through the person; None if they are no ambassador."""


@dataclass(frozen=True, slots=True)
class PostPreview:
    """What is to be relayed: its words, the ambassador's own line above them, and to how many groups it would go.

    *hours* is after how many hours it goes by itself (0: never). Below it is how people come by the ambassador's
    *word*, and a button, if there is a *link* for it. *already* is how many of the groups have it from another holder,
    *goes_at* when it goes if nobody says otherwise.
    """

    id: int
    words: Say
    greeting: str
    groups: int
    hours: int
    word: str
    link: str
    already: int = 0
    goes_at: datetime | None = None

    @property
    def lacking(self) -> int:
        """The groups that it would go to."""
        return self.groups - self.already


@dataclass(frozen=True, slots=True)
class WhatToRelay(Look[PostPreview | None]):
    """What waits for the ambassador's word: the post of that *id*, or with 0 the newest; None if nothing does."""

    id: int = 0


@dataclass(frozen=True, slots=True)
class Relayed:
    """It goes to so many groups: at once, or from *at* on where this is no hour to write to people."""

    groups: int
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Relay(Deed[Relayed | Refused]):
    """Have the post of that *id* go to the ambassador's groups, with their *greeting* above it."""

    id: int
    greeting: str


@dataclass(frozen=True, slots=True)
class RelayAt(Deed[Relayed | Refused]):
    """Have the post of that *id* go at that hour, or at the next good one; until then it can be changed."""

    id: int
    greeting: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WhatGoesWhen(Look[tuple[datetime, ...]]):
    """When what waits for the ambassador's word goes if they say nothing more, the next first."""


@dataclass(frozen=True, slots=True)
class PassOver(Deed[Done | Refused]):
    """Do not relay the post of that *id*."""

    id: int


@dataclass(frozen=True, slots=True)
class ToCome:
    """Something that ambassadors will have to relay, and the first good hour for it."""

    at: datetime
    what: Text


@dataclass(frozen=True, slots=True)
class WhatIsToCome(Look[tuple[ToCome, ...]]):
    """All that ambassadors will have to relay by the calendar, the next one first."""
