"""The history of the tables, and the way up to the present."""
