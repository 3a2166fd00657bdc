"""What must hold after a command: no line of a person's lost, what is nobody's renewed, the rest as it was."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from edit_sequences.document import (
    Block,
    Document,
    Generated,
    Line,
    Verdict,
    blocks_of,
    cut_head,
    joined,
    lines_of,
    proper_markers,
    sections_in,
)
from edit_sequences.world import World, fields_of, letters, revisions


class BrokenPromiseError(AssertionError):
    """A promise was broken: what happened, and where."""


@dataclass(frozen=True)
class Run:
    """One command over one document: what it may replace, and what the world says then.

    `says` tells that the writer's text tells its revisions; `again` that all that is free is written anew.
    """

    world: World
    generated: dict[int, Generated]
    says: bool
    again: bool


def judge(run: Run, before: Document, after_text: str) -> Document:
    """Return the document as it is now; raise BrokenPromiseError where a command did too much or too little."""
    if after_text == before.text:
        document, pieces = before.copy(), None
    else:
        if not before.usable:
            raise broken("a file whose front matter can't be used was changed", before, after_text)
        _every_line_is_there(before, after_text)
        document, pieces = _aligned(run, before, after_text)
    if pieces is None:
        _nothing_was_due(run, before)
    else:
        _style_is_kept(before, after_text, grown=len(document.known) > len(before.known))
    return document


def broken(what: str, before: Document, after_text: str) -> BrokenPromiseError:
    """Return the error for a broken promise, with the change as a diff."""
    old, new = (text.splitlines(keepends=True) for text in (before.text, after_text))
    diff = "\n".join(f"    {line!r}" for line in difflib.unified_diff(old, new, n=1, lineterm=""))
    return BrokenPromiseError(f"{before.name}: {what}\n{diff[:2500]}")


def is_due(run: Run, block: Block) -> bool:
    """Tell whether a section that nobody edited has to be written anew."""
    made = run.generated[block.origin]
    return run.again or run.world.made_from(made.document, made.field) != known_inputs(made)


def known_inputs(made: Generated) -> dict[str, str]:
    """Return what a section was made from, its writer's version left out."""
    return {name: said for name, said in made.revisions.items() if name != "version"}


def _nothing_was_due(run: Run, before: Document) -> None:
    if not run.says or not before.usable:
        return
    for block in blocks_of(before, run.generated):
        if block.verdict is not Verdict.FREE or not is_due(run, block):
            continue
        made = run.generated[block.origin]
        if made.field == "not_addressed" and not run.world.says_not_addressed:
            continue
        if known_inputs(made) == run.world.made_from(made.document, made.field) and (
            made.field == "formatted_jd" or made.revisions.get("version") == letters(run.world.version)
        ):
            continue
        raise broken(f"{made.field} was due and was not written anew", before, before.text)


def _every_line_is_there(before: Document, after_text: str) -> None:
    """Check the plain promise by itself: each line of a person's is there, byte for byte, in its order."""
    head, body = ({line.text: None for line in lines} for lines in cut_head(after_text))
    for line in before.head:
        there = line.token in after_text if line.origin else line.text in head or line.text in body
        if line.token and not there:
            raise broken(f"a person's line of the front matter is lost: {line.text!r}", before, after_text)
    places = {line.text: place for place, line in enumerate(lines_of(after_text))}
    last = -1
    for line in before.body:
        if not line.token:
            continue
        place = places.get(line.text, -1)
        if place < 0:
            raise broken(f"a person's line is lost: {line.text!r}", before, after_text)
        if place < last:
            raise broken(f"a person's line has moved: {line.text!r}", before, after_text)
        last = place


def _style_is_kept(before: Document, after_text: str, *, grown: bool) -> None:
    lines = [*before.head, *before.body]
    ends = {line.end for line in lines if line.end}
    after = {line.end for line in lines_of(after_text) if line.end}
    if len(ends) == 1 and after != ends:
        raise broken(f"line ends were {ends}, now {after}", before, after_text)
    if before.text.startswith("\ufeff") != after_text.startswith("\ufeff"):
        raise broken("the byte order mark came or went", before, after_text)
    if not grown and (lines[-1].end == "") != (after_text[-1:] not in {"\n", "\r"}):
        raise broken("the newline at the end of the file came or went", before, after_text)


