"""What a person, an editor, git and prepsite may do to the vault, one step at a time."""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace

from edit_sequences.document import MARKER, Document, Generated, Line
from edit_sequences.running import State
from edit_sequences.world import fields_of, letters
from prepsite.app.generate import GenerateOptions

Act = Callable[[State, random.Random], str]
Edit = Callable[[State, Document, random.Random], str]


@dataclass(frozen=True)
class Kind:
    """A kind of step and how often it is drawn; its act returns what it did, or an empty text."""

    act: Act
    weight: float


OPERATIONS: dict[str, Kind] = {}

STRANGE_LINES = (
    "plain words {}",
    "- a point {}",
    "```  {}",
    "```python {}",
    "~~~ {}",
    "    ``` {}",
    "<!-- {}",
    "--> {}",
    "<!-- a remark {} -->",
    "# One {}",
    "## Two {}",
    "### Three {}",
    "##Not a heading {}",
    " ## Indented {}",
    "## Roadmap {}",
    "<<<<<<< HEAD {}",
    "======= {}",
    ">>>>>>> branch {}",
    "<!-- prepsite:section {} 0123456789abcdef -->",
    "<!-- prepsite:section prep_plan 0123456789abcdef --> {}",
    "  <!--prepsite:{}-->",
    "<!-- prepsite:sect {}",
    "tra\u00a0iling {} \u00a0",
    "spaces {}   ",
    "a tab\t{}\t",
    "odd\u2028separators\u2029of{}\x85lines\x0b\x0c\x1c",
    "\ufeff in the middle {}",
    "[project:nowhere] {}",
    "{{% raw {} %}}",
    "{{{{ {} }}}}",
    "| a | {} |",
    "<details><summary>{}",
    "\\## {}",
    "a\u0308 is not \u00e4 {}",
    "inner \r return {}",
    "$& \\1 \\g<0> {}",
    "prepsite: '1' # {}",
)
BARE_LINES = (
    "---",
    "===",
    "```",
    "~~~",
    "~~~~",
    "<!--",
    "-->",
    "##",
    "## ",
    "# Roadmap",
    "## Predicted questions",
    "***",
    "=======",
    "<!-- prepsite:section prep_plan 0123456789abcdef -->",
    "<!-- prepsite:section",
)


def operation(weight: float = 1.0) -> Callable[[Act], Act]:
    """Register a step under its function's name."""

    def register(act: Act) -> Act:
        OPERATIONS[act.__name__] = Kind(act, weight)
        return act

    return register


def edit(weight: float = 1.0) -> Callable[[Edit], Edit]:
    """Register a step that edits one document as text."""

    def register(change: Edit) -> Edit:
        def act(state: State, chance: random.Random) -> str:
            if not state.documents:
                return ""
            document = state.documents[chance.choice(sorted(state.documents))]
            log = change(state, document, chance)
            if log:
                state.save(document)
            return log and f"{document.name}: {log}"

        OPERATIONS[change.__name__] = Kind(act, weight)
        return change

    return register


def _strange(state: State, chance: random.Random, end: str) -> Line:
    token = state.token()
    return Line(chance.choice(STRANGE_LINES).format(token), end, 0, token)


def _put(document: Document, place: int, lines: list[Line]) -> None:
    """Put whole lines into the body, the line before them ended."""
    if place and not document.body[place - 1].end:
        document.body[place - 1] = replace(document.body[place - 1], end=document.end)
    if not place and document.head and not document.head[-1].end:
        document.head[-1] = replace(document.head[-1], end=document.end)
    document.body[place:place] = lines


def _boundary(document: Document, chance: random.Random) -> int:
    """Return where a section begins, or the end of the file."""
    return chance.choice([*document.markers(), len(document.body)])


def _field(generated: dict[int, Generated], origin: int) -> str:
    return generated[origin].field


@edit(3)
def insert_line(state: State, document: Document, chance: random.Random) -> str:
    """Put a strange line anywhere."""
    place = chance.randint(0, len(document.body))
    line = _strange(state, chance, document.end)
    _put(document, place, [line])
    return f"line {place} is now {line.text!r}"


