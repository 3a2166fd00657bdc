"""A corpus of labelled mistakes in vault files, and the vault they are made in."""
