"""Questions to the town, and its answers."""
