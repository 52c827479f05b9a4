"""What the town sends to many: campaigns, one row for each person, and what it costs."""
