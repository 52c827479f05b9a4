"""What people say more often than they ask, and want an answer to whatever is open: a person, plainer words."""

from __future__ import annotations

PLEAS = ("reach_a_person", "call_me", "too_hard", "cannot_read")
"""The topics that people say more often than they ask: «necesito hablar con alguien», «je n'y comprends rien»."""

HARD = ("too_hard", "cannot_read", "talk_lost")
"""Those of who does not understand, or cannot read it: they may want plainer words."""

UPSET = ("talk_lost", "talk_angry", "talk_insult", "talk_grief", "talk_complaint", "talk_let_go")
"""What deserves a human sentence more than «pas compris», where it is said for sure."""

A_PLEA = 3
"""Words that one of them has at least: «très facile» is an answer."""
