"""Reading the TwiML that the bot answers to an incoming message."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from xml.etree import ElementTree


@dataclass(frozen=True, slots=True)
class Reply:
    """One `<Message>`: its words, and where its receipts go."""

    text: str
    callback: str = ""


class UnreadableTwimlError(Exception):
    """Twilio cannot make anything of the answer; the number is the one of its debugger."""

    def __init__(self, code: int, why: str) -> None:
        """*code* as in Twilio's list of errors."""
        super().__init__(f"{code}: {why}")


def read_twiml(content_type: str, content: bytes) -> list[Reply]:
    """The messages to send, in order; plain text is one message, an empty answer none."""
    if not content.strip():
        return []
    header = Message()
    header["Content-Type"] = content_type
    match header.get_content_type():
        case "text/plain":
            return [Reply(content.decode())]
        case "text/xml" | "application/xml" | "text/html":
            return _read_xml(content)
    raise UnreadableTwimlError(12300, f"Invalid Content-Type: {content_type}")


def _read_xml(content: bytes) -> list[Reply]:
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 # our own bot's answer, on this machine
    except ElementTree.ParseError as error:
        raise UnreadableTwimlError(12100, f"Document parse failure: {error}") from None
    if root.tag != "Response":
        raise UnreadableTwimlError(12100, f"The root element is <{root.tag}>, not <Response>")
    if unknown := sorted({verb.tag for verb in root} - {"Message", "Redirect"}):
        raise UnreadableTwimlError(12200, f"Schema validation warning: {', '.join(unknown)}")
    return [_reply(verb) for verb in root if verb.tag == "Message"]


def _reply(verb: ElementTree.Element) -> Reply:
    body = verb.find("Body")
    text = (verb.text if body is None else body.text) or ""
    return Reply(text.strip(), verb.get("statusCallback", verb.get("action", "")))
