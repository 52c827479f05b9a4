"""What the tests of conversations need to hear with: the real words of all languages, and French texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.languages.words import lexicon, voice
from flows.talk.questions import Ear
from flows.town.edition import Contact, District, Edition, Phase, Project, Span
from flows.town.rules import BallotRules

PARIS = ZoneInfo("Europe/Paris")
EAR = Ear(lexicon(), voice("fr").say)


def paris(year: int, month: int, day: int, hour: int = 0) -> datetime:
    """A moment in Paris."""
    return datetime(year, month, day, hour, tzinfo=PARIS)


def with_ids(edition: Edition) -> Edition:
    """An edition read from its file, its projects known by their numbers as if they were stored."""
    return replace(edition, projects=tuple(replace(project, id=project.number) for project in edition.projects))


def big_edition(projects: int = 200, most: int = 3) -> Edition:
    """An edition in its vote, with many projects in four districts."""
    districts = tuple(
        District(f"q{place}", f"Quartier {name}") for place, name in enumerate(("Nord", "Sud", "Est", "Ouest"))
    )
    listed = tuple(
        Project(
            id=10_000_000_000_000_000 + number,
            number=number,
            title=f"Un très beau projet de plantation d’arbres et de bancs numéro {number}",
            cost=Decimal(1000 * number),
            district=districts[number % 4].id,
        )
        for number in range(1, projects + 1)
    )
    return Edition(
        id=1,
        version=1,
        slug="grande-ville",
        town="Grande-Ville",
        name="Budget participatif",
        contact=Contact("Ville de Grande-Ville", phone="01 99 00 00 00"),
        budget=Decimal(1_000_000),
        languages=("fr", "en"),
        spans=(Span(Phase.VOTE, paris(2026, 11, 2), paris(2026, 11, 30)),),
        districts=districts,
        ballot=BallotRules(most=most),
        projects=listed,
    )
