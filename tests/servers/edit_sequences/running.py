"""Running a sequence: a vault of its own, operations one after another, what must hold after each."""

import random
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment

from edit_sequences.document import Document, Generated, Verdict, blocks_of
from edit_sequences.oracle import BrokenPromiseError, Run, broken, first_written, is_due, judge, waiting_fields
from edit_sequences.world import DOCUMENTS, ScriptedWriter, Told, World, revisions
from prepsite.app.filling import fill
from prepsite.app.generate import GenerateOptions, Outcome, generate
from prepsite.app.plan import plan_vault
from prepsite.core.brief import Brief
from prepsite.vault.layout import Workspace
from prepsite.writers.context import WriterContext
from prepsite.writers.offline import OfflineWriter
from prepsite.writers.provider import Writer
from prepsite.writers.registry import WRITERS

if TYPE_CHECKING:
    from edit_sequences.operations import Kind

SCRIPTED = "scripted"


class _Heard:
    """A progress that nobody listens to."""

    def start(self, names: Sequence[str]) -> None:
        """Hear nothing."""

    def streamed(self, name: str, tokens: int) -> None:
        """Hear nothing."""

    def done(self, outcome: Outcome) -> None:
        """Hear nothing."""


@dataclass(frozen=True)
class Operation:
    """One step: its name, and the seed of all that it chooses."""

    name: str
    seed: int

    def __str__(self) -> str:
        return f"{self.name}:{self.seed}"

    @classmethod
    def parse(cls, text: str) -> "Operation":
        """Read an operation as it is printed."""
        name, _, seed = text.partition(":")
        return cls(name, int(seed))


class CountedOffline(OfflineWriter):
    """The embedded writer, whose calls are counted."""

    def __init__(self, told: Told, context: WriterContext) -> None:
        super().__init__(context.templates)
        self._counted = told

    def prompt_digest(self, brief: Brief) -> str:
        """Count: it is asked for once a document."""
        self._counted.calls += 1
        return super().prompt_digest(brief)


