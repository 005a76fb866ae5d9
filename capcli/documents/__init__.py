"""What is handed over: calendar files, contact cards, sign-in sheets."""
