"""The machinery of conversation: a turn, its questions, its doors, and what is remembered."""
