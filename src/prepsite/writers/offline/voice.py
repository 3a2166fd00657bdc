"""The writer's sentences: templates that speak, values that are only ever data."""

import re
from collections.abc import Mapping

from prepsite.core.templates import Templates
from prepsite.errors import PrepsiteError
from prepsite.writers.offline.prose import flat

_FIELD = re.compile(r"^::([a-z_]+)::$", re.MULTILINE)


class Voice:
    """Renders the templates below `offline/`."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates

    def say(self, name: str, **values: object) -> str:
        """Return what a template says, on one line."""
        return flat(self._templates.render(f"offline/{name}.md.j2", **values))

    def fields(self, name: str, **values: object) -> Mapping[str, str]:
        """Return the parts of a template, each below a line `::part::`, on one line each."""
        text = self._templates.render(f"offline/{name}.md.j2", **values)
        pieces = _FIELD.split(text)
        return {part: flat(body) for part, body in zip(pieces[1::2], pieces[2::2], strict=True)}

    def lines(self, name: str, **values: object) -> tuple[str, ...]:
        """Return the lines of a template that say something."""
        text = self._templates.render(f"offline/{name}.md.j2", **values)
        return tuple(flat(line) for line in text.splitlines() if line.strip())

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
