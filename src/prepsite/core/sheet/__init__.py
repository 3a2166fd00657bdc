"""The sheet: one page for the last half hour before a round."""
