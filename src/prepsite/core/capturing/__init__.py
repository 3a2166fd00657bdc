"""A posting as it was saved (text, Markdown, a web page) → its words, and what it says of itself."""
