"""`facts.md`: which of its entries hold, who made them, and a new entry put into its text.

An entry is overruled by a later one that says the same words, so that a retraction withdraws what
was confirmed and a confirmation takes back what was withdrawn.
"""

import json
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import yaml

from prepsite.core.frontmatter import BOM, parse_front_matter
from prepsite.core.grounding.reading import read
from prepsite.core.validation import validate
from prepsite.core.vault import KeyPath, Position, Vault, VaultFile
from prepsite.core.yaml_values import LOADER
from prepsite.core.yamltext import yaml_scalar
from prepsite.errors import PrepsiteError
from prepsite.models.profile import Fact, Facts

_WIDTH = 100
# YAML 1.1 breaks lines there, editors don't: nothing is put there, so another sign of that length will do.
_EXOTIC_BREAKS = str.maketrans("\x85\u2028\u2029", "\ue000\ue000\ue000")


def words_of(text: str) -> str:
    """Return a text's words alone: two texts with the same words make the same claim."""
    return " ".join(token.text.casefold() for token in read(text).tokens if token.kind != "mark")


def standing(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return the entries that no later one overrules, in their order."""
    return tuple(facts[number] for number in _held(facts))


def _held(facts: tuple[Fact, ...]) -> tuple[int, ...]:
    return tuple(sorted({words_of(fact.text): number for number, fact in enumerate(facts)}.values()))


def in_force(file: VaultFile[Facts] | None) -> VaultFile[Facts] | None:
    """Return the file with only the entries that hold, each at its place."""
    if file is None or file.fields is None:
        return file
    facts = file.fields.facts
    held = _held(facts)
    if len(held) == len(facts):
        return file
    renumbered = {number: new for new, number in enumerate(held)}
    positions: dict[KeyPath, Position] = {}
    for key, place in file.positions.items():
        if key[:1] != ("facts",) or len(key) == 1:
            positions[key] = place
        elif isinstance(key[1], int) and key[1] in renumbered:
            positions["facts", renumbered[key[1]], *key[2:]] = place
    fields = file.fields.model_copy(update={"facts": standing(facts)})
    return replace(file, fields=fields, positions=positions)


def fact_named(vault: Vault, reference: str) -> Fact | None:
    """Return the fact that `fact:<id>` names, or None."""
    facts = vault.facts.fields.facts if vault.facts and vault.facts.fields else ()
    return next((fact for fact in facts if f"fact:{fact.id}" == reference), None)


def told(fact: Fact) -> str:
    """Return who made an entry, and when: "confirmed by Maren Talvik on 2026-03-09"."""
    by = f" by {fact.by}" if fact.by else ""
    return f"{fact.status}{by}{f' on {fact.on}' if fact.on else ''}"


def with_entry(text: str, path: str, fact: Fact) -> str:
    """Return the text of `facts.md` with one entry more at the end; nothing else in it changes.

    Raises PrepsiteError where the file can't be used, or is written so that no entry can be added.
    """
    before = facts_in(text, path)
    at, entry = _insertion(text, fact)
    added = text[:at] + entry + text[at:]
    after, problems = validate(Facts, parsed := parse_front_matter(added, path))
    expected = before.model_copy(update={"facts": (*before.facts, fact)})
    body = parse_front_matter(text, path).body
    if problems or not parsed.is_usable or after != expected or parsed.body != body:
        line = text.count("\n", 0, at) + 1
        raise PrepsiteError(
            "an entry can't be added to facts as they are written here",
            where=f"{path}:{line}",
            remedy="write them as a list, an entry a hyphen: see the handbook, vault.md",
        )
    return added


def facts_in(text: str, path: str) -> Facts:
    """Return what the file says now; raise PrepsiteError that names the first problem's place."""
    parsed = parse_front_matter(text, path)
    facts, problems = validate(Facts, parsed)
    problems = (*parsed.problems, *problems)
    if facts is None or not parsed.is_usable:
        first = problems[0]
        raise PrepsiteError(
            first.message,
            where=f"{first.path}:{first.line}:{first.column}",
            remedy=f"{first.remedy or 'mend the file'}; nothing was added",
        )
    return facts


def _insertion(text: str, fact: Fact) -> tuple[int, str]:
    """Return where an entry is to be put, an offset into the text, and what."""
    mark = len(BOM) if text.startswith(BOM) else 0
    start = text.index("\n", mark) + 1
    offsets = [start, *(start + n + 1 for n, sign in enumerate(text[start:]) if sign == "\n"), len(text)]
    lines = [(begin, text[begin:end]) for begin, end in pairwise(offsets)]
    closing = next(begin for begin, line in lines if line.rstrip() == "---")
    block = text[start:closing]
    newline = "\r\n" if block.count("\r\n") * 2 > block.count("\n") or text[:start].endswith("\r\n") else "\n"
    found = _sequence(block)
    if found is None:
        return closing, f"facts:{newline}" + _as_item(fact, "  ", newline)
    kind, at, column = found
    if kind == "flow":
        empty = block[:at].rstrip().endswith("[")
        comma = "" if empty or block[:at].rstrip().endswith(",") else ", "
        return start + at, comma + _in_flow(fact)
    # After the line on which the last entry ends, and what stands below it as its own.
    if not (at and block[at - 1] == "\n"):
        at = block.find("\n", at) + 1 or len(block)
    if kind == "block":
        at += sum(len(line) for line in _own_comments(block[at:], column))
    return start + at, _as_item(fact, " " * column, newline)


def _own_comments(rest: str, column: int) -> Iterator[str]:
    """Yield the comment lines that are indented as an entry's fields are."""
    for line in rest.split("\n"):
        bare = line.lstrip(" ")
        if not bare.startswith("#") or len(line) - len(bare) <= column:
            return
        yield line + "\n"


def _sequence(block: str) -> tuple[str, int, int] | None:
    """Return how the entries are written, where the last one ends and the column of its hyphen.

    None where there is no key `facts`. "null" is a key without a value, "flow" a list in brackets,
    whose end is the place of the closing one.
    """
    depth, ends, column, kind, is_facts = 0, 0, 0, "", False
    for event in yaml.parse(block.translate(_EXOTIC_BREAKS), Loader=LOADER):
        start, end = _offsets(event)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if is_facts and depth == 2 and not kind:
                kind = "flow" if event.flow_style else "block"
                ends, column = start, start - (block.rfind("\n", 0, start) + 1)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            if kind and depth == 1:
                return (kind, end - 1, column) if kind == "flow" else (kind, ends, column)
            if end > start:
                ends = end
        elif isinstance(event, yaml.ScalarEvent):
            if is_facts and depth == 1:
                return "null", end, 2
            is_facts = is_facts or (depth == 1 and event.value == "facts")
            ends = end
    return None


def _offsets(event: yaml.Event) -> tuple[int, int]:
    """Return where an event's text begins and ends; a block list ends at a place without text."""
    start, end = event.start_mark, event.end_mark
    return (start.index, end.index) if start is not None and end is not None else (0, 0)


def _fields(fact: Fact) -> Iterator[tuple[str, str]]:
    yield "id", fact.id
    yield "status", str(fact.status)
    yield "text", fact.text
    if fact.by:
        yield "by", fact.by
    if fact.on:
        yield "on", str(fact.on)


def _as_item(fact: Fact, indent: str, newline: str) -> str:
    """Return an entry of a block list, long texts folded at words."""
    lines: list[str] = []
    for name, value in _fields(fact):
        said = f"{name}: {value}" if name == "on" else f"{name}: {yaml_scalar(value)}"
        if len(indent) + 2 + len(said) > _WIDTH and name == "text":
            width = max(40, _WIDTH - len(indent) - 4)
            folded = textwrap.wrap(value, width, break_long_words=False, break_on_hyphens=False)
            lines += ["text: >-", *(f"  {line}" for line in folded)]
        else:
            lines.append(said)
    return "".join(f"{indent}{'  ' if number else '- '}{line}{newline}" for number, line in enumerate(lines))


def _in_flow(fact: Fact) -> str:
    quoted = {"text", "by"}
    pairs = ", ".join(
        f"{name}: {json.dumps(value, ensure_ascii=False) if name in quoted else value}"
        for name, value in _fields(fact)
    )
    return f"{{{pairs}}}"
