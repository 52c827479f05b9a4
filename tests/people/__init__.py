"""Who writes: joined, sharing a telephone, leaving."""
