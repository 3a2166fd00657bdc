"""Random sequences of edits and commands over a small vault, and what must hold after each."""
