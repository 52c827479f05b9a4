"""What people say and hear: conversations, ballots and words; no SQL, no channel, no clock, no chance, no settings."""
