"""The public page of results: what won, with how many votes and why; before that, when it will be known."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from bot.languages.manners import base_of
from bot.languages.words import SOURCE, Voice, languages, voice
from bot.turn.house import House
from bot.web.asked import EditionVersion, Pages, Serving, Version
from bot.web.pages import templates
from bot.web.results_words import LANGUAGE, spoken_for, words_in
from flows.counting.envelopes import TOWN
from flows.counting.spoken import how
from flows.town.calendar import now_and_next
from flows.town.edition import Edition
from flows.words import Money
from storage.town import editions


async def results(request: Request, house: Serving, pages: Pages, edition: Version) -> Response:
    """`GET /results/{slug}`, in the language that `?lang=` names if the edition speaks it."""
    minute = int(house.clock.now().timestamp()) // 60  # the page says which phase it is
    language = known if (known := request.query_params.get(LANGUAGE, "")) in languages() else ""
    key = ("results", edition.id, edition.version, language, minute)
    return await pages.answer(request, key, lambda: _made(request, house, edition, language), "text/html")


def _made(request: Request, house: House, wanted: EditionVersion, asked: str) -> bytes:
    with house.store.reading() as tx:
        edition = editions.snapshot(tx, wanted.id)
        published = editions.published(tx, edition.id)
    now = house.clock.now().astimezone(edition.zone)
    language = spoken_for(asked, edition)
    phase = voice(language).say(now_and_next(edition, now))
    page = {"town": edition.town, "edition": edition.name, "phase_label": phase, **words_in(language, edition)}
    result = orjson.loads(published) if published else None
    shown = _page(result, edition, voice(language)) if result else {"counted": False}
    return bytes(templates.TemplateResponse(request, "results.html", page | shown).body)


def _page(result: dict[str, Any], edition: Edition, speaking: Voice) -> dict[str, Any]:
    projects = [_project(entry, edition, result["voters"], speaking) for entry in result["projects"]]
    fate = {"winners": "funded", "others": "not_funded", "undecided": "undecided"}
    listed = {name: [p for p in projects if p["verdict"] == verdict] for name, verdict in fate.items()}
    return {
        "counted": True,
        "voters": result["voters"],
        "votes": result["choices"],
        "in_points": result.get("unit", "vote") == "point",
        **listed,
        "envelopes": [_envelope(envelope, edition, speaking) for envelope in result["envelopes"]],
        "how": speaking.say(how(result["rule"], result["unit"])) if "rule" in result else "",  # not in those of before
        "without_winner": result.get("without_winner"),
        "digest": result["digest"],
        "election_url": f"/api/editions/{edition.slug}/election.pb",
        "draw": result["draw"] if result["ties"] else None,
    }


def _project(entry: dict[str, Any], edition: Edition, voters: int, speaking: Voice) -> dict[str, Any]:
    project = edition.by_number.get(entry["number"])
    reason = entry.get("why_in", {}).get(base_of(speaking.language))  # a result of before has them in French alone
    return {
        "verdict": entry["verdict"],
        "rank": entry["rank"],
        "number": entry["number"] or entry["ref"],
        "title": entry["name"],
        "cost": _sum(edition, speaking, Decimal(entry["cost"])),
        "votes": entry["score"],
        "share": entry["score"] / voters if voters else 0,
        "why": reason or entry["why"],
        "why_language": base_of(speaking.language) if reason else SOURCE,
        "district": edition.district_names.get(project.district, "") if project else "",
        "theme": edition.theme_names.get(project.theme, "") if project else "",
    }


def _envelope(envelope: dict[str, Any], edition: Edition, speaking: Voice) -> dict[str, Any]:
    sum_of = partial(_sum, edition, speaking)
    budget, spent = Decimal(envelope["budget"]), Decimal(envelope["spent"])
    return {
        "name": edition.district_names.get(envelope["key"], envelope["key"])
        if envelope["key"] != TOWN
        else edition.town,
        "budget": sum_of(budget),
        "spent": sum_of(spent),
        "left": sum_of(Decimal(envelope["left"])),
        "share": float(spent / budget) if budget else 0,
    }


def _sum(edition: Edition, speaking: Voice, amount: Decimal) -> str:
    return speaking.figure(Money(amount, edition.currency))
