"""Every reminder there is. To add one: a file, a line here, its words in each language, and its dates in a test."""

from flows.reminders.announcement import ANNOUNCEMENT
from flows.reminders.ballot_begun import BALLOT_BEGUN
from flows.reminders.base import ConsentKind, Due, Rule, Whom
from flows.reminders.closes_soon import CLOSES_SOON
from flows.reminders.meeting_announced import MEETING_ANNOUNCED
from flows.reminders.meeting_cancelled import MEETING_CANCELLED
from flows.reminders.meeting_moved import MEETING_MOVED
from flows.reminders.meeting_tomorrow import MEETING_TOMORROW
from flows.reminders.not_voted_yet import NOT_VOTED_YET
from flows.reminders.phase_opens import PHASE_OPENS
from flows.reminders.phase_prolonged import PHASE_PROLONGED
from flows.reminders.proclamation import PROCLAMATION
from flows.reminders.result_announced import RESULT_ANNOUNCED
from flows.reminders.survey_opens import SURVEY_OPENS
from flows.reminders.thanks import THANKS
from flows.reminders.unfinished_draft import UNFINISHED_DRAFT
from flows.reminders.unfinished_survey import UNFINISHED_SURVEY
from flows.reminders.works import WORKS
from flows.town.edition import Edition

__all__ = ["BY_HAND", "BY_NAME", "REMINDERS", "ConsentKind", "Due", "Rule", "Whom", "arms_itself"]

REMINDERS: tuple[Rule, ...] = (
    PHASE_OPENS,
    CLOSES_SOON,
    UNFINISHED_DRAFT,
    UNFINISHED_SURVEY,
    BALLOT_BEGUN,
    NOT_VOTED_YET,
    PHASE_PROLONGED,
    RESULT_ANNOUNCED,
    MEETING_TOMORROW,
    MEETING_MOVED,
    MEETING_CANCELLED,
    MEETING_ANNOUNCED,
    SURVEY_OPENS,
    PROCLAMATION,
    THANKS,
    WORKS,
)
"""Those that the calendar makes."""

BY_HAND: dict[str, Rule] = {ANNOUNCEMENT.name: ANNOUNCEMENT}
"""Those that the team makes itself: no calendar moves or drops them, and only a person arms them."""

BY_NAME: dict[str, Rule] = {rule.name: rule for rule in REMINDERS} | BY_HAND


def arms_itself(rule: str, edition: Edition) -> bool:
    """Whether campaigns of that rule (its name) go out in the edition without anybody arming them."""
    return edition.campaigns.auto and rule not in BY_HAND
