"""What is measured, in the words of the page: whom it reached, what came after, what the share held out tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby

from bot.languages import figures
from bot.reminders.reached import Aftermath, KindReached
from bot.reminders.report import NAMES, Outcome
from bot.sends.gather import Measures
from bot.sends.words import CHANNELS, SendsWords
from flows.town.few import FEW
from storage.reminders.states import Variant


def aftermath_in_words(after: Aftermath, words: SendsWords) -> str:
    """What came after a moment; "" if nothing did."""
    said = [
        form.format(n=_number(count, words))
        for count, form in ((after.stops, words.stops), (after.refusals, words.refusals))
        if count != 0
    ]
    if after.newcomers != 0:
        many = words.newcomers[1].format(n=_number(None, words))
        said.append(many if after.newcomers is None else words.count(after.newcomers, words.newcomers))
    return words.after.format(what=", ".join(said)) if said else ""


def measures_in_words(measures: Measures, words: SendsWords, hour: Callable[[datetime], str]) -> Iterator[str]:
    """The lines on the whole edition; *hour* tells a moment."""
    for kind, each in groupby(measures.reached, key=lambda one: one.kind):
        channels = ", ".join(_reached(one, words) for one in each)
        yield words.reached.format(kind=words.kinds[kind], channels=channels)
    compared = [line for outcome in measures.outcomes if (line := _held_out(outcome, words))]
    yield from compared
    if compared and measures.basis.since:
        n = figures.number(measures.basis.left_out, words.language)
        yield words.counted_since.format(at=hour(measures.basis.since), n=n)


def _reached(one: KindReached, words: SendsWords) -> str:
    channel = CHANNELS.get(one.channel, one.channel)
    if one.share is None:
        return words.not_shown.format(channel=channel)
    told, people = (figures.number(count or 0, words.language) for count in (one.told, one.people))
    return f"{channel} {told}/{people} ({figures.share(one.share, words.language)})"


def _held_out(outcome: Outcome, words: SendsWords) -> str:
    """What being reminded changed; "" if too few were held out to tell, or nobody was."""
    names = NAMES[Variant.TOLD], NAMES[Variant.HELD]
    pair = next((pair for pair in outcome.compared if (pair.one, pair.other) == names), None)
    shares = {arm.name: arm.share for arm in outcome.arms}
    one, other = (shares.get(name) for name in names)
    if pair is None or one is None or other is None:
        return ""
    points = {
        name: f"{value * 100:+.1f}" if words.language == "en" else f"{value * 100:+.1f}".replace(".", ",")
        for name, value in (
            ("points", pair.difference.estimate),
            ("low", pair.difference.low),
            ("high", pair.difference.high),
        )
    }
    said = words.held_out.format(
        what=words.outcomes[outcome.what],
        one=figures.share(one.estimate, words.language),
        other=figures.share(other.estimate, words.language),
        **points,
    )
    return f"{said}." if pair.is_clear else f"{said}{words.semicolon} {words.chance}."


def _number(count: int | None, words: SendsWords) -> str:
    return words.few.format(n=FEW) if count is None else figures.number(count, words.language)
