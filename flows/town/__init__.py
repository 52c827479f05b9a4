"""The town's own facts: its edition, calendar, rules, meetings and surveys, as immutable values."""
