"""Ambassadors, their groups, and what they relay to them."""
