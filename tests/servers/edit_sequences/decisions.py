"""A person's decisions on texts that wait: accept, reject, merge; and what must hold after each."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner

from edit_sequences.document import (
    NEAR_MARKER,
    Document,
    Generated,
    Line,
    cut_head,
    joined,
    lines_of,
    marker_in,
    trimmed,
)
from edit_sequences.operations import OPERATIONS, operation
from edit_sequences.oracle import BrokenPromiseError, broken, still_marked
from edit_sequences.running import State
from edit_sequences.world import DOCUMENTS, revisions
from prepsite.app.generate import GenerateOptions
from prepsite.cli.root import COMMANDS, command_line
from prepsite.errors import PrepsiteError

CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")


def _waiting(state: State) -> list[tuple[str, str, Path]]:
    """Return document, field and path of each text that waits."""
    found = []
    for name, path in DOCUMENTS.items():
        folder = state.workspace.vault / ".prepsite/proposals" / path.removesuffix(".md")
        if name in state.documents and folder.is_dir():
            found += [(name, each.stem, each) for each in sorted(folder.glob("*.md"))]
    return found


def _decide(
    state: State, chance: random.Random, command: str
) -> tuple[Document, str, list[Line], str, bool] | None:
    """Run a command for one text that waits; return document, field, text, the file then, success."""
    if not _waiting(state):
        _have_one_wait(state, chance)
    waiting = _waiting(state)
    if not waiting:
        return None
    name, field, path = chance.choice(waiting)
    _, text = cut_head(path.read_bytes().decode())
    only = len([each for each in waiting if each[0] == name]) == 1
    arguments = ["--root", str(state.workspace.root), command, name]
    if not (only and chance.random() < 0.3):
        arguments.append(field)
    before = state.tree()
    done = _succeeds(arguments)
    document = state.documents[name]
    after_text = state.path(name).read_bytes().decode("utf-8", "surrogateescape")
    after = state.tree()
    for other in {*before, *after} - {DOCUMENTS[name]}:
        if not other.startswith(".prepsite/") and before.get(other) != after.get(other):
            raise broken(f"{command} {field} changed {other}", document, after_text)
    if command == "merge" and not path.exists():
        # Merged, with conflicts left to solve: the text waits no more, and the command exits with 1.
        done = True
    if not done and after_text != document.text:
        raise broken(f"{command} {field} failed, and changed the file", document, after_text)
    if done and path.exists():
        raise broken(f"{command} {field} left its text waiting", document, after_text)
    state.figures.decisions += done
    return document, field, list(trimmed(text)), after_text, done


def _have_one_wait(state: State, chance: random.Random) -> None:
    """Edit a line of each document or two, change what sections are made from, and have them written anew."""
    for _ in range(chance.randint(1, 3)):
        OPERATIONS[chance.choice(["change_line", "insert_line", "delete_line"])].act(state, chance)
    OPERATIONS["change_input"].act(state, chance)
    state.run(GenerateOptions(stale=True))


def _succeeds(arguments: Sequence[str]) -> bool:
    """Run a command as a user does; a crash is raised, a refusal is told."""
    done = CliRunner().invoke(command_line, list(arguments), prog_name="prepsite", standalone_mode=False)
    if done.exception and not isinstance(done.exception, PrepsiteError | SystemExit):
        raise done.exception
    return done.exception is None and not done.return_value


@operation(0.6)
def look(state: State, chance: random.Random) -> str:
    """Look at what there is: commands that tell something change nothing."""
    names = [*sorted(state.documents), "acme"]
    looks = [["plan"], ["check"], ["diff", chance.choice(names)]]
    before = state.tree()
    for arguments in looks:
        if arguments[0] in COMMANDS:
            _succeeds(["--root", str(state.workspace.root), *arguments])
    if state.tree() != before:
        raise BrokenPromiseError("a command that only tells something changed the vault")
    return "plan, check, diff"


@operation(1.2)
def accept(state: State, chance: random.Random) -> str:
    """Accept a text that waits: it takes the section's place, whose lines are then among the replaced."""
    decided = _decide(state, chance, "accept")
    if decided is None:
        return ""
    document, field, text, after_text, done = decided
    if not done:
        return f"{document.name}: {field} not accepted"
    place, head, body = _prefix(document, field, after_text, "accept")
    section = [line.text for line in text]
    found = list(trimmed(body[place:]))[: len(section)]
    if [line.text for line in found] != section:
        raise broken(f"what waited for {field} does not stand in its place", document, after_text)
    begin = next(number for number in range(place, len(body)) if not body[number].blank)
    rest = body[begin + len(section) :]
    old = document.body[place:]
    kept = _suffix(old, rest)
    displaced = old[: len(old) - kept]
    if any(NEAR_MARKER.match(line.text) for line in displaced[1:]):
        raise broken(f"accepting {field} took more than its section", document, after_text)
    if len(trimmed(rest)) > kept:
        raise broken(f"accepting {field} brought more than its text", document, after_text)
    replaced = _replaced(state)
    for line in displaced:
        if line.token and line.text not in replaced:
            raise broken(f"a displaced line is not among the replaced: {line.text!r}", document, after_text)
    origin = max(state.generated) + 1
    state.generated[origin] = Generated(document.name, field, tuple(section), revisions(joined(text)))
    new = [replace(line, origin=origin) for line in body[begin : begin + len(section)]]
    document.head = still_marked(document, head)
    document.body = [*document.body[:place], *body[place:begin], *new, *_remembered(old, rest)]
    document.rejected.pop(field, None)
    return f"{document.name}: {field} accepted"