def _aligned(run: Run, before: Document, after_text: str) -> tuple[Document, bool]:
    """Find what had to stay in the new text, in its order, and judge what stands between."""
    head, body = cut_head(after_text)
    if not head:
        raise broken("the front matter is gone", before, after_text)
    text = joined(body)
    blocks = blocks_of(before, run.generated)
    reasons: list[str] = []
    pieces = _match(_Matching(run, before, text, reasons), _groups(blocks), 0, 0)
    if pieces is None:
        told = reasons[-1] if reasons else "what had to stay was changed"
        raise broken(told, before, after_text)
    present = {name for name in fields_of(before.name) if _has(pieces, name, run.generated)}
    left_out = {run.generated[block.origin].field for block in blocks if block.origin} - present
    known = (before.known | present) - left_out
    return replace(before.copy(), head=still_marked(before, head), body=pieces, known=known), True


def still_marked(before: Document, head: list[Line]) -> list[Line]:
    """Return a new head with a person's lines and remarks in it marked again."""
    fronts = {line.text: line for line in before.head if line.token or line.origin}
    head = [replace(fronts[line.text], end=line.end) if line.text in fronts else line for line in head]
    tokens = [line.token for line in before.head if line.token and line.origin]
    found = []
    for line in head:
        token = next((token for token in tokens if token in line.text), "")
        found.append(replace(line, token=token, origin=-1) if token else line)
    return found


def _has(pieces: Sequence[Line], name: str, generated: dict[int, Generated]) -> bool:
    return any(line.origin and generated[line.origin].field == name for line in pieces)


@dataclass(frozen=True)
class _Matching:
    run: Run
    before: Document
    text: str
    reasons: list[str]


_Group = tuple[tuple[Block, ...], tuple[Line, ...]]


def _groups(blocks: Sequence[Block]) -> list[_Group]:
    """Return (sections that may be replaced, the run of lines after them) pairs; the last run is empty."""
    groups: list[_Group] = []
    free: list[Block] = []
    for block in blocks:
        if block.origin:
            free.append(block)
        else:
            groups.append((tuple(free), block.lines))
            free = []
    return [*groups, (tuple(free), ())]


def _match(given: _Matching, groups: Sequence[_Group], start: int, added: int) -> list[Line] | None:
    """Match the groups from `start` on; the lines that result, or None. Every place of a run is tried."""
    if not groups:
        return [] if not given.text[start:].strip() else None
    free, kept = groups[0]
    if not kept:
        return _gap(given, free, given.text[start:])
    wanted = joined(kept[:-1]) + kept[-1].text
    place = given.text.find(wanted, start)
    if place < 0:
        given.reasons.append(f"these lines had to stay as they were: {wanted!r}"[:600])
    while place >= 0:
        end = place + len(wanted)
        if given.text[place - 1 : place] in {"", "\n", "\r"} and given.text[end : end + 1] in {"", "\n", "\r"}:
            gap = _gap(given, free, given.text[start:place])
            if gap is not None:
                close = 2 if given.text[end : end + 2] == "\r\n" else 1
                rest = _match(given, groups[1:], end + close, added)
                if rest is not None:
                    last = replace(kept[-1], end=given.text[end : end + close])
                    return [*gap, *kept[:-1], last, *rest]
        place = given.text.find(wanted, place + 1)
    return None


def _gap(given: _Matching, free: Sequence[Block], text: str) -> list[Line] | None:
    """Judge the text between two runs: these sections, each as it was or anew, and a first one of its field."""
    lines = lines_of(text)
    found = list(sections_in(lines))
    pending = list(free)
    made: list[tuple[tuple[Line, ...], int]] = []
    for name, section in found:
        if pending and given.run.generated[pending[0].origin].field == name:
            block = pending.pop(0)
            origin = _judged(given, block, section)
            if origin is None:
                return None
            made.append((section, origin))
        elif name in fields_of(given.before.name) and name not in given.before.known:
            made.append((section, _noted(given.run, given.before.name, name, section)))
        else:
            said = joined(section)[:300]
            given.reasons.append(f"nobody asked for this section {name or 'without a marker'}: {said!r}")
            return None
    for block in pending:
        made_of = given.run.generated[block.origin]
        if made_of.field == "not_addressed" and not (given.run.says and given.run.world.says_not_addressed):
            continue
        given.reasons.append(f"the section {made_of.field} is gone")
        return None
    return _originated(lines, made)


