"""Twilio: its texts and receipts in, our texts out."""
