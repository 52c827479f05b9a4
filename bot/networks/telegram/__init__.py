"""Telegram: its updates in, our messages out."""
