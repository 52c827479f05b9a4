"""The vote: cast, confirmed, changed, proved by its receipt, and its result."""
