"""What Twilio posts about a message on its way to a phone, read into the states of our outbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.networks.twilio.codes import OPTED_OUT, reason_of
from bot.networks.twilio.signature import Form
from storage.messages.outbox import State

STATES: Mapping[str, State] = {
    **dict.fromkeys(("accepted", "scheduled", "queued", "sending", "sent"), State.SENT),  # Twilio has it
    **dict.fromkeys(("delivered", "read"), State.DELIVERED),
    **dict.fromkeys(("undelivered", "failed", "canceled"), State.FAILED),
}
"""Twilio's statuses of outgoing messages (twilio.com/docs/messaging/api/message-resource) as states of ours."""


@dataclass(frozen=True, slots=True)
class Report:
    """How a message fares; *state* is None when it says nothing that we keep."""

    state: State | None
    reason: str = ""


def report_of(form: Form) -> Report:
    """What the receipt in *form* reports."""
    fields = dict(form)
    status = fields.get("MessageStatus") or fields.get("SmsStatus") or ""
    state, code = STATES.get(status.lower()), fields.get("ErrorCode", "")
    if state is not State.FAILED:
        return Report(state)
    if not (code.isascii() and code.isdigit() and len(code) <= 6):
        return Report(state, f"Twilio reports «{status}» without a reason")
    return Report(State.STOPPED if int(code) == OPTED_OUT else state, reason_of(int(code)))
