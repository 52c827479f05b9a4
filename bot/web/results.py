"""The public page of results: what won, with how many votes and why; before that, when it will be known."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from bot.counting.count import TOWN
from bot.turn.house import House
from bot.web.asked import EditionVersion, Pages, Serving, Version
from bot.web.pages import money, said, templates
from flows.town.calendar import now_and_next
from flows.town.edition import Edition
from storage.town import editions


async def results(request: Request, house: Serving, pages: Pages, edition: Version) -> Response:
    """`GET /results/{slug}`."""
    minute = int(house.clock.now().timestamp()) // 60  # the page says which phase it is
    key = ("results", edition.id, edition.version, minute)
    return await pages.answer(request, key, lambda: _made(request, house, edition), "text/html")


def _made(request: Request, house: House, wanted: EditionVersion) -> bytes:
    with house.store.reading() as tx:
        edition = editions.snapshot(tx, wanted.id)
        published = editions.published(tx, edition.id)
    now = house.clock.now().astimezone(edition.zone)
    page = {"town": edition.town, "edition": edition.name, "phase_label": said(now_and_next(edition, now))}
    result = orjson.loads(published) if published else None
    return bytes(templates.TemplateResponse(request, "results.html", page | _page(result, edition)).body)


def _page(result: dict[str, Any] | None, edition: Edition) -> dict[str, Any]:
    if result is None:
        return {"counted": False, "message": "Revenez à la date annoncée : tout sera ici, voix par voix."}
    projects = [_project(entry, edition, result["voters"]) for entry in result["projects"]]
    fate = {"winners": "funded", "others": "not_funded", "undecided": "undecided"}
    listed = {name: [p for p in projects if p["verdict"] == verdict] for name, verdict in fate.items()}
    return {
        "counted": True,
        "voters": result["voters"],
        "votes": result["choices"],
        **listed,
        "envelopes": [_envelope(envelope, edition) for envelope in result["envelopes"]],
        "digest": result["digest"],
        "election_url": f"/api/editions/{edition.slug}/election.pb",
        "draw": f"Graine publiée : {result['draw']}" if result["draw"] and result["ties"] else None,
    }


def _project(entry: dict[str, Any], edition: Edition, voters: int) -> dict[str, Any]:
    project = edition.by_number.get(entry["number"])
    return {
        "verdict": entry["verdict"],
        "rank": entry["rank"],
        "number": entry["number"] or entry["ref"],
        "title": entry["name"],
        "cost": money(Decimal(entry["cost"]), edition),
        "votes": entry["score"],
        "share": 100 * entry["score"] / voters if voters else 0,
        "why": entry["why"],
        "district": edition.district_names.get(project.district, "") if project else "",
        "theme": edition.theme_names.get(project.theme, "") if project else "",
    }


def _envelope(envelope: dict[str, Any], edition: Edition) -> dict[str, Any]:
    budget, spent = Decimal(envelope["budget"]), Decimal(envelope["spent"])
    return {
        "name": edition.district_names.get(envelope["key"], envelope["key"])
        if envelope["key"] != TOWN
        else edition.town,
        "budget": money(budget, edition),
        "spent": money(spent, edition),
        "left": money(Decimal(envelope["left"]), edition),
        "percent": float(100 * spent / budget) if budget else 0,
    }
