"""The town's editions and all that hangs on their projects: events, ideas, questions, surveys, meetings."""
