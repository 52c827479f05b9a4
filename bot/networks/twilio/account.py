"""The town's account at Twilio: its keys, the address it calls us at, and the sender of each class of message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.settings import Settings, SettingsError

KINDS = ("service", "campaign", "alert")
"""The classes of messages, each with a sender of its own if the town wants: French rules differ for each."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account. A sender is a number, a name, or a Messaging Service (its identifier begins with MG)."""

    sid: str
    token: str = field(repr=False)
    public_url: str
    senders: Mapping[str, str]
    api_base: str = "https://api.twilio.com"
    shared_key: str = field(default="", repr=False)

    def sender(self, kind: str) -> str:
        """Who says messages of *kind*: its own sender, else the one of the service."""
        return self.senders.get(kind) or self.senders["service"]

    @property
    def own(self) -> frozenset[str]:
        """All its senders."""
        return frozenset(sender for sender in self.senders.values() if sender)


def account_of(settings: Settings) -> Account | None:
    """The account of the settings; None if they name none. Raises SettingsError for half an account."""
    if not settings.twilio_account_sid:
        return None
    needed = {
        "TWILIO_AUTH_TOKEN": settings.twilio_auth_token,
        "TWILIO_FROM": settings.twilio_from,
        "PUBLIC_URL": settings.public_url,
    }
    missing = [name for name, value in needed.items() if not value]
    if missing:
        raise SettingsError(
            f"{', '.join(missing)}: not set, though TWILIO_ACCOUNT_SID is. Set what is missing, or empty "
            "TWILIO_ACCOUNT_SID to do without SMS. See .env.example."
        )
    senders = (settings.twilio_from, settings.twilio_from_campaign, settings.twilio_from_alert)
    return Account(
        sid=settings.twilio_account_sid,
        token=settings.twilio_auth_token,
        public_url=settings.public_url.rstrip("/"),
        senders=dict(zip(KINDS, senders, strict=True)),
        api_base=settings.twilio_api_base.rstrip("/"),
        shared_key=settings.twilio_shared_key,
    )
