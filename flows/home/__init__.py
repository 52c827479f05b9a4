"""The first words to someone, the menu, and the help."""
