"""What waits to be sent and was not asked for; what networks tell of messages; what operators see of both."""
