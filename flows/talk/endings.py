"""How a run of a flow ends before its last line: none of these is an error."""

from __future__ import annotations

from flows.talk.memory import Thread
from flows.words import Say


class _Ended(BaseException):
    """Ends the run of a flow. Not an Exception, so that no `except Exception` in a flow can swallow it."""


class Waiting(_Ended):
    """The flow waits for an answer."""


class TooLong(_Ended):
    """The conversation holds as many answers as it may."""


class Again(_Ended):
    """An answer given earlier is another, or to be asked again: the flow is run again with that."""

    def __init__(self, thread: Thread, remark: Say | None) -> None:
        super().__init__(thread.flow)
        self.thread = thread
        self.remark = remark


class Dropped(_Ended):
    """The person wants nothing done of what the flow asked to confirm."""

    def __init__(self, remark: Say) -> None:
        super().__init__()
        self.remark = remark


class Gone(_Ended):
    """The flow hands over to another."""

    def __init__(self, flow: str, opening: str, kept: Thread | None) -> None:
        super().__init__(flow)
        self.flow = flow
        self.opening = opening
        self.kept = kept
