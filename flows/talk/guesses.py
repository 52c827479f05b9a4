"""Wrong codes said from one address: what they come to, and how long that address's codes are from then on.

The sender of an SMS can be forged, so nobody is refused for what was guessed in their name: whoever reads the codes,
longer as they are, can always type them back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flows.town.edition import Edition, Phase

AT_ONCE = 5
"""Wrong codes after which a code is replaced by another, whatever it was for."""

LENGTHS = ((10, 6), (AT_ONCE, 4))
"""From so many wrong codes of one day on, the codes of that address have so many digits."""


@dataclass(frozen=True, slots=True)
class Guesses:
    """So many wrong codes on the day *on*, the last one that had any; and the *digits* that codes have had since."""

    count: int = 0
    on: date | None = None
    digits: int = 0

    def digits_at(self, edition: Edition, now: datetime) -> int:
        """How many digits codes have at least, 0 if nothing was guessed: until the vote ends, or for that day."""
        return self.digits if self._hold(edition, now) else 0

    def one_more(self, edition: Edition, now: datetime) -> Guesses:
        """The same after one wrong code more, at *now* in the edition's time zone."""
        today = now.date()
        count = self.count + 1 if self.on == today else 1
        reached = next((digits for least, digits in LENGTHS if count >= least), 0)
        return Guesses(count, today, max(reached, self.digits_at(edition, now)))

    def one_less(self, today: date) -> Guesses:
        """The same once a code of today that had counted as wrong turned out to be right."""
        if self.on != today or not self.count:
            return self
        return Guesses(self.count - 1, self.on, self.digits)

    def _hold(self, edition: Edition, now: datetime) -> bool:
        """Whether they still count: on their day, and within an edition until its vote ends."""
        if self.on is None:
            return False
        if self.on == now.date():
            return True
        vote = edition.span_of(Phase.VOTE)
        return vote is not None and now < vote.closes and self.on >= edition.spans[0].opens.date()
