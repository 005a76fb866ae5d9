"""Files from elsewhere: detect, read, map."""
