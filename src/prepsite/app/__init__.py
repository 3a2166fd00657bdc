"""The use cases: check, plan, generate, build, export."""
