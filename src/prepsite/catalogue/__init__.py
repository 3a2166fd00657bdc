"""Catalogues of words: `locale/<language>.po` among the templates, the user's own first."""

from prepsite.catalogue.reading import FOLDER, languages, read_words, words_problems

__all__ = ["FOLDER", "languages", "read_words", "words_problems"]
