"""Parameters out of a query, a form, a multipart form or JSON, in a request as in the answer to a webhook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, unquote

import orjson

Json: TypeAlias = dict[str, Any]


_NAME = re.compile(r'(?<!file)name(?:="?(?P<raw>[^";\r]*)"?|\*=utf-8\'\'(?P<coded>[^;\r]*))', re.I)
_FILENAME = re.compile(r'filename(?:="?(?P<raw>[^";\r]*)"?|\*=utf-8\'\'(?P<coded>[^;\r]*))', re.I)
"""The two names in a part's Content-Disposition."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a form."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Body:
    """The parameters by name (text, or what JSON held), and the files."""

    values: Json = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)


def read_body(content_type: str, content: bytes) -> Body:
    """The parameters in *content*; ValueError if it is not what *content_type* says."""
    header = Message()
    header["Content-Type"] = content_type
    match header.get_content_type():
        case "application/json":
            return _read_json(content)
        case "multipart/form-data":
            return _read_multipart(content, str(header.get_param("boundary", "")).encode())
        case _:
            return Body(dict(parse_qsl(content.decode(), keep_blank_values=True)))


def _read_json(content: bytes) -> Body:
    values = orjson.loads(content or b"{}")
    if not isinstance(values, dict):
        raise ValueError("object expected")
    return Body(values)


def _read_multipart(content: bytes, boundary: bytes) -> Body:
    body = Body()
    for name, upload, value in _parts(content, boundary):
        if upload is None:
            body.values[name] = value.decode()
        else:
            body.uploads[name] = upload
    return body


def _parts(content: bytes, boundary: bytes) -> Iterator[tuple[str, Upload | None, bytes]]:
    """Each part's name, its file if it is one, and its content."""
    for part in content.split(b"--" + boundary)[1:]:
        if part.startswith(b"--"):
            return
        head, _, value = part[2:-2].partition(b"\r\n\r\n")
        name, filename = _named(_NAME, head.decode()), _named(_FILENAME, head.decode())
        yield name or "", None if filename is None else Upload(filename, value), value


def _named(pattern: re.Pattern[str], head: str) -> str | None:
    """A name in a part's header: clients write it raw in UTF-8, whatever the standards say, or percent-encoded."""
    match = pattern.search(head)
    return None if match is None else match["raw"] or unquote(match["coded"] or "")
