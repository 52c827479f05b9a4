"""The town speaks first."""
