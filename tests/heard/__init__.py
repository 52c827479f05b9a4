"""What people text, and what should come back: cases of which half are kept unread by whoever tunes."""
