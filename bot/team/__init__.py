"""What the team decides: of projects, of the calendar, of what is kept; and what that touches."""
