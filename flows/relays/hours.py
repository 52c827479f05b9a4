"""An hour that an ambassador chooses for what they relay: «à 18 h», «demain 9h30», as the town's clocks show it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

from flows.talk.memory import Stored, View
from flows.talk.questions import Pick, Words
from flows.talk.questions.base import Answered, Ear, Heard, Reply
from flows.understanding.folding import fold
from flows.words import Say, _

_HOUR = re.compile(r"(?<!\w)([01]?\d|2[0-3])\s?(?:heures?|h|:)\s?([0-5]\d)?(?!\w)", re.IGNORECASE)

_AROUND_IT = re.compile(r"l[ae]|mien(ne)?|envoy(er|ez)|envoie|a|vers|pour|at|ce|soir|matin")
_TOMORROW = frozenset(("demain", "tomorrow", "manana", "amanha", "yarin", "غدا"))


@dataclass(frozen=True)
class SendOrWhen(Pick):
    """What becomes of a post: one of the options, or the hour at which it goes, in the person's words."""

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """An hour is heard without the menu."""
        if not reply.tap and says_an_hour(reply.text):
            return Answered(reply.text)
        return super().hear(reply, view, ear)

    def accept(self, stored: Stored) -> str | None:
        """What was kept, while it is an hour, or still an option."""
        return stored if isinstance(stored, str) and says_an_hour(stored) else super().accept(stored)


def which_hour() -> Words:
    """The question, for who chose it in the menu."""
    return Words(
        _("À quelle heure part-il ? Par exemple : 18 h, ou demain 9 h."),
        help=_("Une heure, avec « demain » si ce n'est pas la prochaine. La nuit et le dimanche, rien ne part."),
        topic=_("L'heure"),
        most=30,
        problem=_problem,
    )


def says_an_hour(words: str) -> bool:
    """Whether *words* are an hour, and nothing else that would have to be heard."""
    found = _HOUR.search(words)
    if found is None:
        return False
    rest = fold(f"{words[: found.start()]} {words[found.end() :]}").split()
    return all(word in _TOMORROW or _AROUND_IT.fullmatch(word) for word in rest)


def hour_of(words: str) -> str:
    """The hour that *words* say, as it is kept and shown: «18 h», «18 h 30»."""
    found = _HOUR.search(words)
    assert found is not None, "asked only of what says an hour"
    return f"{int(found[1])} h" + (f" {found[2]}" if int(found[2] or 0) else "")


def next_at(words: str, now: datetime) -> datetime:
    """The next such hour after *now*, which is in the town's zone: today, else tomorrow, or tomorrow if it is said."""
    found = _HOUR.search(words)
    assert found is not None, "asked only of what says an hour"
    hour = time(int(found[1]), int(found[2] or 0))
    at = partial(datetime.combine, time=hour, tzinfo=now.tzinfo)
    today, tomorrow = at(now.date()), at(now.date() + timedelta(days=1))
    is_later = not _TOMORROW.isdisjoint(fold(words).split())
    return tomorrow if is_later or today.timestamp() <= now.timestamp() else today


def _problem(words: str) -> Say | None:
    return None if says_an_hour(words) else _("Je n'ai pas compris l'heure. Écrivez par exemple : 18 h")
