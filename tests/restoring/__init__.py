"""A store that went back in time."""
