"""One call of the Bot API: its parameters, read as what they should be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson

from tests.fakes.bodies import Body, Json, Upload
from tests.fakes.telegram_errors import bad_request, missing


@dataclass(frozen=True, slots=True)
class Call:
    """A method's name, as the spec writes it, and its parameters; every reader raises ApiError on nonsense."""

    method: str
    values: Json
    uploads: dict[str, Upload] = field(default_factory=dict)

    @classmethod
    def of(cls, method: str, body: Body) -> Call:
        """The call that *body* makes; what is null or empty counts as not given."""
        return cls(method, {k: v for k, v in body.values.items() if v is not None and v != ""}, body.uploads)

    def has(self, name: str) -> bool:
        """Whether the parameter was given, as a value or as a file."""
        return name in self.values or name in self.uploads

    def text(self, name: str, default: str | None = None) -> str:
        """The parameter as text; without *default* it is required."""
        value = self.values.get(name, default)
        if value is None:
            raise missing(name)
        return value if isinstance(value, str) else orjson.dumps(value).decode()

    def integer(self, name: str, default: int | None = None) -> int:
        """The parameter as a number; without *default* it is required."""
        value = self.values.get(name, default)
        if value is None:
            raise missing(name)
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f"can't parse {name}: integer expected") from None

    def flag(self, name: str) -> bool:
        """Whether the parameter says yes, in any of the ways clients write it."""
        return str(self.values.get(name, "")).lower() in ("true", "1", "yes")

    def structure(self, name: str, default: Any = None) -> Any:
        """The parameter as an object or a list; clients send it as JSON within a form."""
        value = self.values.get(name, default)
        return decoded(name, value) if isinstance(value, str) else value

    def file(self, name: str) -> Upload | str:
        """The parameter as a file sent along, or as the id or address of one."""
        if name in self.uploads:
            return self.uploads[name]
        value = self.text(name)
        if not value.startswith("attach://"):
            return value
        upload = self.uploads.get(value.removeprefix("attach://"))
        if upload is None:
            raise missing(name)
        return upload


def decoded(name: str, value: str) -> Any:
    """What the JSON in *value* holds."""
    try:
        return orjson.loads(value)
    except ValueError:
        raise bad_request(f"can't parse {name}: expected a JSON-serialized value") from None
