"""How data leaves: erased when asked or when its time has come, given to its person, or merged into another's."""
