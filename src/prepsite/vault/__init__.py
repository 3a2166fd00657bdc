"""The vault on disk: where files are, reading them, writing them."""
