"""Sayings of one application, and the facts in them that may contradict one another."""
