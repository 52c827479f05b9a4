"""Trying it out: the demo, phones held by programs, real elections voted again, and how well the searches find."""
