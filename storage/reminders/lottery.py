"""Who is held out of a campaign, and who is told in other words: drawn by a fixed function of the person."""

from __future__ import annotations

from sqlalchemy import ColumnElement, case

from flows.reminders import ConsentKind, Rule
from flows.reminders.remind import wording_for
from flows.town.edition import Edition
from storage.reminders.states import Variant


def variant_of(person_id: ColumnElement[int], edition: Edition, rule: Rule, campaign_id: int) -> ColumnElement[str]:
    """Held out, told, or told in the other words: drawn by a fixed function of the person.

    The same people are held out of every reminder of an edition: only then does the share measure what reminders
    change. Nobody is held out of news, or of a meeting they signed up for. Wordings are drawn anew in each campaign.
    """
    held_out = edition.campaigns.hold_out if rule.kind is ConsentKind.REMINDERS else 0
    words = 50 if wording_for(rule.name, edition).text else 0
    held = lot(person_id, edition.id) < held_out
    other = lot(person_id, campaign_id) < words
    return case((held, Variant.HELD), (other, Variant.OTHER), else_=Variant.TOLD)


_PRIME = 2_147_483_647


def lot(person_id: ColumnElement[int], salt: int) -> ColumnElement[int]:
    """A number from 0 to 99 for each person, as good as drawn anew for each *salt*.

    The fifth power of their sum, twice, modulo a prime: no two sums have the same, neighbours are far from each other,
    and every database can reckon it within 64 bits. (A product instead of a power would tie the lots of two salts.)
    """
    first = _fifth((person_id % _PRIME + salt % _PRIME) % _PRIME)
    return _fifth((first + salt // _PRIME % _PRIME + 1) % _PRIME) % 100


def _fifth(number: ColumnElement[int]) -> ColumnElement[int]:
    square = number * number % _PRIME
    return square * square % _PRIME * number % _PRIME
