"""What a reminder rule is: when it is due, for whom, in which words, and whether it is still true when it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.edition import Edition
from flows.words import Say


class ConsentKind(StrEnum):
    """What people say yes or no to: «RAPPELS NON»."""

    REMINDERS = "reminders"  # what one can do, and until when
    NEWS = "news"  # what became of it
    MEETINGS = "meetings"  # where people meet
    OWED = "owed"  # what they count on is another now: told in any case, also beyond the week's cap; STOP ends it


ASKED_FOR = (ConsentKind.REMINDERS, ConsentKind.NEWS, ConsentKind.MEETINGS)
"""What one can say no to."""


class Whom(StrEnum):
    """For whom, as the store can tell without reading anything that is sealed."""

    EVERYONE = "everyone"  # whoever can be written to
    NOT_BEGUN = "not_begun"  # who has not begun what the phase in question is for
    NOT_PROPOSED = "not_proposed"  # who neither sent an idea in this edition nor began one
    NOT_VOTED = "not_voted"  # who is not on the roll, and did not begin to vote
    BALLOT_BEGUN = "ballot_begun"  # who began to vote, and did not confirm
    DRAFT_BEGUN = "draft_begun"  # who began an idea, and did not send it
    SURVEY_BEGUN = "survey_begun"  # who began a survey, and did not send it
    TOLD_BEFORE = "told_before"  # who was reminded of the phase in question, whatever it said
    SIGNED_UP = "signed_up"  # who comes to the meeting in question
    NOT_ANSWERED = "not_answered"  # who neither answered the survey in question nor began to
    INVITED = "invited"  # who does not come yet to the meeting in question, of its district if it is for one
    TOOK_PART = "took_part"  # who voted, or sent an idea: of use only once the result is public
    CAME_BEFORE = "came_before"  # who had signed up when the meeting in question changed
    NOBODY = "nobody"  # what groups alone are told
    ADDRESSED = "addressed"  # whom the team chose to write to (`Audience`)


@dataclass(frozen=True, slots=True)
class Due:
    """One moment of a rule: told from *at* on, and no more from *until* on; *about* names what (a phase, a meeting).

    *mark* tells it from the other moments of the rule, whatever its date: a moment that is moved stays the same one.
    *rest* is how many days people must have left alone what they began: nobody is hurried on the next day.
    """

    at: datetime
    until: datetime
    about: str = ""
    mark: str = ""
    rest: int = 0


def whenever(edition: Edition) -> bool:
    """A rule that needs nothing but its date."""
    return True


def nowhere(edition: Edition, about: str) -> str:
    """To the beginning of the conversation."""
    return ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of reminder.

    *due* gives its moments in an edition; *says* the words, which the conversation *then* follows (its name, with its
    question open), or none; *is_true* whether there is still anything to remind this person of. It waits until
    *is_ready*. *to_group* is what ambassadors are shown too, for their groups; None: it is not relayed. The button
    under it *leads_to* a part of the private conversation («suivi_12»), or to its beginning.
    One that is *always* prepared follows from what the team did, whatever rules the edition names.
    """

    name: str
    kind: ConsentKind
    whom: Whom
    due: Callable[[Edition], tuple[Due, ...]]
    says: Callable[[Scene, str], Said]
    is_true: Callable[[Scene, str], bool]
    then: str = ""
    is_ready: Callable[[Edition], bool] = whenever
    to_group: Callable[[Scene, str], Say] | None = None
    always: bool = False
    leads_to: Callable[[Edition, str], str] = nowhere