def _originated(lines: list[Line], made: Sequence[tuple[tuple[Line, ...], int]]) -> list[Line]:
    result = list(lines)
    place = 0
    for section, origin in made:
        while tuple(result[place : place + len(section)]) != section:
            place += 1
        for offset in range(len(section)):
            result[place + offset] = replace(result[place + offset], origin=origin)
        place += len(section)
    return result


def _judged(given: _Matching, block: Block, section: tuple[Line, ...]) -> int | None:
    """Return the origin of what stands in a section's place, or None where that may not stand there."""
    run = given.run
    old = run.generated[block.origin]
    same = [line.text for line in section] == [line.text for line in block.lines]
    if same:
        unmoved = [line.end for line in section[:-1]] == [line.end for line in block.lines[:-1]]
        wanted = block.verdict is Verdict.FREE and run.says and is_due(run, block)
        if wanted and not _says_the_same(run, old):
            given.reasons.append(f"{old.field} was due and was not written anew")
            return None
        if not unmoved and not is_due(run, block):
            given.reasons.append(f"line ends of {old.field} were changed, which nothing had made stale")
            return None
        return block.origin
    if run.says and not is_due(run, block) and block.verdict is Verdict.FREE:
        given.reasons.append(f"{old.field} was replaced, and nothing it was made from had changed")
        return None
    if run.says:
        said = revisions(joined(section))
        expected = run.world.made_from(given.before.name, old.field)
        if {name: value for name, value in said.items() if name != "version"} != expected:
            given.reasons.append(f"{old.field} says {said}, and the vault {expected}")
            return None
    return _noted(run, given.before.name, old.field, section)


def _says_the_same(run: Run, old: Generated) -> bool:
    if old.field == "not_addressed" and not run.world.says_not_addressed:
        return True
    now = run.world.made_from(old.document, old.field)
    version = old.revisions.get("version", letters(run.world.version))
    return known_inputs(old) == now and version == letters(run.world.version)


def _noted(run: Run, document: str, name: str, section: Sequence[Line]) -> int:
    """Take note of a section that was just written; return its origin."""
    origin = max(run.generated, default=0) + 1
    text = joined(section)
    run.generated[origin] = Generated(document, name, tuple(line.text for line in section), revisions(text))
    return origin


def first_written(run: Run, name: str, text: str) -> Document:
    """Return a document that was just written where none was; each of its sections must be there once."""
    head, body = cut_head(text)
    document = Document(name, head, body)
    made = []
    for section_field, section in sections_in(body):
        if not section_field or (run.says and _untrue(run, name, section_field, section)):
            raise broken(f"the new file says what it should not in {section_field!r}", document, text)
        made.append((section, _noted(run, name, section_field, section)))
    document.body = _originated(body, made)
    document.known = {found for found, _ in sections_in(body)}
    missing = set(fields_of(name)) - document.known - {"not_addressed"}
    if missing or not head:
        raise broken(f"the new file lacks {missing or 'front matter'}", document, text)
    return document


def _untrue(run: Run, document: str, section_field: str, section: Sequence[Line]) -> bool:
    said = revisions(joined(section))
    said.pop("version", None)
    return said != run.world.made_from(document, section_field)


def waiting_fields(run: Run, document: Document) -> dict[str, dict[str, str]]:
    """Return the edited sections beside which a new text must wait: field → what that text says.

    Those are the sections with one whole marker that this document was given, and that are not
    free; where it is open to argument whether somebody edited one, nothing must wait.
    """
    if not (run.says and document.usable) or document.strange or document.has_lone_returns:
        return {}
    free = {run.generated[block.origin].field for block in blocks_of(document, run.generated) if block.origin}
    names = [name for name, _ in proper_markers(document)]
    every = [
        line.text.rstrip().split(" ")[2] for line in (document.body[place] for place in document.markers())
    ]
    found = {}
    for name, place in proper_markers(document):
        line = document.body[place]
        made = run.generated.get(line.origin)
        if made is None or made.document != document.name or made.field != name or name in free:
            continue
        if names.count(name) > 1 or every.count(name) > 1:
            continue
        now = run.world.made_from(document.name, name)
        if now != known_inputs(made) and document.rejected.get(name) != now:
            found[name] = now
    return found
