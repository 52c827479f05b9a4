"""The published description of Twilio's API: what a call must hold, and whether an answer is as described."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tests.fakes.bodies import Json
from tests.fakes.twilio_errors import TwilioError


class TwilioSpec:
    """An OpenAPI document, as far as the fake needs to read one."""

    def __init__(self, spec: Json) -> None:
        """*spec* has `paths` and `components`."""
        self._paths: Json = spec["paths"]
        self._schemas: Json = spec["components"]["schemas"]

    def check(self, path: str, verb: str, values: Mapping[str, list[str]]) -> list[str]:
        """What is odd about a call's parameters though Twilio lets it pass; raises TwilioError for what it refuses."""
        known = self._parameters(path, verb)
        for name in values.keys() & known.keys():
            for value in values[name]:
                if trouble := self._misfit_of_text(known[name], value):
                    raise TwilioError(20001, f"{name}: {trouble}")
        return [f"{verb.upper()} {path} has no parameter {name!r}." for name in sorted(values.keys() - known.keys())]

    def answer(self, path: str, verb: str, status: int) -> Json:
        """The schema of an answer."""
        content: Json = self._paths[path][verb]["responses"][str(status)]["content"]
        schema: Json = content["application/json"]["schema"]
        return schema

    def trouble(self, schema: Json, value: Any, where: str = "") -> str:
        """Why *value* is not as *schema* says, or nothing."""
        schema = self._resolved(schema)
        if value is None:
            return "" if schema.get("nullable") else f"{where} is null"
        match schema.get("type"):
            case "object":
                return self._misfit_of_object(schema, value, where)
            case "array":
                return next((t for entry in value if (t := self.trouble(schema["items"], entry, f"{where}[]"))), "")
            case "integer":
                return "" if isinstance(value, int) else f"{where} is no integer: {value!r}"
            case "string":
                text = _misfit_of_string(schema, value) if isinstance(value, str) else "is no string"
                return text and f"{where} {text}: {value!r}"
        return ""

    def _parameters(self, path: str, verb: str) -> dict[str, Json]:
        described = self._paths[path][verb]
        known = {p["name"]: p["schema"] for p in described.get("parameters", ()) if p["in"] == "query"}
        form = described.get("requestBody", {}).get("content", {}).get("application/x-www-form-urlencoded", {})
        return known | dict(form.get("schema", {}).get("properties", {}))

    def _misfit_of_text(self, schema: Json, value: str) -> str:
        """The same for what comes in a form or a query, where everything is text."""
        schema = self._resolved(schema)
        match schema.get("type"):
            case "array":
                return self._misfit_of_text(schema["items"], value)
            case "integer":
                return "" if re.fullmatch(r"-?\d+", value) else "integer expected"
            case "boolean":
                return "" if value.lower() in ("true", "false") else "boolean expected"
            case "string":
                return _misfit_of_string(schema, value)
        return ""

    def _misfit_of_object(self, schema: Json, value: Any, where: str) -> str:
        if not isinstance(value, dict):
            return f"{where} is no object"
        known = schema.get("properties", {})
        if unknown := sorted(value.keys() - known.keys()) if known else []:
            return f"{where} has {unknown}, which are not described"
        return next(
            (t for name in value if (t := self.trouble(known.get(name, {}), value[name], f"{where}.{name}"))), ""
        )

    def _resolved(self, schema: Json) -> Json:
        name = str(schema.get("$ref", "")).rpartition("/")[2]
        resolved: Json = self._schemas[name] if name else schema
        return resolved


def _misfit_of_string(schema: Json, value: str) -> str:
    if "enum" in schema and value not in schema["enum"]:
        return f"is none of {', '.join(schema['enum'])}"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        return f"does not match {schema['pattern']}"
    return ""
