"""The tests: transcripts a clerk could read, tables of cases, laws, and real databases."""
