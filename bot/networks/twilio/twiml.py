"""TwiML, the XML in which Twilio takes the answer to an incoming text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from starlette.responses import Response
from twilio.twiml.messaging_response import MessagingResponse

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The signs that XML 1.0 cannot hold: one of them, echoed from a person's text, would lose the whole answer."""


def twiml(texts: Iterable[str] = ()) -> Response:
    """An answer that sends *texts*, each as a message, to whoever wrote."""
    said = MessagingResponse()
    for text in texts:
        said.message(_NO_XML.sub("", text))
    return Response(said.to_xml(), media_type="text/xml")
