"""In which words a value of a file that does not fit is refused: what it is, and what to write instead."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from pydantic import BaseModel
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process


def worded(error: ErrorDetails, form: type[BaseModel], others: Collection[str] = ()) -> str:
    """What is wrong with one value of *form* and what to do about it, to be read after the name of its key.

    *others* are keys that its table may have beside those of *form*.
    """
    if error["type"] == "extra_forbidden":
        return f"is not a key we know here: {which(str(error['loc'][-1]), [*form.model_fields, *others])}"
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
