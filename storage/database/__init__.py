"""The database itself: opened, sealed, written to in batches, proved, and rid of what is erased."""
