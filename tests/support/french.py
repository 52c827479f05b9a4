"""How the tests read our texts aloud: in their source language, without catalogues."""

from flows.words import Joined, Money, Say, Text, Title, Value, Verbatim


def french(said: Say) -> str:
    """The French words of *said*, amounts written plainly."""
    if isinstance(said, Verbatim | Title):
        return said.words
    if isinstance(said, Joined):
        return said.between.join(french(part) for part in said.parts)
    source = said.plural if said.plural and said.count > 1 else said.source
    return source.format(**{name: _spoken(value) for name, value in said.values.items()})


def _spoken(value: Value) -> str:
    if isinstance(value, Text | Verbatim | Title | Joined):
        return french(value)
    if isinstance(value, Money):
        return f"{value.amount:f} {value.currency}"
    return str(value)
