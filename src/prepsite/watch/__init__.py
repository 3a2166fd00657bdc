"""Watching folders: what was saved is told at once, a burst once, and nothing in the middle of git's work."""
