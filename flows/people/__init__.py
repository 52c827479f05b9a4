"""Who writes: what they declare, their telephones, their language, and what is kept of them."""
