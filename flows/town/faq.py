"""What a town answers to the questions people ask: its own words, and the rule they come from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """One question with the town's answer; *rule* says which rule it comes from, *words* are other ways of asking."""

    id: str
    question: str
    answer: str
    rule: str = ""
    words: str = ""
