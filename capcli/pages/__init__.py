"""Session pages: text in and out."""
