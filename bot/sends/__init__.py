"""All that is sent to many, on one page: gathered, then written for a terminal, a printer or a machine."""
