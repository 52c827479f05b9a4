"""Counting, from the store and from files."""
