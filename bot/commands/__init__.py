"""The commands of `portevoix`, one a file."""
