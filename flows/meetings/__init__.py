"""Meetings: which there are, and keeping places at them."""
