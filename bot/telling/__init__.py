"""Telling people what happened: each once, whatever crashes."""
