"""What the Bot API checks in texts and keyboards: HTML, lengths, buttons."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.bodies import Json
from tests.fakes.telegram_call import Call
from tests.fakes.telegram_errors import bad_request

TEXT, CAPTION = 4_096, 1_024
"""The longest message and caption, in characters, once the formatting is read."""

_CALLBACK_DATA = 64  # bytes
_BUTTONS = 100

_KINDS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("span", "tg-spoiler"), "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
"""The tags that Telegram knows, and the entities they become."""

_TAG = re.compile(r"<(/?)([^\s>]*)([^>]*)>?")
_HREF = re.compile(r"""href\s*=\s*["']?([^"'\s>]*)""")


@dataclass
class _Html:
    """A text being read: what is plain so far, what is open, what is marked."""

    plain: str = ""
    open: list[tuple[str, int, str]] = field(default_factory=list)  # tag, where it began, its attributes
    entities: list[Json] = field(default_factory=list)

    @property
    def length(self) -> int:
        """Entities count in UTF-16 units."""
        return len(self.plain.encode("utf-16-le")) // 2


def read_text(call: Call, name: str, most: int, long: str) -> Json:
    """The parameter *name* as the fields of a message: the words, and their entities; `{}` if there are none."""
    words = call.text(name, "").strip()
    mode = call.text("parse_mode", "").lower()
    if mode not in ("", "html", "markdown", "markdownv2"):
        raise bad_request("unsupported parse_mode")
    plain, entities = read_html(words) if mode == "html" else (words, call.structure(_entities_of(name), []))
    plain = plain.strip()
    if len(plain) > most:
        raise bad_request(long)
    if not plain:
        return {}
    return {name: plain} | ({_entities_of(name): entities} if entities else {})


def read_html(words: str) -> tuple[str, list[Json]]:
    """The plain words and the entities; raises ApiError where Telegram would, with the place counted in bytes."""
    read, place = _Html(), 0
    for tag in _TAG.finditer(words):
        read.plain += html.unescape(words[place : tag.start()])
        place = tag.end()
        offset = len(words[: tag.start()].encode())
        if tag[1]:
            _close(read, tag[2].lower(), offset)
        else:
            _open(read, tag[2].lower(), tag[3], offset)
    if read.open:
        raise _unparsed(f'Can\'t find end tag corresponding to start tag "{read.open[-1][0]}"')
    read.plain += html.unescape(words[place:])
    return read.plain, sorted(read.entities, key=lambda entity: int(entity["offset"]))


def _open(read: _Html, tag: str, attributes: str, offset: int) -> None:
    if tag not in _KINDS:
        raise _unparsed(f'Unsupported start tag "{tag}" at byte offset {offset}')
    read.open.append((tag, read.length, attributes))


def _close(read: _Html, tag: str, offset: int) -> None:
    if not read.open:
        raise _unparsed(f"Unexpected end tag at byte offset {offset}")
    expected, began, attributes = read.open.pop()
    if tag not in (expected, ""):
        raise _unparsed(f'Unmatched end tag at byte offset {offset}, expected "</{expected}>", found "</{tag}>"')
    entity: Json = {"type": _KINDS[expected], "offset": began, "length": read.length - began}
    if expected == "a":
        href = _HREF.search(attributes)
        entity["url"] = html.unescape(href[1]) if href else ""
    if entity["length"] and entity.get("url", "-"):
        read.entities.append(entity)


def _unparsed(why: str) -> Exception:
    return bad_request(f"can't parse entities: {why}")


def read_markup(call: Call) -> Json | None:
    """The keyboard under the message, if any; an empty one counts as none."""
    markup = call.structure("reply_markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        return markup or None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be of type Array of Array')
    buttons = [_checked(button) for row in rows for button in row]
    if len(buttons) > _BUTTONS:
        raise bad_request("reply markup is too long")
    return markup if buttons else None


def _checked(button: Any) -> Any:
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad_request("can't parse inline keyboard button: inline keyboard button text must be non-empty")
    if not button.keys() - {"text", "style", "icon_custom_emoji_id"}:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(str(button.get("callback_data", "")).encode()) > _CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    return button


def _entities_of(name: str) -> str:
    return "caption_entities" if name == "caption" else "entities"


def entities_typed(text: str) -> list[Json]:
    """What Telegram itself marks in what a person types: commands."""
    return [
        {"type": "bot_command", "offset": len(text[: typed.start()].encode("utf-16-le")) // 2, "length": len(typed[0])}
        for typed in re.finditer(r"(?<!\S)/[A-Za-z0-9_]{1,32}(?:@\w+)?", text)
    ]