@edit(1.5)
def insert_bare(state: State, document: Document, chance: random.Random) -> str:
    """Put a line that may open or close something anywhere, with a person's line after it."""
    place = chance.randint(0, len(document.body))
    token = state.token()
    bare = Line(chance.choice(BARE_LINES), document.end)
    lines = [bare, Line(f"after it {token}", document.end, 0, token)]
    _put(document, place, lines if chance.random() < 0.7 else [bare])
    return f"line {place} is now {bare.text!r}"


@edit(3)
def change_line(state: State, document: Document, chance: random.Random) -> str:
    """Change a line: words before, behind or instead, or blanks behind it."""
    places = [place for place, line in enumerate(document.body) if not line.blank]
    if not places:
        return ""
    place = chance.choice(places)
    line = document.body[place]
    token = state.token()
    text, token = chance.choice(
        [
            (f"{line.text} {token}", token),
            (f"{token} {line.text}", token),
            (f"instead {token}", token),
            (f"{line.text}  ", line.token),
            (f"{line.text}\u00a0", line.token),
            (line.text.upper(), ""),
        ]
    )
    if text == line.text:
        return ""
    ours = 0 if token or text.strip() != line.text.strip() else line.origin
    document.body[place] = replace(line, text=text, token=token, origin=ours)
    return f"line {place} {line.text!r} → {text!r}"


@edit(1.5)
def delete_line(state: State, document: Document, chance: random.Random) -> str:
    """Delete a line that says something."""
    places = [place for place, line in enumerate(document.body) if not line.blank]
    if not places:
        return ""
    line = document.body.pop(chance.choice(places))
    return f"without {line.text!r}"


@edit(2)
def own_section(state: State, document: Document, chance: random.Random) -> str:
    """Add a section of one's own before, between or after."""
    place, end = _boundary(document, chance), document.end
    first, second = state.token(), state.token()
    lines = [Line(f"## Mine {first}", end, 0, first), Line("", end), Line(f"My text {second}", end, 0, second)]
    lines += [_strange(state, chance, end) for _ in range(chance.randint(0, 2))]
    _put(document, place, [*lines, Line("", end)])
    return f"own section at line {place}: {[line.text for line in lines[3:]]}"


@edit(1)
def free_text(state: State, document: Document, chance: random.Random) -> str:
    """Add text without a heading, before the first section, between two, or at the end."""
    place = chance.choice([0, _boundary(document, chance), len(document.body)])
    _put(
        document, place, [Line("", document.end), _strange(state, chance, document.end), Line("", document.end)]
    )
    return f"free text at line {place}: {document.body[place + 1].text!r}"


@edit(0.6)
def blank_lines(state: State, document: Document, chance: random.Random) -> str:
    """Add blank lines anywhere, or take one away."""
    place = chance.randint(0, len(document.body))
    blanks = [number for number, line in enumerate(document.body) if line.blank]
    if blanks and chance.random() < 0.5:
        document.body.pop(chance.choice(blanks))
        return "a blank line less"
    _put(document, place, [Line("", document.end)] * chance.randint(1, 3))
    return f"blank lines at {place}"


@edit(2)
def delete_section(state: State, document: Document, chance: random.Random) -> str:
    """Delete all lines of a section that are still as generated."""
    origins = document.origins()
    if not origins:
        return ""
    origin = chance.choice(origins)
    document.body = [line for line in document.body if line.origin != origin]
    return f"without {_field(state.generated, origin)}"


@edit(1.2)
def move_section(state: State, document: Document, chance: random.Random) -> str:
    """Move a section, with what a person wrote in it, to where another begins, or anywhere."""
    origins = document.origins()
    if not origins:
        return ""
    origin = chance.choice(origins)
    begin, end = document.span(origin)
    lines = document.body[begin:end]
    del document.body[begin:end]
    where = _boundary(document, chance)
    if chance.random() < 0.2:
        where = chance.randint(0, len(document.body))
    lines[-1] = replace(lines[-1], end=document.end)
    _put(document, where, [*lines, Line("", document.end)])
    return f"{_field(state.generated, origin)} moved to line {where}"


