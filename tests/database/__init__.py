"""The database: its tables, its statements, what is sealed in it."""
