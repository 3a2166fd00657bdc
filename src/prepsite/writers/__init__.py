"""Who writes prep: one Protocol, and one literal dict of its writers."""
