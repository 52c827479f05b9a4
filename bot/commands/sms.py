"""`portevoix sms`: what a text weighs and costs as an SMS, what to reword, and what people will receive."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer
from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.channels.gsm import Encoding, Measure, cost_of, encoding_of, measure, parts_of, segments_of
from bot.channels.sms_text import MOST_SEGMENTS, Reword, split, wash, what_to_reword
from bot.settings import settings

_UNITS = {Encoding.GSM_7: "septets", Encoding.UCS_2: "units"}


def _price(given: str | Decimal) -> Decimal:
    try:
        price = Decimal(given)
    except InvalidOperation:
        price = Decimal("NaN")
    if not price.is_finite() or price < 0:
        raise typer.BadParameter(f"{given} is no price: write an amount in euros such as 0.07.")
    return price


def sms(
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="The text to weigh; left out with --json.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Read JSON strings on the standard input, one a line; answer each in JSON.")
    ] = False,
    price: Annotated[
        Decimal | None,
        typer.Option(parser=_price, metavar="EUR", help="What one segment costs; SEGMENT_PRICE if left out."),
    ] = None,
) -> None:
    """Show what TEXT weighs and costs as an SMS, what to reword in it, and what people will receive."""
    if as_json == (text is not None):
        raise typer.BadParameter("give either a TEXT, or --json and the texts on the standard input.")
    if text is None:
        return _answer_each(typer.get_binary_stream("stdin"))
    return _explain(text, Decimal(settings().segment_price) if price is None else price)


def _answer_each(lines: Iterable[bytes]) -> None:
    for number, line in enumerate(lines, start=1):
        try:
            text = _string_in(line)
        except ValueError as mistake:
            typer.echo(
                f"Standard input, line {number}: {mistake}. Write each text as a JSON string on a line of its own,"
                ' for instance "Bonjour".',
                err=True,
            )
            raise typer.Exit(2) from None
        answer = {"encoding": encoding_of(text), "segments": segments_of(text), "sent": wash(text)}
        typer.echo(json.dumps(answer))  # ASCII, so that no terminal or pipe can spoil it


def _string_in(line: bytes) -> str:
    """The string that *line* holds in JSON. Raises ValueError, saying what it holds instead."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("this is not JSON" if line.strip() else "the line is empty") from None
    if not isinstance(value, str):
        raise ValueError(f"this is JSON but not a string (it is {_KINDS[type(value)]})")
    return value


_KINDS = {
    dict: "an object",
    list: "a list",
    int: "a number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
}


def _explain(text: str, price: Decimal) -> None:
    sent = wash(text)
    console = Console()
    console.print(_weights(measure(text), measure(sent), price))
    rewordings = what_to_reword(text)
    console.print(_advice(rewordings) if rewordings else Text("Nothing to reword."))
    for number, message in enumerate(messages := split(sent), start=1):
        if len(messages) > 1:
            console.print(
                Text(f"Message {number} of {len(messages)}: one message takes {MOST_SEGMENTS} segments at most.")
            )
        console.print(_segments(message))


def _weights(given: Measure, sent: Measure, price: Decimal) -> Table:
    table = Table("", "as given", "as sent")
    table.add_row("encoding", given.encoding, sent.encoding)
    table.add_row("segments", str(given.segments), str(sent.segments))
    table.add_row("length", *(f"{weight.units} {_UNITS[weight.encoding]}" for weight in (given, sent)))
    table.add_row("left in the last segment", str(given.left), str(sent.left))
    table.add_row("cost", *(f"{cost_of(weight.segments, price)} EUR" for weight in (given, sent)))
    return table


def _advice(rewordings: list[Reword]) -> Table:
    table = Table("sign", "why", "write instead", title="To reword", title_justify="left")
    for reword in rewordings:
        # As Text: what people wrote is no markup.
        table.add_row(
            Text(_visible(reword.character)), reword.why, Text(_visible(reword.suggestion) or "(leave it out)")
        )
    return table


def _visible(sign: str) -> str:
    """*sign*, by its code where nothing would be seen."""
    return (
        sign if sign[:1].isprintable() and not sign.isspace() else " ".join(f"U+{ord(letter):04X}" for letter in sign)
    )


def _segments(message: str) -> Group:
    parts = parts_of(message)
    titles = (f"segment {number} of {len(parts)}" for number in range(1, len(parts) + 1))
    return Group(
        *(Panel(Text(part), title=title, title_align="left") for title, part in zip(titles, parts, strict=True))
    )
