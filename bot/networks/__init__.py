"""What carries messages between us and phones: Telegram's Bot API, Twilio's SMS, the demo's simulator."""
