"""Ambassadors: their word, their groups, and what they relay."""
