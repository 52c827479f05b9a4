"""Projects, ideas and what is told of them."""
