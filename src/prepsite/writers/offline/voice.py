"""The writer's sentences: templates that speak, values that are only ever data."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from prepsite.core.templates import Templates
from prepsite.errors import PrepsiteError
from prepsite.writers.offline.lexicon import Lexicon
from prepsite.writers.offline.phrases import Phrases
from prepsite.writers.offline.prose import flat, unique

_FIELD = re.compile(r"^::([a-z_]+)::$", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+")


class Voice:
    """Renders the templates below `offline/` for one document, and remembers how its items began."""

    def __init__(self, templates: Templates, lexicon: Lexicon, phrases: Phrases) -> None:
        self._templates = templates
        self._openings: dict[str, set[str]] = {}
        self._again = [word.strip() for word in " ".join(lexicon.lines("prose", "again")).split("|")]
        self.phrases = phrases

    def say(self, name: str, **values: object) -> str:
        """Return what a template says, on one line."""
        return flat(self._render(name, values))

    def fields(self, name: str, **values: object) -> Mapping[str, str]:
        """Return the parts of a template, each below a line `::part::`, on one line each."""
        pieces = _FIELD.split(self._render(name, values))
        return {part: flat(body) for part, body in zip(pieces[1::2], pieces[2::2], strict=True)}

    def blocks(self, name: str, **values: object) -> Mapping[str, tuple[str, ...]]:
        """Return the lines of a template's parts, each part below a line `::part::`."""
        pieces = _FIELD.split(self._render(name, values))
        bodies = zip(pieces[1::2], pieces[2::2], strict=True)
        return {part: tuple(flat(line) for line in body.splitlines() if line.strip()) for part, body in bodies}

    def lines(self, name: str, **values: object) -> tuple[str, ...]:
        """Return the lines of a template that say something."""
        return tuple(flat(line) for line in self._render(name, values).splitlines() if line.strip())

    def rows(self, name: str, columns: int, **values: object) -> tuple[tuple[str, ...], ...]:
        """Return the lines of a template cut at ` || ` into that many columns."""
        found = tuple(tuple(part.strip() for part in line.split("||")) for line in self.lines(name, **values))
        for row in found:
            if len(row) != columns or not all(row):
                raise PrepsiteError(
                    f"a line has {len(row)} columns, and not {columns}: {' || '.join(row)}",
                    where=f"offline/{name}.md.j2",
                    remedy="compare your copy of it with prepsite's own",
                )
        return found

    def vary(self, kind: str, name: str, **values: object) -> str:
        """Return the first line of a template that begins as no other item of the kind does yet."""
        return self.unlike(kind, self.lines(name, **values))

    def unlike(self, kind: str, texts: Sequence[str]) -> str:
        """Return the first text that begins as no other of the kind, if need be behind another word."""
        begun = {word.split(" ")[0] for word in self._openings.get(kind, set())}
        preferred = [text for text in texts if opening(text).split(" ")[0] not in begun]
        for text in chain(preferred, texts, self._led_in(texts[0])):
            if self.is_fresh(kind, text):
                self.mark(kind, text)
                return text
        return texts[0]

    def _led_in(self, text: str) -> Iterator[str]:
        """Yield a text behind words that lead into it, for the case that all its variants are used up."""
        yield from (f"{word}: {text}" for word in self._again)
        yield from (f"{word}, {number}: {text}" for number in range(2, 9) for word in self._again)

    def is_fresh(self, kind: str, text: str) -> bool:
        """Tell whether no item of the kind began like this."""
        return opening(text) not in self._openings.get(kind, set())

    def mark(self, kind: str, text: str) -> None:
        """Remember how an item of the kind began."""
        self._openings.setdefault(kind, set()).add(opening(text))

    def pick(self, kind: str, texts: Sequence[str], most: int) -> tuple[str, ...]:
        """Return up to `most` texts that begin as no other of the kind; at least one, if there is one."""
        chosen: list[str] = []
        for text in unique(texts):
            if len(chosen) < most and self.is_fresh(kind, text):
                self.mark(kind, text)
                chosen.append(text)
        return tuple(chosen) or ((self.unlike(kind, texts),) if texts else ())

    def _render(self, name: str, values: Mapping[str, object]) -> str:
        return self._templates.render(f"offline/{name}.md.j2", **{**values, "p": self.phrases})


def opening(text: str) -> str:
    """Return a text's first three words, without case and marks."""
    return " ".join(_WORD.findall(text.casefold())[:3])
