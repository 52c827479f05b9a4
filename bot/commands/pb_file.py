"""What several commands read: an election in a Pabulib file."""

from __future__ import annotations

import io
from pathlib import Path

import rich.progress

from bot.commands.shared import err
from bot.counting import pabulib
from bot.counting.pabulib import Instance


def reading(file: Path) -> Instance:
    """The election in *file*, read under a progress bar. Raises PabulibError, OSError."""
    with rich.progress.open(file, "rb", description=f"Reading {file.name}", console=err, transient=True) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        return pabulib.read(text, str(file))