@edit(1.2)
def double_section(state: State, document: Document, chance: random.Random) -> str:
    """Paste a copy of a section, as it stands, at the place of another."""
    origins = document.origins()
    if not origins:
        return ""
    origin = chance.choice(origins)
    begin, end = document.span(origin)
    _put(
        document, _boundary(document, chance), _pasted(state, document, document.body[begin:end], document.name)
    )
    return f"{_field(state.generated, origin)} doubled"


@edit(0.5)
def paste_from_another(state: State, document: Document, chance: random.Random) -> str:
    """Paste a section of another document."""
    other = state.documents[chance.choice(sorted(state.documents))]
    origins = other.origins()
    if not origins:
        return ""
    origin = chance.choice(origins)
    begin, end = other.span(origin)
    _put(document, _boundary(document, chance), _pasted(state, document, other.body[begin:end], other.name))
    return f"{_field(state.generated, origin)} pasted from {other.name}"


def _pasted(state: State, document: Document, lines: list[Line], source: str) -> list[Line]:
    """Return lines as a copy: sections in it are new ones, and a person's lines get words of their own."""
    origins: dict[int, int] = {0: 0}
    pasted = []
    for line in lines:
        if line.origin not in origins:
            new = max(state.generated) + 1
            state.generated[new] = replace(state.generated[line.origin], document=source)
            origins[line.origin] = new
        token = state.token() if line.token else ""
        text = line.text.replace(line.token, token) if line.token else line.text
        pasted.append(Line(text, document.end, origins[line.origin], token))
    return [*pasted, Line("", document.end)]


@edit(1)
def rename_heading(state: State, document: Document, chance: random.Random) -> str:
    """Give a section another heading, or make its heading another kind of line."""
    places = [place for place, line in enumerate(document.body) if line.origin and line.text.startswith("## ")]
    if not places:
        return ""
    place = chance.choice(places)
    token = state.token()
    text = chance.choice(
        [
            f"## {token}",
            f"{document.body[place].text} {token}",
            f"### {token}",
            f"# {token}",
            f"{token}",
            f"##{token}",
        ]
    )
    document.body[place] = Line(text, document.body[place].end, 0, token)
    return f"heading is now {text!r}"


@edit(1.5)
def damage_marker(state: State, document: Document, chance: random.Random) -> str:
    """Drop a marker, or damage it."""
    places = [place for place in document.markers() if document.body[place].origin]
    if not places:
        return ""
    place = chance.choice(places)
    line = document.body[place]
    text = line.text.rstrip()
    found = MARKER.match(text)
    name = found[1] if found else ""
    fields = fields_of(document.name)
    damaged = chance.choice(
        [
            "",
            text.replace(name, name.upper()),
            text.replace(name, chance.choice(fields)),
            text.replace(name, "no_such_field"),
            text[:-4] + "0" + text[-4:],
            text[:-6] + ("0" if text[-6] != "0" else "1") + text[-5:],
            text.removesuffix("-->"),
            text.removeprefix("<!-- "),
            f"  {text}",
            f"{text} mine",
            text.replace("section ", "section  "),
            text.replace("<!-- ", "<!--"),
        ]
    )
    if not damaged:
        document.body.pop(place)
    elif damaged == text:
        return ""
    else:
        document.body[place] = replace(line, text=damaged, origin=0)
    return f"marker {text!r} → {damaged!r}"


@edit(0.8)
def restore_section(state: State, document: Document, chance: random.Random) -> str:
    """Take back all edits within a section."""
    origins = document.origins()
    if not origins:
        return ""
    origin = chance.choice(origins)
    begin, end = document.span(origin)
    inner = {line.origin for line in document.body[begin:end] if not line.blank} - {0, origin}
    if inner:
        return ""
    document.body[begin:end] = [Line(text, document.end, origin) for text in state.generated[origin].lines]
    return f"{_field(state.generated, origin)} as it was generated"


