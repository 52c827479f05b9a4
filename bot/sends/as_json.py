"""The page of all that is sent for machines: figures and names, no sentences; amounts as text, to the cent."""

from __future__ import annotations

from typing import Any

from bot.sends.gather import SendsPage
from bot.sends.moments import SendMoment


def as_json(page: SendsPage) -> dict[str, Any]:
    """What the page holds."""
    money = page.money
    return {
        "edition": page.edition.slug,
        "at": page.at.isoformat(),
        "currency": page.edition.currency,
        "moments": [_moment(moment) for moment in page.moments],
        "ahead": {"segments": page.segments_ahead, "cost": str(page.cost_ahead)},
        "spent": {"all": str(money.all), "today": str(money.today)},
        "ceiling": _text(money.ceiling),
        "day_ceiling": _text(money.day_ceiling),
        "left_after": _text(page.left_after),
        "reached": [
            {"kind": one.kind, "channel": one.channel, "told": one.told, "people": one.people}
            for one in page.measures.reached
        ],
    }


def _moment(moment: SendMoment) -> dict[str, Any]:
    return {
        "kind": moment.kind,
        "when": moment.when,
        "state": moment.state,
        "at": moment.at.isoformat() if moment.at else None,
        "until": moment.until.isoformat() if moment.until else None,
        "number": moment.number,
        "rule": moment.rule,
        "about": moment.about,
        "people": {channel: dict(languages) for channel, languages in moment.by_channel.items()},
        "waiting": moment.waiting,
        "left_out": dict(moment.left_out),
        "ambassadors": moment.ambassadors,
        "groups": moment.groups,
        "segments": moment.segments,
        "cost": None if moment.unknown else str(moment.cost),
        "leaves": [
            {"channel": last.channel, "a_second": last.rate, "at": last.at.isoformat()} for last in moment.leaves
        ],
        "last": moment.last.isoformat() if moment.last else None,
        "too_late": moment.is_too_late,
        "after": {
            "stops": moment.after.stops,
            "refusals": moment.after.refusals,
            "newcomers": moment.after.newcomers,
        },
        "note": moment.note,
    }


def _text(amount: object) -> str | None:
    return None if amount is None else str(amount)
