"""The projects: read about, follow, support, comment, and what is told of them."""