@edit(1)
def line_ends(state: State, document: Document, chance: random.Random) -> str:
    """Convert the line ends of the file, or of a part of it."""
    end = chance.choice(["\r\n", "\r\n", "\n", "\r"])
    part = chance.random() < 0.25 and end != "\r"
    first, last = sorted(chance.randint(0, len(document.body)) for _ in range(2))
    for lines in (document.head, document.body):
        for place, line in enumerate(lines):
            if line.end and (not part or (lines is document.body and first <= place < last)):
                lines[place] = replace(line, end=end)
    return f"line ends {end!r}{f' from {first} to {last}' if part else ''}"


@edit(0.6)
def end_of_file(state: State, document: Document, chance: random.Random) -> str:
    """Take the newline at the end away, or add blank lines there."""
    lines = document.body or document.head
    if not lines:
        return ""
    if chance.random() < 0.6:
        while lines and lines[-1].blank and len(lines) > 1:
            lines.pop()
        lines[-1] = replace(lines[-1], end="")
        return "no newline at the end"
    _put(document, len(document.body), [Line("", document.end)] * chance.randint(1, 4))
    return "blank lines at the end"


@edit(0.4)
def byte_order_mark(state: State, document: Document, chance: random.Random) -> str:
    """Add a byte order mark, or take it away."""
    lines = document.head or document.body
    if not lines:
        return ""
    text = lines[0].text
    lines[0] = replace(
        lines[0], text=text.removeprefix("\ufeff") if text.startswith("\ufeff") else f"\ufeff{text}"
    )
    return "byte order mark"


@edit(0.3)
def bad_bytes(state: State, document: Document, chance: random.Random) -> str:
    """Put bytes that are no UTF-8, or characters that no text should hold, anywhere."""
    token = state.token()
    odd = chance.choice(["\udcff\udcfe", "\x00", "\x1b[31m", "\ufffe"])
    place = chance.randint(0, len(document.body))
    _put(document, place, [Line(f"{odd} {token}", document.end, 0, token)])
    document.strange = True
    return f"line {place} holds {odd!r}"


@edit(1.2)
def comment_the_head(state: State, document: Document, chance: random.Random) -> str:
    """Write a comment into the front matter: a line of its own, or behind a value."""
    if len(document.head) < 3:
        return ""
    token = state.token()
    place = chance.randint(1, len(document.head) - 1)
    line = document.head[place]
    if chance.random() < 0.6 or place == len(document.head) - 1 or line.token or not line.text.strip():
        comment = Line(f"{chance.choice(['', '  '])}# {token}", document.head[0].end, 0, token)
        document.head.insert(place, comment)
        return f"front matter line {place} is now {comment.text!r}"
    document.head[place] = replace(line, text=f"{line.text} # {token}", token=token, origin=-1)
    return f"front matter line {place} is now {document.head[place].text!r}"


@edit(0.5)
def reorder_the_head(state: State, document: Document, chance: random.Random) -> str:
    """Put the front matter's keys in another order."""
    if not document.usable or len(document.head) < 3:
        return ""
    first, *inner, last = document.head
    groups: list[list[Line]] = []
    for line in inner:
        if not groups or (line.text[:1] not in {" ", "-", "#", ""} and line.text.strip()):
            groups.append([])
        groups[-1].append(line)
    chance.shuffle(groups)
    document.head = [first, *(line for group in groups for line in group), last]
    return "front matter in another order"


@edit(0.5)
def break_the_head(state: State, document: Document, chance: random.Random) -> str:
    """Damage the front matter, or delete it."""
    if not document.usable or len(document.head) < 3:
        return ""
    document.mended = list(document.head)
    document.usable = False
    token = state.token()
    broken = chance.choice(
        ["deleted", "not YAML", "a key less", "no first line", "a line above", "a value of nothing"]
    )
    if broken == "deleted":
        document.head = []
    elif broken == "not YAML":
        document.head.insert(2, Line(f"{token}: [", document.head[0].end, 0, token))
    elif broken == "a key less":
        document.head = [line for line in document.head if not line.text.startswith("writer:")]
    elif broken == "no first line":
        document.head.pop(0)
    elif broken == "a line above":
        document.head.insert(0, Line(f"above {token}", document.head[0].end, 0, token))
    else:
        document.head = [
            replace(line, text="application: [1]") if line.text.startswith("application:") else line
            for line in document.head
        ]
    return f"front matter: {broken}"


