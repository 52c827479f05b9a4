"""What time it is: the real time, or in the demo a time that can be moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path


class Clock:
    """The real time. Of a clock that *may leap*, moved by hand, no leap is a fault: a demo's, a rehearsed year's."""

    may_leap = False

    def now(self) -> datetime:
        """Now, aware, in UTC."""
        return datetime.now(UTC)


class MovableClock(Clock):
    """A clock that runs like the real one, so much ahead or behind.

    Kept in a file, so that a restart does not move it.
    """

    may_leap = True

    def __init__(self, file: Path) -> None:
        """*file* holds the seconds it is ahead."""
        self._file = file
        self._ahead = timedelta(seconds=float(file.read_text())) if file.exists() else timedelta()

    def now(self) -> datetime:
        """Now, by this clock."""
        return datetime.now(UTC) + self._ahead

    def move_to(self, moment: datetime) -> None:
        """Have it be *moment* now."""
        self._ahead = moment - datetime.now(UTC)
        self._file.write_text(str(self._ahead.total_seconds()))
