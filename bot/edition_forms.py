"""The tables of an edition file, and in which words a value that does not fit is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from zoneinfo import available_timezones

from babel.numbers import list_currencies
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, StringConstraints
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from flows.edition import Phase, Project, Status

BALLOT_KINDS = ("approval",)
"""The ways of voting that can be held as a conversation; files may be counted in more of them."""
PHASES = tuple(Phase)
HIGHEST_AMOUNT = 10**12  # more than any town has: beyond it, a key was held down


def worded(error: ErrorDetails, form: type[BaseModel]) -> str:
    """What is wrong with one value of *form* and what to do about it, to be read after the name of its key."""
    if error["type"] == "extra_forbidden":
        return f"is not a key we know here: {which(str(error['loc'][-1]), list(form.model_fields))}"
    remedy = _REMEDIES.get(error["type"], "is refused: {message}")
    given = error["input"]
    size = len(given) if isinstance(given, str) else 0
    return remedy.format(given=shown(given), size=size, message=error["msg"], **error.get("ctx", {}))


def shown(given: object) -> str:
    """*given* as the file writes it, or nearly so; of a long text, the beginning."""
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, int | Decimal | date):
        return str(given)
    return repr(given) if len(repr(given)) <= 60 else f"{repr(given)[:60]}…"


def which(given: str, names: Collection[str]) -> str:
    """The remedy for *given*, which is none of *names*: the one that was probably meant, else all, if few."""
    if near := process.extractOne(given, names, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=70):
        return f"did you mean '{near[0]}'?"
    if len(names) > 20:
        return "look it up in the list of its standard"
    return f"write one of {', '.join(sorted(names))}" if names else "there is none yet"


_REMEDIES = {
    "missing": "is missing: add it",
    "model_type": "is {given}, where one table belongs: write its keys under a line in single brackets",
    "string_type": "is {given}: write text, between straight quotes",
    "string_too_long": "is {given}, {size} characters long: shorten it to {max_length} at most",
    "int_type": "is {given}: write a whole number, without quotes",
    "greater_than_equal": "is {given}: write {ge} or more",
    "less_than_equal": "is {given}: write {le} or less",
    "bool_type": "is {given}: write true or false, without quotes",
    "tuple_type": 'is {given}: write a list in brackets, like ["fr", "en"]',
    "too_short": "is empty: fill it in",
    "too_long": "is {given}, {size} characters long: shorten it to {max_length} at most",
    "value_error": "{error}",
}
"""What to say of each kind of error that pydantic finds."""


def _like(pattern: str, what: str) -> AfterValidator:
    """The rule that a text is *what*, as *pattern* spells out; an empty text is for the rule on length."""

    def check(given: str) -> str:
        if given and not re.fullmatch(pattern, given):
            raise ValueError(f"is {shown(given)}: write {what}")
        return given

    return AfterValidator(check)


def _one_of(names: Collection[str], kind: Callable[[str], Any] = str) -> PlainValidator:
    """The rule that a value is one of *names*; it is read as a *kind*."""

    def check(given: object) -> Any:
        if not isinstance(given, str) or given not in names:
            raise ValueError(f"is {shown(given)}: {which(str(given), names)}")
        return kind(given)

    return PlainValidator(check)


def _amount(given: object) -> Decimal:
    if isinstance(given, bool) or not isinstance(given, int | Decimal):
        raise ValueError(
            f"is {shown(given)}: write digits only, without quotes, spaces or currency, like 45000 or 45000.50"
        )
    if not (Decimal(given).is_finite() and 0 < given <= HIGHEST_AMOUNT):
        raise ValueError(f"is {given}: write an amount above 0, and up to {HIGHEST_AMOUNT}")
    if given * 100 % 1:
        raise ValueError(f"is {given}: write two decimals at most")
    return Decimal(given)


def _when(given: object) -> date:
    if not isinstance(given, date):  # a datetime is a date too
        raise ValueError(
            f"is {shown(given)}: write a day or a time without quotes, like 2026-11-02 or 2026-11-02T09:00:00"
        )
    if not 2000 <= given.year < 2100:
        raise ValueError(f"is in the year {given.year}: check it")
    return given


Line = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=120), _like(r"[^\x00-\x1f]+", "it on one line")
]
Name = Annotated[Line, Field(min_length=1)]
Id = Annotated[Name, _like(r"[a-z0-9]+(-[a-z0-9]+)*", "lower-case letters without accents, digits and single hyphens")]
Picture = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=300),
    _like(
        r"https://[^\s\x00-\x1f/]+/[^\s\x00-\x1f]+",
        "the address of a picture, with https:// and %20 for spaces, like https://ville.example/photos/12.jpg",
    ),
]
Amount = Annotated[Decimal, PlainValidator(_amount)]
When = Annotated[date, PlainValidator(_when)]


class Form(BaseModel):
    """A table of the file: nothing is converted, nothing unknown is let through."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class EditionForm(Form):
    slug: Id
    town: Name
    name: Name
    timezone: Annotated[str, _one_of(available_timezones())] = "Europe/Paris"
    languages: Annotated[tuple[str, ...], Field(strict=False, min_length=1)] = ("fr",)
    currency: Annotated[str, _one_of(list_currencies())] = "EUR"
    budget: Amount


class ContactForm(Form):
    who: Name
    phone: Annotated[Line, _like(r"\+?[\d .()-]{2,20}", "a phone number, like 04 00 00 00 00")] = ""
    email: Annotated[Line, _like(r"[^\s@]+@[^\s@]+\.[^\s@]+", "an e-mail address, like budget@ville.example")] = ""
    address: Line = ""
    privacy: Annotated[Line, _like(r"https?://\S+", "the address of a web page, with https://")] = ""


class SmsForm(Form):
    number: Annotated[Line, _like(r"\+?[\d .()-]{2,20}", "a phone number or a short code, like 38123")] = ""


class BallotForm(Form):
    kind: Annotated[str, _one_of(BALLOT_KINDS)] = "approval"
    least: Annotated[int, Field(ge=1)] = 1
    most: Annotated[int, Field(ge=1)] = 3
    max_cost: Amount | None = None
    may_change: bool = True
    threshold: Annotated[int, Field(ge=0)] = 0
    envelopes: Annotated[str, _one_of(("town", "district"))] = "town"


class PhaseForm(Form):
    phase: Annotated[Phase, _one_of(PHASES, Phase)]
    opens: When
    closes: When


class DistrictForm(Form):
    id: Id
    name: Name
    envelope: Amount | None = None


class ThemeForm(Form):
    id: Id
    name: Name


class ProjectForm(Form):
    """A project, as a file may describe it."""

    number: Annotated[int, Field(ge=1, le=99_999)]  # typed on a phone: more digits are a slip
    title: Name
    short: Annotated[Line, Field(max_length=30)] = ""
    summary: Annotated[str, StringConstraints(strip_whitespace=True, max_length=600)] = ""
    photo: Picture = ""
    cost: Amount
    district: str = ""
    theme: str = ""
    status: Annotated[Status, _one_of(tuple(Status), Status)] = Status.ON_BALLOT

    def project(self) -> Project:
        """The project, not stored yet."""
        return Project(id=0, **self.model_dump())
