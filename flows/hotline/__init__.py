"""Questions to the town: its own answers first, then a person of the team."""
