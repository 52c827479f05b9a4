"""The settings, read from the environment in this one place; `.env.example` lists them."""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class SettingsError(ValueError):
    """The environment lacks a setting, or has one that cannot be; the message names it and the remedy."""


class Settings(BaseSettings):
    """What differs from one installation to another."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore")

    database_url: str = Field(
        "sqlite:///var/portevoix.db",
        pattern=r"^(sqlite|postgres(ql)?(\+psycopg)?)://",
        description="sqlite:///FILE or postgresql://…",
    )
    secret_key: str = Field("", description="seals addresses and messages; make one with `openssl rand -base64 32`")
    keepsake: str = Field(
        "keepsake",
        min_length=1,
        description="a folder for what must not go back with the database; see docs/operate/deploy.md",
    )
    public_url: str = Field("", description="where the internet reaches this server, without a slash at the end")
    host: str = Field("127.0.0.1", description="the address to listen on")
    port: int = Field(8000, ge=1, le=65535, description="the port to listen on")
    telegram_token: str = Field(
        "",
        pattern=r"^(\d+:[\w-]+)?$",
        description="the token that @BotFather gives, like 123456:ABC-def; empty: no Telegram",
    )
    telegram_api_base: str = Field(
        "https://api.telegram.org",
        pattern="^https?://",
        description="the address of the Bot API, without a slash at the end",
    )
    telegram_webhook_secret: str = Field(
        "",
        pattern="^[A-Za-z0-9_-]{0,256}$",
        description="what Telegram proves itself with: up to 256 of A-Z a-z 0-9 _ -; empty: made from SECRET_KEY",
    )
    guest_mode: str = Field(
        "off",
        pattern="^(on|off)$",
        description="on: the bot answers, in any chat, who names it there (Telegram's guest mode); off: it does not",
    )
    ephemeral_answers: str = Field(
        "off",
        pattern="^(on|off)$",
        description="on: who writes /bp, /projet or /suivi in a tied group sees the answer alone; off: all see it",
    )
    segment_price: str = Field(
        "0.07",
        pattern=r"^\d{1,6}(\.\d{1,6})?$",
        description="what one SMS segment costs, in the edition's currency, like 0.07 (parts of a coin add up)",
    )
    twilio_account_sid: str = Field("", description="the account at Twilio; without it there is no SMS")
    twilio_auth_token: str = Field("", description="its auth token: opens the API, and signs what Twilio sends us")
    twilio_shared_key: str = Field("", description="the secret of a webhook shared key, if Twilio signs with one")
    twilio_api_base: str = Field(
        "https://api.twilio.com",
        pattern="^https?://",
        description="the address of Twilio's API, without a slash at the end",
    )
    twilio_from: str = Field("", description="the number people write to, or a Messaging Service (MG…)")
    twilio_from_campaign: str = Field("", description="the sender of campaigns, if another")
    twilio_from_alert: str = Field("", description="the sender of alerts, if another")
    meaning: str = Field(
        "on",
        pattern="^(on|off)$",
        description="on: questions are understood by their meaning too, if that is installed; off: by words alone",
    )
    metrics_port: int = Field(0, ge=0, le=65535, description="a worker's port for /metrics; 0: none")
    log_format: str = Field("console", pattern="^(console|json)$", description="console or json")


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process. Raises SettingsError naming what is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(_wrong(str(wrong["loc"][0])) for wrong in error.errors())
        raise SettingsError(f"{wrong}. See .env.example.") from error


def _wrong(name: str) -> str:
    """The setting that cannot be what it is, and what it should be."""
    return f"{name.upper()} is not as it should be: {Settings.model_fields[name].description}"


def needed_key(settings: Settings) -> str:
    """The secret key. Raises SettingsError without one: nothing may be stored that anyone could read."""
    if not settings.secret_key:
        raise SettingsError(
            "SECRET_KEY is not set: make one with `openssl rand -base64 32`, keep it safe, and put it in .env."
        )
    return settings.secret_key
