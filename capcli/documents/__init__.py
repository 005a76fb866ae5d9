"""What is handed over: calendar files."""
