"""Speed, printed: turns a second of whole votes, beside what the machine can do at all."""