@edit(0.4)
def mend_the_head(state: State, document: Document, chance: random.Random) -> str:
    """Put the front matter back as it was before it was damaged."""
    if document.usable:
        return ""
    document.head, document.usable = list(document.mended), True
    return "front matter mended"


@operation(0.4)
def delete_file(state: State, chance: random.Random) -> str:
    """Delete a whole document: it is missing then, and `generate` writes it."""
    if not state.documents:
        return ""
    name = chance.choice(sorted(state.documents))
    state.path(name).unlink()
    del state.documents[name]
    return f"{name} deleted"


@operation(0.4)
def take_snapshot(state: State, chance: random.Random) -> str:
    """Keep a document as it is, as a commit would."""
    if not state.documents:
        return ""
    state.snapshots.append(state.documents[chance.choice(sorted(state.documents))].copy())
    return f"{state.snapshots[-1].name} committed"


@operation(0.5)
def check_out(state: State, chance: random.Random) -> str:
    """Put a document back as it was once, as a checkout would."""
    if not state.snapshots:
        return ""
    document = chance.choice(state.snapshots).copy()
    document.rejected = state.documents[document.name].rejected if document.name in state.documents else {}
    state.documents[document.name] = document
    state.save(document)
    return f"{document.name} checked out"


@operation(4)
def change_input(state: State, chance: random.Random) -> str:
    """Change what one input says, or change it back."""
    name = chance.choice([*state.world.said, "latency", "cost", "notes"])
    number = state.world.said[name]
    if name == "notes" and number is not None and chance.random() < 0.3:
        state.world.said[name] = None
    elif number and chance.random() < 0.2:
        state.world.said[name] = number - 1
    else:
        state.world.said[name] = 0 if number is None else number + 1
    state.write_inputs()
    return f"{name} is now {state.world.said[name]}"


@operation(0.5)
def change_nothing(state: State, chance: random.Random) -> str:
    """Change only white space and comments of the inputs."""
    state.world.noise += chance.randint(1, 5)
    state.write_inputs()
    return f"white space and comments {letters(state.world.noise)}"


@operation(0.8)
def next_version(state: State, chance: random.Random) -> str:
    """Have the writer write otherwise from now on: no input has changed."""
    state.world.version += 1
    return f"the writer is of version {letters(state.world.version)}"


@operation(0.25)
def forget_private(state: State, chance: random.Random) -> str:
    """Leave behind what git ignores, as a clone does."""
    shutil.rmtree(state.workspace.private, ignore_errors=True)
    return "a clone"


@operation(0.2)
def forget_base(state: State, chance: random.Random) -> str:
    """Delete what the vault keeps of texts as generated."""
    shutil.rmtree(state.workspace.vault / ".prepsite", ignore_errors=True)
    return "without vault/.prepsite"


@operation(0.5)
def fill(state: State, chance: random.Random) -> str:
    """Build: write what is missing."""
    state.run(GenerateOptions(), filling=True)
    return "filled"


@operation(0.4)
def plain(state: State, chance: random.Random) -> str:
    """Run `generate`, perhaps for one target."""
    targets = chance.choice([(), ("acme",), ("acme/second",)])
    state.run(GenerateOptions(), targets)
    return f"generate {' '.join(targets)}"


@operation(3)
def stale(state: State, chance: random.Random) -> str:
    """Run `generate --stale`, mostly for all."""
    targets = chance.choice([(), (), (), ("acme",), ("acme/first",), ("acme/second",)])
    state.run(GenerateOptions(stale=True, base=chance.random() < 0.1), targets)
    return f"generate --stale {' '.join(targets)}"


@operation(1.2)
def again(state: State, chance: random.Random) -> str:
    """Run `generate --again`, mostly for all."""
    targets = chance.choice([(), (), ("acme",), ("acme/first",)])
    state.run(GenerateOptions(again=True), targets)
    return f"generate --again {' '.join(targets)}"
