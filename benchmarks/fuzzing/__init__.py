"""Mutated vault files and what is asked of prepsite when it reads them."""
