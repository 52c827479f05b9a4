"""Objecting to what was decided: «contester» says so, and what is contested is then asked for, project kept."""

from __future__ import annotations

from flows.understanding.lexicon import Lexicon


def contests(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* objects to what was decided: «je conteste ce refus», «je ne suis pas d'accord»."""
    return _without_objection(text, lexicon) is not None


def only_contests(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* says no more than that: what is contested must be asked for."""
    rest = _without_objection(text, lexicon)
    return rest is not None and lexicon.around_contest.issuperset(rest.split())


def _without_objection(text: str, lexicon: Lexicon) -> str | None:
    """What *text* says beside objecting; None if it does not object."""
    spelled = f" {lexicon.spell(lexicon.bare(text))} "
    objections = [phrase for phrase in lexicon.contesting if f" {phrase} " in spelled]
    for phrase in objections:
        spelled = spelled.replace(f" {phrase} ", " ")
    return spelled if objections else None