@operation(0.6)
def reject(state: State, chance: random.Random) -> str:
    """Reject a text that waits: not a byte of the body changes, and it is not offered again."""
    decided = _decide(state, chance, "reject")
    if decided is None:
        return ""
    document, field, text, after_text, done = decided
    if not done:
        return f"{document.name}: {field} not rejected"
    head, body = cut_head(after_text)
    if joined(body) != joined(document.body):
        raise broken(f"rejecting {field} changed the body", document, after_text)
    document.head = still_marked(document, head)
    document.rejected[field] = _inputs(text)
    return f"{document.name}: {field} rejected"


@operation(0.8)
def merge(state: State, chance: random.Random) -> str:
    """Merge a text that waits: every line of a person's stays, conflict markers only in that section."""
    decided = _decide(state, chance, "merge")
    if decided is None:
        return ""
    document, field, text, after_text, done = decided
    head, body = cut_head(after_text)
    if after_text == document.text and not done:
        return f"{document.name}: {field} not merged"
    place, head, body = _prefix(document, field, after_text, "merge")
    old = document.body[place:]
    following = next((number for number in range(1, len(old)) if NEAR_MARKER.match(old[number].text)), len(old))
    kept = _suffix(old, body[place:])
    if kept < len(trimmed(old[following:])):
        raise broken(f"merging {field} changed what comes after it", document, after_text)
    there = [line.text for line in body]
    last = -1
    for line in document.body:
        if line.token:
            if line.text not in there[last + 1 :]:
                raise broken(f"merging {field} lost or moved {line.text!r}", document, after_text)
            last = there.index(line.text, last + 1)
    merged = _remembered(old, body[place:])
    section = [line.text for line in text]
    if [line.text for line in merged[: len(section)]] == section:
        origin = max(state.generated) + 1
        state.generated[origin] = Generated(document.name, field, tuple(section), revisions(joined(text)))
        merged[: len(section)] = [replace(line, origin=origin) for line in merged[: len(section)]]
    document.head = still_marked(document, head)
    document.body = [*document.body[:place], *merged]
    document.rejected[field] = _inputs(text)
    conflicts = sum(line.text.startswith(CONFLICT) for line in merged)
    return f"{document.name}: {field} merged, {conflicts} lines of conflict markers"


def _inputs(text: Sequence[Line]) -> dict[str, str]:
    found = revisions(joined(text))
    found.pop("version", None)
    return found


def _prefix(
    document: Document, field: str, after_text: str, command: str
) -> tuple[int, list[Line], list[Line]]:
    """Return where the section begins, and head and body now; check that all before it is as it was."""
    head, body = cut_head(after_text)
    places = [
        place
        for place in document.markers()
        if (found := marker_in(document.body[place].text)) and found[1] == field
    ]
    if len(places) != 1:
        raise broken(f"{command} {field}, of which there are {len(places)}", document, after_text)
    place = places[0]
    if [(line.text, line.end) for line in body[:place]] != [
        (line.text, line.end) for line in document.body[:place]
    ]:
        raise broken(f"{command} {field} changed what comes before it", document, after_text)
    tokens = [line.token for line in document.head if line.token]
    if lost := [token for token in tokens if token not in joined(head)]:
        raise broken(f"{command} {field} lost comments of the front matter: {lost}", document, after_text)
    return place, head, body


def _suffix(old: Sequence[Line], new: Sequence[Line]) -> int:
    """Return how many lines at the end of both are the same, from the first that says something."""
    count = 0
    while count < min(len(old), len(new)) and old[-1 - count].text == new[-1 - count].text:
        count += 1
    while count and old[len(old) - count].blank:
        count -= 1
    return count


def _remembered(old: Sequence[Line], new: Sequence[Line]) -> list[Line]:
    """Return the new lines with what is known of them: the same at the end, a person's by their words."""
    kept = _suffix(old, new)
    tokens = {line.text: line.token for line in old if line.token}
    changed = [Line(line.text, line.end, 0, tokens.get(line.text, "")) for line in new[: len(new) - kept]]
    tail = zip(old[len(old) - kept :], new[len(new) - kept :], strict=True)
    return [*changed, *(replace(before, end=after.end) for before, after in tail)]


def _replaced(state: State) -> set[str]:
    """Return all lines of the sections that were displaced."""
    root = state.workspace.root
    files = [path for path in root.rglob("*") if path.is_file() and "replaced" in path.parts]
    return {
        line.text for path in files for line in lines_of(path.read_bytes().decode("utf-8", "surrogateescape"))
    }
