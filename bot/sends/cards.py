"""The page of all that is sent in words: a card a moment, and the totals; the same for a terminal and for paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.languages import figures
from bot.sends.gather import SendsPage
from bot.sends.measures import aftermath_in_words, measures_in_words
from bot.sends.moments import LastOut, SendKind, SendMoment, Tense
from bot.sends.words import CHANNELS, SendsWords
from flows.reminders import arms_itself
from flows.reminders.meeting_announced import OF
from flows.reminders.meeting_changes import SINCE
from flows.town.edition import Edition

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
"""What a week is called by its rule: the Monday after it."""


@dataclass(frozen=True, slots=True)
class SendCard:
    """One moment in words. *warnings* want somebody; *is_past* is shown in grey."""

    at: str
    title: str
    state: str
    lines: tuple[str, ...]
    warnings: tuple[str, ...]
    is_past: bool


@dataclass(frozen=True, slots=True)
class Cards:
    """The whole page in words: *words* are those that stand around the cards."""

    words: SendsWords
    town: str
    edition: str
    as_of: str
    ahead: tuple[SendCard, ...]
    past: tuple[SendCard, ...]
    totals: tuple[str, ...]
    measures: tuple[str, ...]


def in_words(page: SendsPage, words: SendsWords) -> Cards:
    """The *page* as its readers read it."""
    teller = _Teller(page, words)
    return Cards(
        words=words,
        town=page.edition.town,
        edition=page.edition.name,
        as_of=words.as_of.format(at=teller.hour(page.at)),
        ahead=tuple(map(teller.card, page.ahead)),
        past=tuple(map(teller.card, page.past)),
        totals=tuple(teller.totals()),
        measures=tuple(measures_in_words(page.measures, words, teller.hour)),
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    """Puts what it is given into words, as the edition's clocks and currency have it."""

    page: SendsPage
    words: SendsWords

    @property
    def edition(self) -> Edition:
        """Whose page it is."""
        return self.page.edition

    def card(self, moment: SendMoment) -> SendCard:
        """One moment."""
        at = self.hour(moment.at) if moment.at else self.words.no_date
        lines, warnings = tuple(self._lines(moment)), tuple(self._warnings(moment))
        return SendCard(at, self._title(moment), self._state(moment), lines, warnings, moment.when is Tense.PAST)

    def totals(self) -> Iterator[str]:
        """What is to come, what was spent, and how much of the ceiling will be left."""
        words, page, money = self.words, self.page, self.page.money
        segments = words.count(page.segments_ahead, words.segments)
        yield words.still_to_leave.format(segments=segments, euros=self._euros(page.cost_ahead))
        yield words.spent.format(all=self._euros(money.all), today=self._euros(money.today))
        left = page.left_after
        if money.ceiling is None or left is None:
            yield words.no_ceiling
        elif left < 0:
            yield words.ceiling_short.format(ceiling=self._euros(money.ceiling), short=self._euros(-left))
        else:
            yield words.ceiling_left.format(ceiling=self._euros(money.ceiling), left=self._euros(left))
        if money.day_ceiling is not None:
            yield words.day_ceiling.format(ceiling=self._euros(money.day_ceiling))

    def hour(self, at: datetime) -> str:
        """An hour as the town's clocks tell it, with its year where that is another."""
        local, language = at.astimezone(self.edition.zone), self.words.language
        told = figures.moment(local, language)
        if local.year == self.page.at.astimezone(self.edition.zone).year:
            return told
        return told.replace(figures.day(local.date(), False, language), figures.day(local.date(), True, language))

    def _title(self, moment: SendMoment) -> str:
        words = self.words
        if moment.kind is SendKind.NEWS:
            return words.count(moment.number, words.news) if moment.number else words.news_past
        name = words.rules.get(moment.rule, moment.rule)
        about = self._about(moment.about)
        number = words.number.format(n=moment.number)
        return f"{name} ({about}), {number}" if about else f"{name}, {number}"

    def _about(self, about: str) -> str:
        titles = {meeting.id: meeting.title for meeting in self.edition.meetings}
        titles |= {survey.id: survey.title for survey in self.edition.surveys}
        titles |= {change.was.id: change.was.title for change in self.edition.meeting_changes}
        if _DAY.fullmatch(about):
            return figures.day(date.fromisoformat(about), False, self.words.language)
        meeting = about.partition(SINCE)[0].partition(OF)[0]
        return self.words.phases.get(about) or titles.get(meeting) or about

    def _state(self, moment: SendMoment) -> str:
        states = self.words.states
        if moment.when is Tense.NOW:
            return states["now"]
        if moment.state == "prepared" and moment.when is Tense.AHEAD:
            waits = "auto" if arms_itself(moment.rule, self.edition) else "prepared"
            return states["publish" if moment.kind is SendKind.NEWS else waits]
        return states.get(moment.state, moment.state)

    def _lines(self, moment: SendMoment) -> Iterator[str]:
        words = self.words
        yield self._whom(moment)
        if moment.left_out:
            yield words.left_out.format(reasons=self._reasons(moment))
        if moment.ambassadors or moment.groups:
            ambassadors, groups = (
                words.count(moment.ambassadors, words.ambassadors),
                words.count(moment.groups, words.groups),
            )
            yield words.relayed.format(ambassadors=ambassadors, groups=groups)
        yield self._price(moment)
        if moment.leaves:
            yield words.last_out.format(channels=", ".join(map(self._last_out, moment.leaves)))
        elif moment.last:
            yield words.last_was.format(at=self.hour(moment.last))
        if after := aftermath_in_words(moment.after, words):
            yield after

    def _whom(self, moment: SendMoment) -> str:
        words, ahead = self.words, moment.when is Tense.AHEAD
        if not moment.total:
            told = words.nobody if ahead else words.nobody_told
        else:
            told = words.count(moment.total, words.people if ahead else words.told)
            told = f"{told}{words.colon} {self._channels(moment)}"
        return f"{told}{words.semicolon} {words.count(moment.waiting, words.waiting)}" if moment.waiting else told

    def _channels(self, moment: SendMoment) -> str:
        parts = []
        for channel, languages in moment.by_channel.items():
            each = ", ".join(f"{language} {self._number(count)}" for language, count in languages.most_common())
            parts.append(f"{CHANNELS.get(channel, channel)} {self._number(languages.total())} ({each})")
        return ", ".join(parts)

    def _reasons(self, moment: SendMoment) -> str:
        most_first = sorted(moment.left_out.items(), key=lambda pair: -pair[1])
        return ", ".join(
            self.words.reasons.get(why, f"{{n}} {why}").format(n=self._number(count)) for why, count in most_first
        )

    def _price(self, moment: SendMoment) -> str:
        words = self.words
        if moment.unknown:
            return words.unknown.format(n=self._number(moment.unknown))
        if not moment.segments:
            return words.free
        segments = words.count(moment.segments, words.segments)
        told = words.cost.format(segments=segments, euros=self._euros(moment.cost))
        uncounted = moment.kind is SendKind.NEWS and moment.when is Tense.AHEAD
        return f"{told}{words.semicolon} {words.uncounted}" if uncounted else told

    def _last_out(self, last: LastOut) -> str:
        channel, at = CHANNELS.get(last.channel, last.channel), self.hour(last.at)
        return self.words.by_at.format(channel=channel, at=at, rate=f"{last.rate:g}")

    def _warnings(self, moment: SendMoment) -> Iterator[str]:
        words, day = self.words, self.page.money.day_ceiling
        if moment.is_too_late and moment.until:
            yield words.too_late.format(until=self.hour(moment.until))
        if moment.kind is SendKind.REMINDER and moment.when is Tense.AHEAD and day is not None and moment.cost > day:
            yield words.over_ceiling
        if moment.waiting and self.page.money.is_over:
            yield words.halted
        if self._wants_arming(moment):
            yield words.to_arm.format(n=moment.number)

    def _wants_arming(self, moment: SendMoment) -> bool:
        """Whether nothing of it goes out unless somebody says so."""
        is_prepared = moment.state == "prepared" and moment.when is Tense.AHEAD
        return is_prepared and moment.kind is SendKind.REMINDER and not arms_itself(moment.rule, self.edition)

    def _euros(self, amount: Decimal) -> str:
        return figures.money(amount, self.edition.currency, self.words.language)

    def _number(self, of: int) -> str:
        return figures.number(of, self.words.language)
