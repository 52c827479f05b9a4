"""`portevoix talk`: hold the conversation in a terminal, as it looks on Telegram or by SMS."""

from __future__ import annotations

import secrets
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer
from rich.panel import Panel
from rich.text import Text

from bot.channels.gsm import measure
from bot.commands.shared import out
from bot.practice.demo import demo_clock, demo_store
from bot.practice.phone import NoSuchButton, Phone
from bot.settings import settings
from bot.turn.house import house, understanding
from storage.messages.outgoing import Outgoing


class PhoneLook(StrEnum):
    """What the phone looks like."""

    SMS = "sms"
    TELEGRAM = "telegram"


def talk(
    as_: Annotated[PhoneLook, typer.Option("--as", help="The phone you hold.")] = PhoneLook.SMS,
    who: Annotated[str, typer.Option(help="Whose phone it is: any name; each name is another person.")] = "vous",
    date: Annotated[datetime | None, typer.Option(help="The date in the demo, if it should be another one.")] = None,
) -> None:
    """Talk with the demo's town in this terminal. A button is tapped by its label in brackets: [Voter]."""
    store = demo_store()
    clock = demo_clock(store)
    if date:
        clock.move_to(date.astimezone())
    phone = Phone(as_, f"talk-{who}", provider="talk", run=f"{secrets.token_hex(4)}-")
    out.print(f"You are «{who}», by {as_}. Write, and press Enter; Ctrl+D ends.", style="dim")
    with house(store, clock) as opened, understanding(opened, wanted=settings().meaning == "on"):
        while (words := _line()) is not None:
            try:
                message = (
                    phone.taps(words[1:-1]) if words.startswith("[") and words.endswith("]") else phone.writes(words)
                )
            except NoSuchButton as error:
                out.print(str(error), style="yellow", markup=False)
                continue
            heard = opened.writer.submit(message).result()
            phone.sees(heard.replies)
            for reply in heard.replies:
                out.print(_shown(reply, as_))


def _line() -> str | None:
    try:
        return input("> ")
    except (EOFError, KeyboardInterrupt):
        return None


def _shown(reply: Outgoing, look: PhoneLook) -> Panel:
    if look is PhoneLook.SMS:
        weight = measure(reply.text)
        return Panel(
            Text(reply.text),
            subtitle=f"{weight.encoding} · {weight.segments} segment{'s' * (weight.segments > 1)}",
            width=64,
        )
    buttons = "\n".join("  ".join(f"[{button.label}]" for button in row) for row in reply.buttons)
    return Panel(Text(f"{reply.text}\n\n{buttons}".strip()), subtitle="Telegram", width=72)
