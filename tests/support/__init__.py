"""What tests share: towns, phones, processes, data."""
