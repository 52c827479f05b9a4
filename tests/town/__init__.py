"""The edition file, its calendar, and changes of it."""
