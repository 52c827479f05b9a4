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

    database_url: str = Field("sqlite:///var/portevoix.db", description="sqlite:///FILE or postgresql://…")
    secret_key: str = Field("", description="seals addresses and messages; make one with `openssl rand -base64 32`")
    public_url: str = Field("", description="where the internet reaches this server, without a slash at the end")
    host: str = Field("127.0.0.1", description="the address to listen on")
    port: int = Field(8000, ge=1, le=65535, description="the port to listen on")
    segment_price: str = Field("0.07", description="what one SMS segment costs, in the edition's currency")
    log_format: str = Field("console", pattern="^(console|json)$", description="console or json")


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process. Raises SettingsError naming what is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(f"{str(one['loc'][0]).upper()}: {one['msg']}" for one in error.errors())
        raise SettingsError(f"{wrong}. See .env.example.") from error


def needed_key(found: Settings) -> str:
    """The secret key. Raises SettingsError without one: nothing may be stored that anyone could read."""
    if not found.secret_key:
        raise SettingsError(
            "SECRET_KEY is not set: make one with `openssl rand -base64 32`, keep it safe, and put it in .env."
        )
    return found.secret_key
