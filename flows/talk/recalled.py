"""Answers of a conversation left unfinished, in people's words: what each question was about, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flows.talk.memory import Stored, Thread
from flows.talk.questions import Confirm, Listing, Number, Photo, Place, Question
from flows.talk.subject import told_back
from flows.words import Joined, Say, Verbatim, _

Recalled = tuple[tuple[str, Question[Any], Any], ...]
"""The answers that a conversation still asks for: their names, their questions, what was answered."""


def told_again(thread: Thread, recalled: Recalled) -> Say:
    """All that was answered in *thread*; of what is no longer asked, the words alone."""
    asked = {name for name, _question, _answer in recalled}
    others = (_left(stored) for name, stored in thread.answers if name not in asked)
    return Joined((*_asked(recalled), *(other for other in others if other)), " · ")


def _asked(recalled: Recalled) -> Iterator[Say]:
    for _name, question, answer in recalled:
        if not isinstance(question, Confirm):
            yield _("{label} : {value}", label=_about(question), value=_answered(question, answer))


def _about(question: Question[Any]) -> Say:
    return question.topic or question.short or question.prompt


def _answered(question: Question[Any], answer: Any) -> Say:
    """What was answered, as the question showed it."""
    match question, answer:
        case _, bool():
            return _("oui") if answer else _("non")
        case Photo(), str():
            return _("oui") if answer else _("non")
        case Number(), int():
            return Verbatim(str(answer))
        case Place(), _ if answer:
            return question.told(answer)
        case Listing(), str() | tuple():
            return _chosen(question, (answer,) if isinstance(answer, str) else answer)
    return told_back(str(answer or ""))


def _chosen(question: Listing[Any], ids: tuple[str, ...]) -> Say:
    """The labels of the options; words that are no option's id are the person's own."""
    labels = [question.by_id[id].label if id in question.by_id else Verbatim(id) for id in ids if id]
    return Joined(tuple(labels), ", ") if labels else Verbatim("-")


def _left(stored: Stored) -> Say | None:
    """What the person wrote, where the question is gone: only words of several are surely theirs."""
    words = " ".join(stored.split()) if isinstance(stored, str) else ""
    return Verbatim(words) if " " in words else None
