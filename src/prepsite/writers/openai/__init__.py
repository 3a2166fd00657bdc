"""The language model writer: any server that speaks Chat Completions, at a known cost.

Only this package knows the `openai` library, and imports it when a server is called.
"""
