"""Generate: have a writer write what prep is missing or stale, and keep it in the vault.

A writer is asked outside the lock, which is held only while a file is put in place. One
document that fails stops no other. Rounds are written after the base prep of their application,
which a language model is told.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace

from prepsite.app.bases import sweep_bases
from prepsite.app.documents import Work, is_written, prep_at, with_prep, write_document
from prepsite.app.locking import sweep_leftovers
from prepsite.app.outcomes import GenerateOptions, Outcome, Progress
from prepsite.app.reviewing import review_of
from prepsite.app.scheduling import at_once, one_by_one
from prepsite.app.targets import choose
from prepsite.core.plan import Plan, PlannedDocument, plan_of
from prepsite.core.vault import Vault
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault
from prepsite.writers.context import WriterContext
from prepsite.writers.registry import writer_named

__all__ = ["GenerateOptions", "Outcome", "Progress", "Run", "Work", "generate", "is_written"]


def generate(
    workspace: Workspace, targets: Sequence[str], options: GenerateOptions, progress: Progress
) -> tuple[Outcome, ...]:
    """Write what the targets lack: `application` or `application/interview`; all, if none is named.

    Raises UsageError for a target or writer that doesn't exist, PrepsiteError where the writer can
    write nothing at all; everything that goes wrong with one document is its outcome.
    """
    # First of all: a save that a kill displaced is given back before the vault is read.
    for path in sweep_leftovers(workspace):
        message = "a save of yours that a killed run had displaced is back"
        progress.done(Outcome(workspace.relative(path), ok=True, message=message, written=True))
    vault = read_vault(workspace)
    templates = JinjaTemplates(workspace.templates)
    context = WriterContext(
        templates,
        vault.settings,
        workspace.private,
        streamed=progress.streamed,
        review=review_of(vault, templates),
        again=options.again,
        max_cost=options.max_cost,
    )
    writer = writer_named(options.writer or vault.settings.writer, context)
    chosen = choose(
        _plan(vault, targets), targets, base_only=options.base, stale=options.stale, again=options.again
    )
    progress.start([planned.name for planned in chosen])
    if any(is_written(planned, options) for planned in chosen):
        writer.ready()
    run = Run(Work(workspace, vault, writer, templates, options), progress)
    with closing(writer):
        if writer.remote and options.jobs > 1:
            at_once(chosen, options.jobs, run.write, run.done, writer.close)
        else:
            one_by_one(chosen, run.write, run.done)
    outcomes = tuple(run.outcomes[planned.name] for planned in chosen)
    sweep_bases(workspace, vault, outcomes)
    return outcomes


def _plan(vault: Vault, targets: Sequence[str]) -> Plan:
    """Return the plan, without applications that no target names: each is planned by itself."""
    names = {target.strip("/").partition("/")[0] for target in targets}
    if names and names <= vault.applications.keys():
        named = {name: record for name, record in vault.applications.items() if name in names}
        vault = replace(vault, applications=named)
    return plan_of(vault)


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
        base = self.outcomes.get(planned.application_id)
        if planned.interview_id and base and base.unwritten and is_written(planned, self._work.options):
            # Written from the base prep as it was, it would stay so when that is written at last.
            message = f"waits for base prep, which was not written; {base.message}"
            return Outcome(planned.name, ok=False, message=message, path=planned.path)
        return write_document(self._work, planned)

    def done(self, planned: PlannedDocument, outcome: Outcome) -> None:
        """Take note of a document, and show its base prep to the rounds that come after."""
        self.outcomes[planned.name] = outcome
        if outcome.ok and planned.interview_id is None and is_written(planned, self._work.options):
            # Written by this run, or by another one meanwhile.
            prep = prep_at(self._work.workspace, planned.path)
            self._work = replace(self._work, vault=with_prep(self._work.vault, planned, prep))
        self._progress.done(outcome)
