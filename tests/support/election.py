"""A small election of ours as a Pabulib file, for tests that replay or count without the real ones."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

from bot.counting import pabulib
from bot.counting.pabulib import Instance, PbProject, PbVote


def election(voters: int = 60, projects: int = 24, most: int = 3) -> Instance:
    """Voters who choose one to *most* of the projects, the same at each call."""
    chance = random.Random(f"{voters}/{projects}/{most}")
    listed = tuple(
        PbProject(ref=str(n), cost=Decimal(1000 * n), name=f"Projet du lot {n}", district="Nord" if n % 2 else "Sud")
        for n in range(1, projects + 1)
    )
    cast = tuple(
        PbVote(f"{n:05}", tuple(chance.sample([project.ref for project in listed], chance.randint(1, most))))
        for n in range(voters)
    )
    meta = {
        "description": "Une petite ville",
        "country": "France",
        "unit": "Petiteville",
        "instance": "2025",
        "budget": "30000",
        "vote_type": "approval",
        "rule": "greedy",
        "date_begin": "01.10.2025",
        "date_end": "31.10.2025",
        "min_length": "1",
        "max_length": str(most),
        "currency": "EUR",
    }
    return Instance(meta, listed, cast)


def written(folder: Path, voters: int = 60) -> Path:
    """The election as a file in *folder*."""
    file = folder / "petiteville.pb"
    pabulib.write(file, election(voters))
    return file
