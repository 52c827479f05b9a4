"""The published description of the Bot API: what a call must hold, and a plausible answer to any method."""

from __future__ import annotations

import re
from typing import Any

from tests.fakes.bodies import Json, Upload
from tests.fakes.telegram_call import Call, decoded
from tests.fakes.telegram_errors import bad_request, missing

_ALWAYS = re.compile(r"(?:always|must be) [\"“]?(\w+)[\"”]?")
"""How the description says that a field has one value only."""

_SHORTER = {"KeyboardButton", "InputPollOption"}
"""Objects that can be given as their text alone, though only the prose of the documentation says so."""


class TelegramSpec:
    """Methods and types, as described."""

    def __init__(self, spec: Json) -> None:
        """*spec* has `methods` and `types`, each by name."""
        self.methods: Json = spec["methods"]
        self.types: Json = spec["types"]
        self._names = {name.lower(): name for name in self.methods}

    def name_of(self, method: str) -> str | None:
        """The method's name as described: the API ignores case; None if there is no such method."""
        return self._names.get(method.lower())

    def check(self, call: Call) -> list[str]:
        """What is odd about *call* though the API lets it pass; raises ApiError for what it refuses."""
        fields = {field["name"]: field for field in self.methods[call.method].get("fields", ())}
        for name, field in fields.items():
            if field["required"] and not call.has(name):
                raise missing(name)
        for name in call.values.keys() & fields.keys():
            if trouble := self.trouble(fields[name]["types"], _value(call, name, fields[name]["types"])):
                raise bad_request(f"can't parse {name}: {trouble}")
        attached = str(call.values)
        unknown = sorted((call.values.keys() | call.uploads.keys()) - fields.keys())
        return [f"{call.method} has no parameter {name!r}." for name in unknown if f"attach://{name}" not in attached]

    def trouble(self, kinds: list[str], value: Any) -> str:
        """Why *value* is of none of the *kinds*, or nothing."""
        troubles = [self._misfit(kind, value) for kind in kinds]
        return "" if "" in troubles else troubles[0]

    def returns(self, method: str) -> list[str]:
        """The kinds of what *method* answers."""
        kinds: list[str] = self.methods[method]["returns"]
        return kinds

    def example(self, kind: str) -> Any:
        """A plausible value of *kind*, with nothing that is optional."""
        if kind.startswith("Array of "):
            return []
        plain: Json = {"String": "-", "Integer": 1, "Float": 1.0, "Boolean": True, "True": True}
        if kind in plain:
            return plain[kind]
        described = self.types[kind]
        if described.get("subtypes"):
            return self.example(described["subtypes"][0])
        return {field["name"]: self._value_of(field) for field in described.get("fields", ()) if field["required"]}

    def _value_of(self, field: Json) -> Any:
        only = _ALWAYS.search(field["description"])
        return only[1] if only and field["types"] == ["String"] else self.example(field["types"][0])

    def _misfit(self, kind: str, value: Any) -> str:
        if kind.startswith("Array of "):
            return self._misfit_of_list(kind.removeprefix("Array of "), value)
        match kind:
            case "String":
                return "" if isinstance(value, str) else "String expected"
            case "Integer":
                return "" if _is_integer(value) else "Integer expected"
            case "Float":
                return "" if isinstance(value, float) or _is_integer(value) else "Float expected"
            case "Boolean" | "True":
                return "" if isinstance(value, bool) else "Boolean expected"
            case "InputFile":
                return "" if isinstance(value, str | Upload) else "a file expected"
        return self._misfit_of_object(kind, value)

    def _misfit_of_list(self, kind: str, value: Any) -> str:
        if not isinstance(value, list):
            return f"Array of {kind} expected"
        return next((trouble for entry in value if (trouble := self._misfit(kind, entry))), "")

    def _misfit_of_object(self, kind: str, value: Any) -> str:
        described = self.types.get(kind, {})
        if subtypes := described.get("subtypes"):
            return self.trouble(subtypes, value)
        if kind in _SHORTER and isinstance(value, str):
            return ""
        if not isinstance(value, dict):
            return f"{kind} expected"
        for field in described.get("fields", ()):
            name = field["name"]
            if name not in value and field["required"]:
                return f"{kind} has no {name!r}"
            if name in value and (trouble := self.trouble(field["types"], value[name])):
                return f"{name!r} of {kind}: {trouble}"
        return ""


def _value(call: Call, name: str, kinds: list[str]) -> Any:
    """The parameter as JSON would have it: in a form everything is text."""
    value = call.values[name]
    if not isinstance(value, str):
        return str(value) if "String" in kinds else value
    if "String" in kinds or "InputFile" in kinds:
        return value
    if kinds == ["Boolean"]:
        return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}.get(value.lower(), value)
    return decoded(name, value)


def _is_integer(value: Any) -> bool:
    return (isinstance(value, int) and not isinstance(value, bool)) or (
        isinstance(value, str) and bool(re.fullmatch(r"-?\d+", value))
    )
