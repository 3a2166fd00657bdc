"""Interview preparation written from the candidate's own record."""

__version__ = "0.1.0"
