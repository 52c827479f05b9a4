"""Telegram and Twilio, against the fakes over HTTP."""
