"""What several commands share: the console, and options that mean the same everywhere."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Annotated

import rich.progress
import typer
from rich.console import Console

from bot.counting import pabulib
from bot.counting.pabulib import Instance

out = Console()
err = Console(stderr=True)


def tell(sentence: str) -> None:
    """Say *sentence* on the standard output, unbroken: paths in it can be copied."""
    out.print(sentence, soft_wrap=True, highlight=False, markup=False)


def warn(sentence: str) -> None:
    """Say *sentence* on the standard error, as it is: no sign in it is taken for a style."""
    err.print(sentence, soft_wrap=True, highlight=False, markup=False)


Slug = Annotated[str, typer.Option("--edition", help="The edition's short name; the open one if left out.")]
Anyway = Annotated[bool, typer.Option("--anyway", help="Although it touches what people did or were told.")]
Because = Annotated[str, typer.Option("--reason", help="With --anyway: why, for the log.")]


def reading(file: Path) -> Instance:
    """The election in *file*, read under a progress bar. Raises PabulibError, OSError."""
    with rich.progress.open(file, "rb", description=f"Reading {file.name}", console=err, transient=True) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        return pabulib.read(text, str(file))
