"""Catalogues of words: `locale/<language>.po` among the templates, the user's own first."""

from prepsite.catalogue.reading import FOLDER, language_name, languages, read_words, words_problems

__all__ = ["FOLDER", "language_name", "languages", "read_words", "words_problems"]
