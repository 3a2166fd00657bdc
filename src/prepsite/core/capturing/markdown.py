"""Elements → Markdown that keeps the posting's own words: headings, lists, tables, bold, links."""

import re
from dataclasses import dataclass, field, replace

from prepsite.core.capturing.choosing import is_left_out
from prepsite.core.capturing.tree import BLOCKS, Node
from prepsite.core.importing.wording import shown
from prepsite.core.posting.inline import Run, write_runs
from prepsite.core.posting.words import BULLET_SIGNS

_TARGET = re.compile(r"^https?://[^\s<>\"'()\[\]{}`\\]{1,500}$", re.IGNORECASE)
_STYLES = {"b": "bold", "strong": "bold", "em": "italic", "i": "italic", "code": "code", "kbd": "code"}
_PSEUDO = re.compile(rf"^\s*(?:[{BULLET_SIGNS}]|[-–—*·](?=\s))\s*")
_DEEPEST_LIST = 4


@dataclass
class _Writer:
    """Writes blocks, one after the other; `prefix` begins the next line that is written."""

    whole: int
    lines: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    depth: int = 0
    marker: str = ""
    heading: int = 0
    was_item: bool = False

    def write(self, node: Node, style: Run) -> None:
        """Write an element and what is in it; trees are of bounded depth."""
        for child in node.children:
            if isinstance(child, str):
                self._text(child, style)
            elif not is_left_out(child, self.whole):
                self._element(child, style)

    def _text(self, text: str, style: Run) -> None:
        plain = re.sub(r"\s+", " ", shown(text))
        if plain:
            self.runs.append(replace(style, text=plain))

    def _element(self, node: Node, style: Run) -> None:
        name = node.name
        if name == "br":
            self.end_line()
        elif name in _STYLES:
            kind = _STYLES[name]
            self.write(
                node,
                replace(
                    style,
                    bold=style.bold or kind == "bold",
                    italic=style.italic or kind == "italic",
                    code=style.code or kind == "code",
                ),
            )
        elif name == "a":
            target = node.attributes.get("href", "").strip()
            self.write(node, replace(style, target=target if _TARGET.match(target) else style.target))
        elif name in BLOCKS:
            self._block(node, style)
        else:
            self.write(node, style)

    def _block(self, node: Node, style: Run) -> None:
        self.end_line()
        name = node.name
        if re.fullmatch(r"h[1-6]", name):
            self.heading = int(name[1])
            self.write(node, Run(""))
            self.end_line()
            self.heading = 0
        elif name in ("ul", "ol"):
            self._list(node, style, ordered=name == "ol")
        elif name == "table":
            self._table(node, style)
        elif name == "dt":
            self.write(node, replace(style, bold=True))
        elif name == "pre":
            for line in _all_text(node).split("\n"):
                self._text(line, style)
                self.end_line()
        else:
            self.write(node, style)
        self.end_line()

    def _list(self, node: Node, style: Run, *, ordered: bool) -> None:
        number = 0
        for child in node.children:
            if isinstance(child, Node) and not is_left_out(child, self.whole):
                number += 1
                indent = "  " * min(self.depth, _DEEPEST_LIST)
                self.marker = f"{indent}{f'{number}.' if ordered else '-'} "
                self.depth += 1
                self._element(child, style) if child.name in ("ul", "ol") else self.write(child, style)
                self.end_line()
                self.depth -= 1
                self.marker = ""
            elif isinstance(child, str):
                self._text(child, style)
        self.end_line()

    def _table(self, node: Node, style: Run) -> None:
        rows = [row for row in _rows(node) if row]
        width = max((len(row) for row in rows), default=0)
        if width < 2 or len(rows) < 2 or any(_holds_blocks(cell) for row in rows for cell in row):
            for row in rows:
                for cell in row:
                    self.write(cell, style)
                    self.end_line()
            return
        cells = [[self._cell(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
        written = [f"| {' | '.join(row)} |" for row in cells]
        self._put("\n".join([written[0], f"|{' --- |' * width}", *written[1:]]), is_item=False)

    def _cell(self, cell: Node) -> str:
        inner = _Writer(self.whole)
        inner.write(cell, Run(""))
        inner.end_line()
        return " ".join(" ".join(inner.lines).split()).replace("|", "\\|")

    def end_line(self) -> None:
        """Write what was gathered as a line, if it says anything."""
        runs, self.runs = self.runs, []
        text = "".join(run.text for run in runs)
        if not text.strip():
            return
        if self.heading:
            self._put(
                f"{'#' * self.heading} {write_runs([replace(run, bold=False) for run in runs])}", is_item=False
            )
            return
        marker, self.marker = self.marker, ""
        if not marker and (pseudo := _PSEUDO.match(text)):
            runs = _without_start(runs, pseudo.end())
            marker = f"{'  ' * min(self.depth, _DEEPEST_LIST)}- "
        indent = marker or "  " * min(self.depth, _DEEPEST_LIST)
        if line := write_runs(runs):
            self._put(f"{indent}{line}", is_item=bool(marker) or bool(self.depth))

    def _put(self, text: str, *, is_item: bool) -> None:
        if self.lines and not (is_item and self.was_item):
            self.lines.append("")
        self.lines.append(text)
        self.was_item = is_item


def markdown_of(node: Node) -> str:
    """Return what an element shows, as Markdown."""
    writer = _Writer(node.words)
    writer.write(node, Run(""))
    writer.end_line()
    return "\n".join(writer.lines)


def _without_start(runs: list[Run], length: int) -> list[Run]:
    left: list[Run] = []
    for run in runs:
        cut = min(length, len(run.text))
        length -= cut
        if run.text[cut:]:
            left.append(replace(run, text=run.text[cut:]))
    return left


def _rows(table: Node) -> list[list[Node]]:
    """Return the rows of a table, without those of tables in it."""
    rows: list[list[Node]] = []
    pending = [child for child in reversed(table.children) if isinstance(child, Node)]
    while pending:
        node = pending.pop()
        if node.name == "tr":
            cells = [
                c for c in node.children if isinstance(c, Node) and c.name in ("td", "th") and not c.is_hidden
            ]
            rows.append(cells)
        elif node.name in ("thead", "tbody", "tfoot"):
            pending.extend(child for child in reversed(node.children) if isinstance(child, Node))
    return rows


def _holds_blocks(cell: Node) -> bool:
    """Tell whether a cell holds more than a cell of a Markdown table can: it then lays out the page."""
    return any(
        isinstance(child, Node) and (child.name in ("ul", "ol", "table") or re.fullmatch(r"h[1-6]", child.name))
        for child in cell.children
    )


def _all_text(node: Node) -> str:
    return "".join(child if isinstance(child, str) else _all_text(child) for child in node.children)
