"""What several commands share: the console, and options that mean the same everywhere."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

out = Console()
err = Console(stderr=True)

Slug = Annotated[str, typer.Option("--edition", help="The edition's short name; the current one if left out.")]