@dataclass
class Figures:
    """What was done, counted."""

    sequences: int = 0
    operations: int = 0
    commands: int = 0
    reruns: int = 0
    lines: int = 0
    renewed: int = 0
    proposals: int = 0
    decisions: int = 0
    named: dict[str, int] = field(default_factory=dict)

    def add(self, other: "Figures") -> None:
        """Add another's figures to these."""
        for name in (
            "sequences",
            "operations",
            "commands",
            "reruns",
            "lines",
            "renewed",
            "proposals",
            "decisions",
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name, count in other.named.items():
            self.named[name] = self.named.get(name, 0) + count


class State:
    """A vault, what the tests know of it, and the commands that act on it."""

    def __init__(self, root: Path, *, writer: str = SCRIPTED) -> None:
        self.workspace = Workspace.at(root)
        self.writer = writer
        self.world = World()
        self.generated: dict[int, Generated] = {}
        self.documents: dict[str, Document] = {}
        self.snapshots: list[Document] = []
        self.told = Told()
        self.figures = Figures()
        self.tokens = 0
        self.log: list[str] = []
        self.world.write(self.workspace.vault)
        if writer == "offline":
            settings = self.workspace.vault / "prepsite.yml"
            settings.write_text("writer: offline\ntoday: 2026-03-10\n", encoding="utf-8")

    def token(self) -> str:
        """Return words that stand nowhere else."""
        self.tokens += 1
        return f"zq{self.tokens}qz"

    def path(self, name: str) -> Path:
        """Return the path of a document."""
        return self.workspace.vault / DOCUMENTS[name]

    def save(self, document: Document) -> None:
        """Write a document as its person edited it."""
        self.path(document.name).write_bytes(document.text.encode("utf-8", "surrogateescape"))

    def write_inputs(self) -> None:
        """Write the vault's inputs; the settings stay."""
        settings = self.workspace.vault / "prepsite.yml"
        kept = settings.read_bytes()
        self.world.write(self.workspace.vault)
        settings.write_bytes(kept)

    def tree(self) -> dict[str, bytes]:
        """Return the bytes of every file of the vault."""
        vault = self.workspace.vault
        found = (path for path in sorted(vault.rglob("*")) if path.is_file())
        return {path.relative_to(vault).as_posix(): path.read_bytes() for path in found}

    def run(self, options: GenerateOptions, targets: Sequence[str] = (), *, filling: bool = False) -> None:
        """Run a command, check all that must hold, run it again and check that nothing happens."""
        before = self.tree()
        if options.stale:
            self._plan_is_exact()
        self._command(options, targets, filling=filling)
        after = self.tree()
        self._inputs_are_untouched(before, after)
        for name in DOCUMENTS:
            self._document(name, options, in_scope=not filling and _is_meant(name, targets, options))
        self._kept_texts_are_whole(before, after)
        calls = self.told.calls
        self._command(options, targets, filling=filling)
        self.figures.reruns += 1
        again = self.tree()
        if again != after:
            names = [name for name in sorted({*again, *after}) if again.get(name) != after.get(name)]
            told = "\n".join(
                f"    {name}: {_short(after.get(name))} → {_short(again.get(name))}" for name in names
            )
            raise BrokenPromiseError(f"the same command changed the vault again:\n{told}")
        if self.told.calls != calls and not options.again:
            raise BrokenPromiseError(f"the same command asked the writer {self.told.calls - calls} times again")

    def _plan_is_exact(self) -> None:
        """Check that the plan calls stale exactly those unedited sections that are."""
        _, plan = plan_vault(self.workspace)
        for planned in plan.documents:
            document = self.documents.get(planned.name)
            if document is None or self.writer != SCRIPTED:
                continue
            run = Run(self.world, self.generated, says=True, again=False)
            told = {section.field: bool(section.changed) for section in planned.sections}
            for block in blocks_of(document, self.generated):
                name = self.generated[block.origin].field if block.origin else ""
                if block.verdict is Verdict.FREE and told.get(name) != is_due(run, block):
                    due = "stale" if is_due(run, block) else "up to date"
                    raise broken(
                        f"{name} is {due}, and the plan says {told.get(name)}", document, document.text
                    )

    def _command(self, options: GenerateOptions, targets: Sequence[str], *, filling: bool) -> None:
        self.figures.commands += 1
        self.told.version = self.world.version
        with _registered(self.told):
            if filling:
                fill(self.workspace, _Heard())
            else:
                generate(self.workspace, targets, options, _Heard())

    def _document(self, name: str, options: GenerateOptions, *, in_scope: bool) -> None:
        path = self.path(name)
        before = self.documents.get(name)
        run = Run(self.world, self.generated, self.writer == SCRIPTED, options.again)
        text = path.read_bytes().decode("utf-8", "surrogateescape") if path.exists() else None
        if before is None:
            if text is not None:
                self.documents[name] = first_written(run, name, text)
            return
        if text is None:
            raise BrokenPromiseError(f"{name}: the file is gone")
        if not (in_scope and (options.again or options.stale)):
            if text != before.text:
                raise broken("nobody asked for this file to change", before, text)
            return
        waiting = waiting_fields(run, before)
        after = judge(run, before, text)
        self.figures.lines += sum(bool(line.token) for line in before.body)
        self.figures.renewed += text != before.text
        self.documents[name] = after
        self._waits(before, waiting, text)

    def _waits(self, document: Document, waiting: dict[str, dict[str, str]], text: str) -> None:
        """Check that a new text waits beside each edited section that is out of date."""
        folder = self.workspace.vault / ".prepsite/proposals" / DOCUMENTS[document.name].removesuffix(".md")
        for name, expected in waiting.items():
            if name == "not_addressed" and not self.world.says_not_addressed:
                continue
            path = folder / f"{name}.md"
            if not path.is_file():
                raise broken(f"no new text waits beside the edited {name}", document, text)
            _, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
            said = {key: value for key, value in revisions(body).items() if key != "version"}
            if said != expected:
                raise broken(f"beside {name} waits {said}, and the vault says {expected}", document, text)
            self.figures.proposals += 1

    def _inputs_are_untouched(self, before: dict[str, bytes], after: dict[str, bytes]) -> None:
        for name in {*before, *after}:
            if name.startswith(".prepsite/") or name in DOCUMENTS.values():
                continue
            if before.get(name) != after.get(name):
                raise BrokenPromiseError(f"{name}: a command wrote what is not its own, or left it behind")

    def _kept_texts_are_whole(self, before: dict[str, bytes], after: dict[str, bytes]) -> None:
        """Check the kept texts: named by their bytes, never changed, without a word of a person's."""
        for name, content in after.items():
            if not name.startswith(".prepsite/"):
                continue
            if name.endswith(".tmp"):
                raise BrokenPromiseError(f"{name}: a temporary file was left")
            if b"qz" in content and b"zq" in content:
                raise BrokenPromiseError(f"{name}: holds a person's own words")
            if name.startswith(".prepsite/base/"):
                if Path(name).stem != sha256(content).hexdigest()[:16]:
                    raise BrokenPromiseError(f"{name}: is not named by its bytes")
                if before.get(name, content) != content:
                    raise BrokenPromiseError(f"{name}: a text as generated was changed")


@contextmanager
def _registered(told: Told) -> Iterator[None]:
    """Register the counted writers; have each template compiled once, whatever the vault."""
    kept, compiled = dict(WRITERS), Environment.compile
    WRITERS[SCRIPTED] = partial(_scripted, told)
    WRITERS["offline"] = partial(CountedOffline, told)
    Environment.compile = _compiled_once(compiled)  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        Environment.compile = compiled  # type: ignore[method-assign]
        WRITERS.clear()
        WRITERS.update(kept)


_COMPILED: dict[tuple[object, ...], object] = {}


def _compiled_once(compiled: Callable[..., object]) -> Callable[..., object]:
    def once(environment: Environment, *given: object, **named: object) -> object:
        key = (given, tuple(sorted(named.items())))
        if key not in _COMPILED:
            _COMPILED[key] = compiled(environment, *given, **named)
        return _COMPILED[key]

    return once


def _short(content: bytes | None) -> str:
    return "not there" if content is None else repr(content[:300])


def _scripted(told: Told, context: WriterContext) -> Writer:
    return ScriptedWriter(told, context)


def _is_meant(name: str, targets: Sequence[str], options: GenerateOptions) -> bool:
    if options.base:
        return "/" not in name and (not targets or any(target.partition("/")[0] == name for target in targets))
    return not targets or name in targets or any(target == name.partition("/")[0] for target in targets)


def _operations() -> "dict[str, Kind]":
    """Return all kinds of steps; they act on a State, so they are imported after it."""
    import_module("edit_sequences.decisions")
    return import_module("edit_sequences.operations").OPERATIONS  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Failure:
    """A sequence that broke a promise, at its shortest, with what its steps did."""

    operations: tuple[Operation, ...]
    writer: str
    reason: str
    log: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Return what went wrong in a few words, without what differs from vault to vault."""
        words = [word for word in self.reason.splitlines()[0].split() if word.isalpha() and word != "seed"]
        return " ".join(words[:6])

    def __str__(self) -> str:
        steps = "\n".join(f"  {step}" for step in self.log)
        replay = " ".join(str(operation) for operation in self.operations)
        return f"{self.reason}\n{steps}\nreplay: --writer {self.writer} --replay {replay!r}"


def play(
    operations: Iterable[Operation], folder: Path, writer: str = SCRIPTED, figures: Figures | None = None
) -> Failure | None:
    """Play one sequence in `folder`, which is removed after; return how it failed, or None."""
    kinds = _operations()
    made = tuple(operations)
    root = folder / "search"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    state = State(root, writer=writer)
    try:
        for operation in made:
            log = kinds[operation.name].act(state, random.Random(operation.seed))  # noqa: S311
            state.figures.operations += 1
            state.figures.named[operation.name] = state.figures.named.get(operation.name, 0) + 1
            state.log.append(f"{operation}  {log or 'nothing to do'}")
    except BrokenPromiseError as error:
        return Failure(made, writer, str(error), (*state.log, f"{operation}  ← here"))
    except Exception as error:  # noqa: BLE001 - a crash is a broken promise too, to be told at its shortest
        crashed = f"crashed: {type(error).__name__}: {error}"
        return Failure(made, writer, crashed, (*state.log, f"{operation}  ← here"))
    finally:
        state.figures.sequences = 1
        if figures is not None:
            figures.add(state.figures)
        shutil.rmtree(root, ignore_errors=True)
    return None


def shrunk(failure: Failure, folder: Path) -> Failure:
    """Return the failure with every step left out that it does not need."""
    smallest = failure
    tried = True
    while tried:
        tried = False
        for place in range(len(smallest.operations) - 1, -1, -1):
            fewer = smallest.operations[:place] + smallest.operations[place + 1 :]
            found = play(fewer, folder, failure.writer)
            if found is not None and found.kind == failure.kind:
                smallest, tried = found, True
    return smallest


def sequence(seed: int) -> tuple[tuple[Operation, ...], str]:
    """Return the operations of a seed, and who writes."""
    kinds = _operations()
    chance = random.Random(seed)  # noqa: S311
    names = list(kinds)
    weights = [kinds[name].weight for name in names]
    length = chance.randint(3, 12)
    drawn = chance.choices(names, weights, k=length)
    steps = ["fill", *drawn, "stale", "again"] if chance.random() < 0.5 else ["fill", *drawn, "stale"]
    writer = "offline" if chance.random() < 0.04 else SCRIPTED
    return tuple(Operation(name, chance.randrange(1_000_000)) for name in steps), writer


def play_many(seeds: Iterable[int], folder: Path, figures: Figures, most: int = 5) -> list[Failure]:
    """Play the sequences of many seeds; return the shortest failures, one of a kind, `most` at the most."""
    failures: dict[str, Failure] = {}
    for seed in seeds:
        operations, writer = sequence(seed)
        failure = play(operations, folder, writer, figures)
        if failure is None or failure.kind in failures:
            continue
        small = shrunk(failure, folder)
        failures[failure.kind] = Failure(
            small.operations, small.writer, f"seed {seed}: {small.reason}", small.log
        )
        if len(failures) >= most:
            break
    return list(failures.values())
