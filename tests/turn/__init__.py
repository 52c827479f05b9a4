"""A turn, the thread that writes, the process around it."""
