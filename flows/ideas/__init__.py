"""Proposing an idea: its questions, what resembles it, the read-back, and drafts taken up again."""
