"""What waits in the outbox is sent, and what nobody asked for leaves only while it is true."""
