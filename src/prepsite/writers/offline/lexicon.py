"""The language rules that the templates hold: word lists and patterns by name."""

import re
from collections.abc import Mapping

from prepsite.core.templates import Templates
from prepsite.errors import PrepsiteError

_FIELD = re.compile(r"^::([a-z_0-9]+)::$", re.MULTILINE)
_NEVER = r"(?!)"


class Lexicon:
    """Reads `offline/words/<name>.md.j2`: below each line `::key::` words, lines or patterns."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates
        self._fields: dict[str, Mapping[str, str]] = {}
        self._words: dict[tuple[str, str], tuple[str, ...]] = {}
        self._patterns: dict[tuple[str, str], re.Pattern[str]] = {}

    def lines(self, name: str, key: str) -> tuple[str, ...]:
        """Return the lines below a key, none where the key is missing."""
        return tuple(line.strip() for line in self._read(name).get(key, "").splitlines() if line.strip())

    def words(self, name: str, key: str) -> tuple[str, ...]:
        """Return the words below a key."""
        if (name, key) not in self._words:
            self._words[name, key] = tuple(self._read(name).get(key, "").split())
        return self._words[name, key]

    def keys(self, name: str) -> tuple[str, ...]:
        """Return the keys of a list, in its order."""
        return tuple(self._read(name))

    def pairs(self, name: str, key: str) -> Mapping[str, str]:
        """Return the lines `this => that` below a key."""
        cut = (line.partition("=>") for line in self.lines(name, key))
        return {before.strip(): after.strip() for before, _, after in cut}

    def pattern(self, name: str, key: str) -> re.Pattern[str]:
        """Return one pattern of all the lines; raise PrepsiteError for a line that is none."""
        if (name, key) not in self._patterns:
            source = "|".join(f"(?:{line})" for line in self.lines(name, key)) or _NEVER
            try:
                self._patterns[name, key] = re.compile(source, re.IGNORECASE)
            except re.error as error:
                raise PrepsiteError(
                    f"a pattern below ::{key}:: can't be read: {error}",
                    where=f"offline/words/{name}.md.j2",
                    remedy="compare your copy of it with prepsite's own",
                ) from error
        return self._patterns[name, key]

    def _read(self, name: str) -> Mapping[str, str]:
        if name not in self._fields:
            pieces = _FIELD.split(self._templates.render(f"offline/words/{name}.md.j2"))
            self._fields[name] = dict(zip(pieces[1::2], pieces[2::2], strict=True))
        return self._fields[name]
