"""Structured logs: every line has an `action` and ids.

Never a phone number in full, never a message, never a secret.
"""

from __future__ import annotations

import logging
import sys

import structlog


def set_up(log_format: str) -> None:
    """Log to the standard error, as lines for people (`console`) or for machines (`json`)."""
    last = (
        structlog.processors.JSONRenderer()
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(),
            exception_formatter=structlog.dev.plain_traceback,  # the rich one prints variables: numbers and words
        )
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info if log_format == "json" else _as_it_is,
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )


def _as_it_is(_logger: object, _method: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return line
