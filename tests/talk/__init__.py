"""The machinery of conversation, and every transcript."""
