"""Checking what prep says against the candidate's own record."""
