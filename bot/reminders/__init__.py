"""Campaigns: planned, previewed, told one by one, paid for and measured."""
