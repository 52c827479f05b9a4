"""The languages there are: their words, their texts, and how operators read counts."""
