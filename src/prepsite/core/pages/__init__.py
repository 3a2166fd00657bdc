"""Vault → pages: prepsite's own pages, for any renderer."""
