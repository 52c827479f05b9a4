"""What came in and what goes out, and what is remembered between the two."""
