"""An hour that an ambassador chooses for what they relay: «à 18 h», «demain 9h30», as the town's clocks show it.

It is kept as «18:00», or «+18:00» where tomorrow was said; an hour of their own is one without a day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from flows.talk.memory import Stored, View
from flows.talk.questions import Pick, Words
from flows.talk.questions.base import Answered, Ear, Heard, Reply
from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon
from flows.words import Say, _

_OF_24 = re.compile(r"(?<!\w)([01]?\d|2[0-3])\s?(?:heures?|horas?|h|:)\s?([0-5]\d)?(?!\w)", re.IGNORECASE)
_OF_12 = re.compile(r"(?<!\w)(1[0-2]|0?[1-9])(?::([0-5]\d))?\s?([ap])\.?m\b\.?", re.IGNORECASE)
_KEPT = re.compile(r"\+?\d\d:\d\d")
_NOON = 12


@dataclass(frozen=True)
class SendOrWhen(Pick):
    """What becomes of a post: one of the options, or the hour at which it goes."""

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """An hour is heard without the menu."""
        at = "" if reply.tap else hour_said(reply.text, ear.lexicon)
        return Answered(at) if at else super().hear(reply, view, ear)

    def accept(self, stored: Stored) -> str | None:
        """What was kept, while it is an hour, or still an option."""
        return stored if isinstance(stored, str) and is_hour(stored) else super().accept(stored)


@dataclass(frozen=True)
class AtHour(Words):
    """An hour, in the person's words."""

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """The hour; other words only say why they are none."""
        at = hour_said(reply.text, ear.lexicon)
        return Answered(at) if at else super().hear(reply, view, ear)


def which_hour() -> AtHour:
    """The question, for who chose it in the menu."""
    return AtHour(
        _("À quelle heure part-il ? Par exemple : 18 h, ou demain 9 h."),
        help=_("Une heure, avec « demain » si ce n'est pas la prochaine. La nuit et le dimanche, rien ne part."),
        topic=_("L'heure"),
        most=30,
        problem=_problem,
    )


def _problem(words: str) -> Say:
    return _("Je n'ai pas compris l'heure. Écrivez par exemple : 18 h")


def hour_said(words: str, lexicon: Lexicon) -> str:
    """The hour that *words* say, as it is kept; "" if they say none, or anything else that would have to be heard."""
    found = _OF_12.search(words) or _OF_24.search(words)
    if found is None:
        return ""
    around = fold(f"{words[: found.start()]} {words[found.end() :]}").split()
    if not all(word in lexicon.tomorrow or word in lexicon.around_hour for word in around):
        return ""
    hour = int(found[1]) if found.re is _OF_24 else int(found[1]) % _NOON + _NOON * (found[3].lower() == "p")
    return f"{'' if lexicon.tomorrow.isdisjoint(around) else '+'}{hour:02}:{int(found[2] or 0):02}"


def is_hour(kept: str) -> bool:
    """Whether what was kept is an hour."""
    return _KEPT.fullmatch(kept) is not None


def time_of(kept: str) -> time:
    """The hour, on whatever day."""
    return time.fromisoformat(kept.removeprefix("+"))


def next_at(kept: str, now: datetime) -> datetime:
    """The next such hour after *now*, which is in the town's zone: today, else tomorrow, or tomorrow if it is said."""
    today = datetime.combine(now.date(), time_of(kept), now.tzinfo)
    is_over = kept.startswith("+") or today.timestamp() <= now.timestamp()
    return datetime.combine(now.date() + timedelta(days=1), time_of(kept), now.tzinfo) if is_over else today
