"""The page of all that is sent as plain lines, to be read in a terminal, printed or sent by mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from bot.sends.cards import Cards, SendCard

NARROWEST = 40
"""Letters of a line at least."""

INDENT = "    "


@dataclass(frozen=True, slots=True)
class SendsLine:
    """A line, and whether it is of what is past: a terminal shows it in grey."""

    text: str
    is_past: bool = False


def as_text(cards: Cards, width: int) -> Iterator[SendsLine]:
    """The lines, none wider than *width*."""
    wide, words = max(width, NARROWEST), cards.words
    yield from _wrapped(f"{cards.town} · {cards.edition}", wide, "")
    yield from _wrapped(words.title, wide, "")
    yield from _wrapped(cards.as_of, wide, "")
    if not cards.ahead and not cards.past:
        yield SendsLine("")
        yield from _wrapped(words.nothing, wide, "")
        return
    for head, listed in ((words.ahead, cards.ahead), (words.past, cards.past)):
        if listed:
            yield from _headed(head)
        for card in listed:
            yield from _card(card, wide)
    if cards.measures:
        yield from _headed(words.measures)
    for line in cards.measures:
        yield from _wrapped(line, wide, INDENT)
    yield from _headed(words.totals)
    for line in cards.totals:
        yield from _wrapped(line, wide, INDENT)


def _headed(head: str) -> Iterator[SendsLine]:
    yield SendsLine("")
    yield SendsLine(head.upper())


def _card(card: SendCard, width: int) -> Iterator[SendsLine]:
    yield SendsLine("", card.is_past)
    yield from _wrapped(f"{card.at} · {card.title} · {card.state}", width, "", is_past=card.is_past)
    for line in card.lines:
        yield from _wrapped(line, width, INDENT, is_past=card.is_past)
    for warning in card.warnings:
        yield from _wrapped(f"! {warning}", width, INDENT)


def _wrapped(text: str, width: int, indent: str, *, is_past: bool = False) -> Iterator[SendsLine]:
    for line in textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=indent or INDENT, break_on_hyphens=False
    ):
        yield SendsLine(line, is_past)
