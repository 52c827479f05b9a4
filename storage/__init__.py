"""Rows and queries: speaks the flows' language, knows no channel, reads no setting."""
