"""Counting: an election from the store or from a Pabulib file, its winners, and its publication."""
