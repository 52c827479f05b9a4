"""A turn: messages in, replies out; the thread that writes, the process that holds it, and its clock."""
