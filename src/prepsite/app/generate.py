"""Generate: have a writer write what prep is missing or stale, and keep it in the vault.

A writer is asked outside the lock, which is held only while a file is put in place. One
document that fails stops no other. Rounds are written after the base prep of their application,
which a language model is told.
"""

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from prepsite.app.drafting import draft, review_of
from prepsite.app.locking import sweep_leftovers, writing
from prepsite.app.scheduling import at_once, one_by_one
from prepsite.app.targets import choose
from prepsite.core.document import PrepDocument, SectionState, render, replace_sections, split
from prepsite.core.plan import PlannedDocument, PlanState, plan_of, provenance_of
from prepsite.core.vault import PrepFile, Vault
from prepsite.errors import PrepsiteError, UsageError
from prepsite.models.provenance import Provenance
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault
from prepsite.vault.writer import replace_text, write_new
from prepsite.writers.context import WriterContext
from prepsite.writers.provider import Writer
from prepsite.writers.registry import writer_named


@dataclass(frozen=True)
class GenerateOptions:
    """What to write: `stale` and `again` replace sections nobody edited; `base` leaves rounds out.

    `jobs` documents at a time are asked of a server, for `max_cost` US dollars at the most.
    """

    writer: str | None = None
    base: bool = False
    stale: bool = False
    again: bool = False
    jobs: int = 4
    max_cost: Decimal | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one document; `kept` are sections that a person edited or deleted."""

    name: str
    ok: bool
    message: str
    path: str = ""
    kept: tuple[str, ...] = ()
    written: bool = False


class Progress(Protocol):
    """Hears which documents will be written, and what became of each."""

    def start(self, names: Sequence[str]) -> None:
        """Hear the names of the documents, in the order they will be written."""
        ...

    def streamed(self, name: str, tokens: int) -> None:
        """Hear how many tokens of a document have arrived; called from several threads."""
        ...

    def done(self, outcome: Outcome) -> None:
        """Hear what became of one."""
        ...


def generate(
    workspace: Workspace, targets: Sequence[str], options: GenerateOptions, progress: Progress
) -> tuple[Outcome, ...]:
    """Write what the targets lack: `application` or `application/interview`; all, if none is named.

    Raises UsageError for a target or writer that doesn't exist, PrepsiteError where the writer can
    write nothing at all; everything that goes wrong with one document is its outcome.
    """
    # First of all: a save that a kill displaced is given back before the vault is read.
    sweep_leftovers(workspace)
    vault = read_vault(workspace)
    templates = JinjaTemplates(workspace.templates)
    context = WriterContext(
        templates,
        vault.settings,
        workspace.private,
        streamed=progress.streamed,
        review=review_of(vault),
        again=options.again,
        max_cost=options.max_cost,
    )
    writer = writer_named(options.writer or vault.settings.writer, context)
    chosen = choose(plan_of(vault), targets, base_only=options.base, stale=options.stale, again=options.again)
    progress.start([planned.name for planned in chosen])
    if any(is_written(planned, options) for planned in chosen):
        writer.ready()
    run = Run(Work(workspace, vault, writer, templates, options), progress)
    with closing(writer):
        if writer.remote and options.jobs > 1:
            at_once(chosen, options.jobs, run.write, run.done, writer.close)
        else:
            one_by_one(chosen, run.write, run.done)
    return tuple(run.outcomes[planned.name] for planned in chosen)


def fill(workspace: Workspace, progress: Progress) -> tuple[Outcome, ...]:
    """Write only the prep that is missing, touching no file that exists.

    A writer that can't write, for want of a key or of trust, is one failed outcome.
    """
    try:
        return generate(workspace, (), GenerateOptions(), progress)
    except UsageError:
        raise
    except PrepsiteError as error:
        outcome = Outcome("prep", ok=False, message=str(error))
        progress.done(outcome)
        return (outcome,)


def is_written(planned: PlannedDocument, options: GenerateOptions) -> bool:
    """Tell whether a writer is asked for a document."""
    if planned.state in {PlanState.MISSING, PlanState.SKIPPED} and not planned.exists:
        return True
    return options.again or (options.stale and planned.state is PlanState.STALE)


@dataclass(frozen=True)
class Work:
    """What documents are written with: the vault as read, the writer, the options."""

    workspace: Workspace
    vault: Vault
    writer: Writer
    templates: JinjaTemplates
    options: GenerateOptions


class Run:
    """The run of one command: what became of each document, and the vault as it grows."""

    def __init__(self, work: Work, progress: Progress) -> None:
        self._work = work
        self._progress = progress
        self.outcomes: dict[str, Outcome] = {}

    @property
    def vault(self) -> Vault:
        """Return the vault as it is by now."""
        return self._work.vault

    def write(self, planned: PlannedDocument) -> Outcome:
        """Write one document; called from several threads."""
        return _one(self._work, planned)

    def done(self, planned: PlannedDocument, outcome: Outcome) -> None:
        """Take note of a document, and show its base prep to the rounds that come after."""
        self.outcomes[planned.name] = outcome
        if outcome.written and planned.interview_id is None:
            self._work = replace(self._work, vault=_with_base(self._work, planned))
        self._progress.done(outcome)


def _with_base(work: Work, planned: PlannedDocument) -> Vault:
    """Return the vault with the base prep that was just written."""
    text = (work.workspace.root / planned.path).read_bytes().decode("utf-8", "replace")
    record = replace(work.vault.applications[planned.application_id], prep=PrepFile(planned.path, text))
    return replace(work.vault, applications={**work.vault.applications, record.id: record})


def _one(work: Work, planned: PlannedDocument) -> Outcome:
    try:
        if planned.state is PlanState.BLOCKED:
            return Outcome(planned.name, ok=False, message=f"blocked: {planned.reason}", path=planned.path)
        prep = _prep_file(work.vault, planned)
        if prep is None:
            return _write_first(work, planned)
        if work.options.again or (work.options.stale and planned.state is PlanState.STALE):
            return _rewrite(work, planned, prep)
        return _left_alone(planned)
    except PrepsiteError as error:
        return Outcome(planned.name, ok=False, message=str(error), path=planned.path)


def _left_alone(planned: PlannedDocument) -> Outcome:
    if planned.state is PlanState.STALE:
        message = f"stale, kept as it is: {planned.reason}; run `{planned.command}`"
    else:
        message = f"up to date{f': {planned.reason}' if planned.reason else ''}"
    kept = tuple(s.field for s in planned.sections if s.changed and s.state is not SectionState.UNEDITED)
    return Outcome(planned.name, ok=True, message=message, path=planned.path, kept=kept)


def _write_first(work: Work, planned: PlannedDocument) -> Outcome:
    drafted = draft(work.vault, planned, work.writer, work.templates)
    text = render(drafted.head(_today(work.vault)), drafted.bodies.items())
    path = work.workspace.root / planned.path
    with writing(work.workspace):
        write_new(path, text)
    return Outcome(
        planned.name,
        ok=True,
        message=f"written by the {work.writer.name} writer{_told_cost(drafted.provenance)}",
        path=planned.path,
        written=True,
    )


def _rewrite(work: Work, planned: PlannedDocument, prep: PrepFile) -> Outcome:
    provenance = provenance_of(prep)
    if provenance is None:
        raise PrepsiteError(
            "its front matter can't be used, so nothing tells what is yours",
            where=prep.path,
            remedy="mend the front matter, or move the file away and generate it anew",
        )
    drafted = draft(work.vault, planned, work.writer, work.templates)
    document = split(prep.text)
    chosen = _replaceable(planned, document, again=work.options.again)
    fresh = {field for field in drafted.bodies if field not in provenance.inputs}
    bodies = [(field, body) for field, body in drafted.bodies.items() if field in chosen | fresh]
    head = drafted.head(_today(work.vault), kept=provenance.inputs, fields={field for field, _ in bodies})
    text = replace_sections(document, bodies, head).text
    with writing(work.workspace):
        changed = replace_text(work.workspace.root / prep.path, text, prep.text)
    kept = tuple(field for field in provenance.inputs if field not in chosen and field in drafted.bodies)
    if not work.options.again:
        kept = tuple(section.field for section in planned.sections if section.changed and section.field in kept)
    return Outcome(
        planned.name,
        ok=True,
        message=_told(bodies, kept, document, changed=changed),
        path=prep.path,
        kept=kept,
        written=changed,
    )


def _replaceable(planned: PlannedDocument, document: PrepDocument, again: bool) -> set[str]:
    """Return the fields whose sections nobody edited, and that are stale unless all are asked for."""
    stale = {section.field for section in planned.sections if section.changed}
    return {
        section.field
        for section in document.sections
        if section.field and section.state is SectionState.UNEDITED and (again or section.field in stale)
    }


def _told(
    bodies: Sequence[tuple[str, str]], kept: Iterable[str], document: PrepDocument, *, changed: bool
) -> str:
    present = set(document.fields)
    message = (
        f"replaced {', '.join(field for field, _ in bodies)}" if changed and bodies else "nothing to replace"
    )
    edited = [field for field in kept if field in present]
    gone = [field for field in kept if field not in present]
    if edited:
        message += f"; kept your {', '.join(edited)}"
    if gone:
        message += f"; left out {', '.join(gone)}, which you deleted or marked as your own"
    return message


def _told_cost(provenance: Provenance) -> str:
    """Say what a document took, where it took anything."""
    if provenance.tokens is None:
        return ""
    cost = "at an unknown price" if provenance.cost is None else f"for {provenance.cost} US dollars"
    left_out = f", without {', '.join(provenance.left_out)}" if provenance.left_out else ""
    return (
        f", {provenance.tokens.read:,} tokens read and {provenance.tokens.written:,} written {cost}{left_out}"
    )


def _prep_file(vault: Vault, planned: PlannedDocument) -> PrepFile | None:
    record = vault.applications[planned.application_id]
    if planned.interview_id is None:
        return record.prep
    found = record.interview(planned.interview_id)
    return found.prep if found else None


def _today(vault: Vault) -> date:
    return vault.settings.today or datetime.now(vault.settings.zone).date()
