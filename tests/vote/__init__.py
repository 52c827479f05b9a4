"""The vote."""
