"""Keeps a spreadsheet from running what people wrote: one apostrophe before it, taken away when it is read back."""

from __future__ import annotations

RUNS = tuple("=+-@＝＋－＠")  # a spreadsheet runs a cell that begins so


def guarded(text: str) -> str:
    """*text* as a spreadsheet shows it and does nothing else."""
    return f"'{text}" if _runs(text) else text


def bare(text: str) -> str:
    """*text* without the spaces around it, nor the apostrophe of `guarded`."""
    text = text.strip()
    return text[1:] if text.startswith("'") and _runs(text[1:]) else text


def _runs(text: str) -> bool:
    return text.lstrip("'\t\r ").startswith(RUNS)
