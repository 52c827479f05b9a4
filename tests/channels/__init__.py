"""How turns look on each channel, and what they weigh."""
