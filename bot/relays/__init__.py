"""What ambassadors relay, and what is answered in their groups."""
