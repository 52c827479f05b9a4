"""Stand-ins for Telegram and Twilio that speak HTTP, for tests and for trials without an account."""
