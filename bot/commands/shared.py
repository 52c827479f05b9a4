"""What several commands share: the console, and options that mean the same everywhere."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

out = Console(emoji=False)  # «:fr:» and «12:30:» are printed as they are written
err = Console(stderr=True, emoji=False)


def tell(sentence: str) -> None:
    """Say *sentence* on the standard output, unbroken: paths in it can be copied."""
    out.print(sentence, soft_wrap=True, highlight=False, markup=False)


def warn(sentence: str) -> None:
    """Say *sentence* on the standard error, as it is: no sign in it is taken for a style."""
    err.print(sentence, soft_wrap=True, highlight=False, markup=False)


Slug = Annotated[str, typer.Option("--edition", help="The edition's short name; the open one if left out.")]
Anyway = Annotated[bool, typer.Option("--anyway", help="Although it touches what people did or were told.")]
Because = Annotated[str, typer.Option("--reason", help="With --anyway: why, for the log.")]
