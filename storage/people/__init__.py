"""People and their addresses: joined, silent, consenting; and the traces they leave beside the key."""
