"""Ambassadors and their groups."""
