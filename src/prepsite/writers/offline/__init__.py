"""The embedded writer: who needs no account gets prep from the vault's own words."""

from prepsite.writers.offline.writer import OfflineWriter

__all__ = ["OfflineWriter"]
