"""The posting's own words in tidy Markdown, with the drivers' quotes in bold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from prepsite.core.posting.blocks import Block, BlockKind, blocks_of
from prepsite.core.posting.inline import Run, escape, runs_of, write_runs
from prepsite.core.posting.words import posting_words, source_text, unmarked

_TOP_LEVEL = 3


@dataclass
class _Unit:
    """A block, or a cell of a table, with its runs."""

    block: Block
    runs: tuple[Run, ...]


def format_posting(raw: str, quotes: Sequence[str]) -> str:
    """Return the posting in Markdown, headings from `###`, with `quotes` in bold.

    Its `posting_words` are always those of `raw`: where a form would change them, a more
    conservative one is taken, at the worst the text itself, escaped.
    """
    words = posting_words(raw)
    forms: tuple[Callable[[], str], ...] = (
        lambda: _formatted(raw, quotes),
        lambda: _formatted(raw, ()),
        lambda: _plain(raw),
    )
    for form in forms:
        text = form()
        if posting_words(text) == words:
            return text
    return escape(" ".join(words))


def _plain(raw: str) -> str:
    paragraphs: list[list[str]] = [[]]
    for line in source_text(raw).split("\n"):
        text = write_runs([Run(unmarked(line))])
        if text:
            paragraphs[-1].append(text)
        else:
            paragraphs.append([])
    return "\n\n".join("  \n".join(lines) for lines in paragraphs if lines)


def _formatted(raw: str, quotes: Sequence[str]) -> str:
    blocks = _with_levels(blocks_of(raw))
    rows = [_units(block) for block in blocks]
    flat = [unit for units in rows for row in units for unit in row]
    _embolden(flat, quotes)
    written: list[str] = []
    before: Block | None = None
    numbers = _OrderedNumbers()
    for block, units in zip(blocks, rows, strict=True):
        text = _write_block(block, units, numbers)
        if not text:
            continue
        together = before is not None and before.kind is block.kind is BlockKind.ITEM
        written.append(("\n" if together else "\n\n") + text if before else text)
        before = block
    return "".join(written)


def _with_levels(blocks: Sequence[Block]) -> list[Block]:
    """Move headings to `###` and below; items never nest deeper than one below their neighbour."""
    levels = sorted({block.depth for block in blocks if block.kind is BlockKind.HEADING})
    top = next((block.depth for block in blocks if block.kind is BlockKind.HEADING), 0)
    found: list[Block] = []
    depth = -1
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            step = levels.index(block.depth) - (levels.index(top) if top == levels[0] else 0)
            found.append(replace(block, depth=min(6, _TOP_LEVEL + step)))
        elif block.kind is BlockKind.ITEM:
            depth = min(block.depth, depth + 1)
            found.append(replace(block, depth=depth))
        else:
            found.append(block)
        depth = depth if block.kind is BlockKind.ITEM else -1
    return found


def _units(block: Block) -> list[list[_Unit]]:
    if block.kind is not BlockKind.TABLE:
        return [[_Unit(block, runs_of(block.text))]]
    rows = [row for index, row in enumerate(block.text.split("\n")) if index != 1]
    return [[_Unit(block, runs_of(cell.strip())) for cell in row.strip("|").split("|")] for row in rows]


class _OrderedNumbers:
    """Knows whether a number continues its list: Markdown counts by itself."""

    def __init__(self) -> None:
        self._last: dict[int, int] = {}

    def continues(self, block: Block) -> bool:
        if block.kind is not BlockKind.ITEM:
            self._last.clear()
            return False
        self._last = {depth: number for depth, number in self._last.items() if depth <= block.depth}
        number = int(block.number) if block.number else 0
        expected = self._last.get(block.depth, 0) + 1
        self._last[block.depth] = number if number == expected else -2
        return number == expected


def _write_block(block: Block, units: list[list[_Unit]], numbers: _OrderedNumbers) -> str:
    in_order = numbers.continues(block)
    if block.kind is BlockKind.TABLE:
        lines = [
            "| " + " | ".join(write_runs(unit.runs).replace("|", "&#124;") for unit in row) + " |"
            for row in units
        ]
        return "\n".join((lines[0], "|" + " --- |" * len(units[0]), *lines[1:]))
    text = write_runs(units[0][0].runs)
    if block.kind is BlockKind.HEADING:
        plain = write_runs([replace(run, bold=False, italic=False) for run in units[0][0].runs])
        return f"{'#' * block.depth} {plain}" if plain else ""
    if block.kind is BlockKind.ITEM:
        if block.number and not in_order:
            text = f"{block.number}\\. {text}"
        mark = f"{block.number}." if in_order else "-"
        return f"{'    ' * block.depth}{mark} {text}" if text else ""
    return text


def _embolden(units: Sequence[_Unit], quotes: Sequence[str]) -> None:
    """Set the runs that quotes cover to bold; a quote matches whatever its white space."""
    texts = {id(unit): "".join(run.text for run in unit.runs) for unit in units}
    places = [
        (unit, position) for unit in units for position, letter in enumerate(texts[id(unit)]) if _counts(letter)
    ]
    letters = "".join(texts[id(unit)][position] for unit, position in places)
    marked: dict[int, set[int]] = {}
    for quote in quotes:
        wanted = "".join(letter for letter in unmarked(source_text(quote)) if _counts(letter))
        start = letters.find(wanted) if wanted else -1
        while start >= 0 and not _at_word_edges(texts, places, start, start + len(wanted) - 1):
            start = letters.find(wanted, start + 1)
        for unit, position in places[start : start + len(wanted)] if start >= 0 else ():
            marked.setdefault(id(unit), set()).add(position)
    for unit in units:
        if id(unit) in marked:
            unit.runs = _marked(unit.runs, marked[id(unit)])


def _counts(letter: str) -> bool:
    return not letter.isspace() and letter not in "\\*_`~|"


def _at_word_edges(texts: dict[int, str], places: Sequence[tuple[_Unit, int]], first: int, last: int) -> bool:
    unit, position = places[first]
    before = texts[id(unit)][position - 1 : position] if position else ""
    opens = not (before.isalnum() and texts[id(unit)][position].isalnum())
    unit, position = places[last]
    after = texts[id(unit)][position + 1 : position + 2]
    return opens and not (after.isalnum() and texts[id(unit)][position].isalnum())


def _marked(runs: Sequence[Run], positions: set[int]) -> tuple[Run, ...]:
    """Split runs at the edges of the marked positions; gaps of white space are marked too."""
    covered = range(min(positions), max(positions) + 1)
    text = "".join(run.text for run in runs)
    bold = {
        position
        for position in covered
        if position in positions or (not _counts(text[position]) and _inside(text, position, positions))
    }
    found: list[Run] = []
    start = 0
    for run in runs:
        if run.code or run.target:
            touched = any(start + offset in bold for offset in range(len(run.text)))
            found.append(replace(run, bold=run.bold or touched))
        else:
            found.extend(
                replace(run, text=letter, bold=run.bold or start + offset in bold)
                for offset, letter in enumerate(run.text)
            )
        start += len(run.text)
    return tuple(found)


def _inside(text: str, position: int, positions: set[int]) -> bool:
    before, after = position, position
    while before >= 0 and not _counts(text[before]):
        before -= 1
    while after < len(text) and not _counts(text[after]):
        after += 1
    return before in positions and after in positions
