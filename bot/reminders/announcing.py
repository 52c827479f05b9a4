"""What the town may announce: to whom, in which words, and when; what may not be is refused with its remedy.

1. Nobody is written to by what only the roll knows before the result is public: voters are an audience afterwards.
2. An audience of fewer than five is none: a message to them would tell of each of them. Ambassadors agreed to be few.
3. The same is asked again when it is armed: audiences and dates move in between.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.channels.gsm import segments_of
from bot.channels.sms_text import wash
from bot.edition.remedies import which
from bot.edition.values import known_blanks
from bot.reminders.campaigns import good_start
from bot.team.decisions import InstructionError
from flows.facts.blanks import blanks_in, is_filled
from flows.plain import plain
from flows.reminders.announcement import ANNOUNCEMENT
from flows.reminders.audiences import NAMED, Addressed, Audience
from flows.reminders.base import Due
from flows.town.edition import Edition
from flows.town.few import FEW
from flows.town.rules import band_of, minimums
from flows.vote.results import is_public
from storage.database.store import Store
from storage.reminders import announcements, audience
from storage.reminders.announcements import Announced
from storage.reminders.campaigns import Campaign
from storage.town import editions

DAYS = 7
"""Days after which an announcement is no news any more, if nobody says otherwise."""

MOST_SEGMENTS = 4
"""Segments that a text may have by itself: each is paid for as often as there are people."""

OLDEST = 120


def announce(tx: Connection, store: Store, edition: Edition, announced: Announced, now: datetime) -> int:
    """Prepare what was asked for; its number among the campaigns. Raises InstructionError."""
    check(tx, edition, announced.to)
    if announced.due_at < now:
        raise InstructionError("--at is in the past: leave it out to begin as soon as it is armed.")
    if announced.until <= announced.due_at:
        raise InstructionError("--until is before it begins: write a later time.")
    texts = {language: _checked(text, language, edition) for language, text in announced.texts.items() if text}
    if edition.languages[0] not in texts:
        first = edition.languages[0]
        raise InstructionError(f"The edition's first language is missing: write --{first}, for who reads no other.")
    starts = good_start(Due(announced.due_at, announced.until), edition)
    wanted = Announced(announced.to, texts, starts, announced.until)
    return announcements.announce(tx, store, edition.id, wanted)


def read_audience(written: str, edition: Edition) -> Addressed:
    """Whom --to names, a district also by its name. Raises InstructionError."""
    kind, _colon, one = written.strip().partition(":")
    if kind not in tuple(Audience):
        raise InstructionError(f"--to {written}: {which(kind, tuple(Audience))}")
    to = Addressed(Audience(kind), one.strip())
    if (to.audience in NAMED) is not bool(to.which):
        how = f"{kind}:{EXAMPLES[to.audience]}" if to.audience in NAMED else kind
        raise InstructionError(f"--to {written}: write --to {how}.")
    named = {name.casefold(): id for id, name in edition.district_names.items()}
    if to.audience is Audience.DISTRICT:
        return Addressed(to.audience, named.get(to.which.casefold(), to.which))
    return to


EXAMPLES: Mapping[Audience, str] = {
    Audience.DISTRICT: "gare",
    Audience.AGES: "15-17",
    Audience.FOLLOWERS: "12",
    Audience.MEETING: "parvis-gare",
}


def check(tx: Connection, edition: Edition, to: Addressed) -> None:
    """That *to* may be written to just now. Raises InstructionError."""
    _check_which(tx, edition, to)
    count = audience.how_many(tx, edition, ANNOUNCEMENT, str(to))
    if to.audience is Audience.AMBASSADORS:
        if not count:
            raise InstructionError("Nobody relays who could be written to: `portevoix ambassadors` lists who asked.")
    elif count < FEW:
        raise InstructionError(
            f"«{to}» is fewer than {FEW} people who can be written to and want news: a message to so few would tell of "
            "each of them. Write to more."
        )


def check_again(tx: Connection, edition: Edition, campaign: Campaign) -> None:
    """That an announcement may still be armed; of any other campaign nothing is asked. Raises InstructionError."""
    if campaign.rule == ANNOUNCEMENT.name:
        check(tx, edition, Addressed.read(campaign.about))


def lasts(due_at: datetime) -> datetime:
    """Until when what begins then is news, if nobody says otherwise."""
    return due_at + timedelta(days=DAYS)


def _check_which(tx: Connection, edition: Edition, to: Addressed) -> None:
    if to.audience is Audience.DISTRICT:
        _check_named(to, edition.district_names, "district")
    elif to.audience is Audience.AGES:
        _check_ages(to, edition)
    elif to.audience is Audience.FOLLOWERS:
        _check_named(to, {str(number) for number in edition.by_number}, "project")
    elif to.audience is Audience.MEETING:
        _check_named(to, edition.meeting_by_id, "meeting")
    elif to.audience is Audience.VOTERS and not (is_public(edition) and editions.published(tx, edition.id)):
        raise InstructionError(
            "Who has voted is written to only once the result is public: `portevoix count --publish`, or --to all."
        )


def _check_named(to: Addressed, names: Mapping[str, object] | set[str], what: str) -> None:
    if to.which not in names:
        raise InstructionError(f"--to {to}: there is no {what} «{to.which}»: {which(to.which, list(names))}")


def _check_ages(to: Addressed, edition: Edition) -> None:
    if not any(minimums(edition.ages)):
        raise InstructionError(
            "This edition asks nobody's age, so nobody can be written to by it: set [ages] in its file, or --to all."
        )
    bands = {band_of(age, edition.ages) for age in range(OLDEST)}
    _check_named(to, bands, "age band")


def _checked(text: str, language: str, edition: Edition) -> str:
    """*text* as it is kept. Raises InstructionError for one that is too long, or has a blank that nothing fills."""
    written = plain(text).strip()
    if language not in edition.languages:
        spoken = ", ".join(f"--{one}" for one in edition.languages)
        raise InstructionError(f"--{language}: the edition does not speak it. Write {spoken}.")
    try:
        known_blanks(written)
    except ValueError as error:
        raise InstructionError(f"--{language} {error}") from None
    for name in blanks_in(written):
        if not is_filled(name, edition):
            raise InstructionError(f"--{language} has '{{{name}}}', which the edition does not say: write it in words.")
    segments = segments_of(wash(written))
    if segments > MOST_SEGMENTS:
        raise InstructionError(f"--{language} makes an SMS of {segments} segments: shorten it to {MOST_SEGMENTS}.")
    return written
