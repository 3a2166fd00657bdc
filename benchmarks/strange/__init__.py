"""Strange files: one of each kind, and what is to be said of it."""
