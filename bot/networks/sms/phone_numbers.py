"""Whose phone a text came from: people have numbers of ordinary length; machines sign with names and short codes."""

from __future__ import annotations

import re

import phonenumbers

MACHINES = ("+33937", "+33938", "+33939")
"""French numbers of «plateformes techniques» (decision 2022-1583 of the regulator, Arcep).

No person texts from them.
"""

NOBODYS = frozenset(
    {
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
        phonenumbers.PhoneNumberType.TOLL_FREE,
        phonenumbers.PhoneNumberType.SHARED_COST,
        phonenumbers.PhoneNumberType.UAN,
        phonenumbers.PhoneNumberType.VOICEMAIL,
        phonenumbers.PhoneNumberType.PAGER,
    }
)
"""Kinds of numbers behind which no single person answers."""

OF_NO_COUNTRY = "001"
"""The region of numbers that belong to no country: of these only satellite telephones are somebody's."""

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_LETTER = re.compile(r"[^\W\d_]")


def person_number(sender: str, country: str = "") -> str:
    """The number of *sender* in international form (E.164), or "" if no person answers there.

    *country* (ISO 3166) is where a number without its prefix is from. Names («MAIRIE»), short codes («36179»), other
    networks («whatsapp:+33…») and the numbers of machines are nobody: a bot that answered them might talk for ever.
    """
    number = sender if _E164.fullmatch(sender) else _normalised(sender, country)
    return "" if number.startswith(MACHINES) else number


def own_number(shared: str) -> str:
    """The number (E.164) of the *shared* contact of a person, or "" where it is no person's telephone.

    Telegram's anonymous numbers (+888), those of international networks that no telephone has (+883), short codes,
    premium and free lines, and the numbers of machines are none: with «one number, one vote», whoever buys a hundred of
    them would have a hundred votes.
    """
    number = person_number("+" + shared.lstrip("+"))
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return ""
    is_possible, kind = phonenumbers.is_possible_number(parsed), phonenumbers.number_type(parsed)
    if phonenumbers.region_code_for_number(parsed) == OF_NO_COUNTRY:
        return number if kind == phonenumbers.PhoneNumberType.MOBILE else ""
    return number if is_possible and kind not in NOBODYS else ""


def _normalised(sender: str, country: str) -> str:
    if _LETTER.search(sender):  # the library would read «0800 FLEURS» as a number
        return ""
    try:
        number = phonenumbers.parse(sender, country or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
