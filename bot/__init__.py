"""Everything that meets the world: channels, the turn, the outbox, the web, the command line."""
