"""Replays, benches and attacks: that they measure what they say."""
