"""What a town writes of its edition: the file, its tables, its spreadsheets, and what is wrong with them."""
