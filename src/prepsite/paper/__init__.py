"""Paper: pages as PDF, set by Typst from the article's HTML."""
