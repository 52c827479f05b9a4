"""What every SMS provider shares: whose phone it is, how often it is answered, what becomes of a text."""
