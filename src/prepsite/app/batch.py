"""Batches: documents asked for at half the price within a day, written when the replies are there.

A round's prompt holds the base prep of its application, so a round is asked for only once that is
written. A batch is remembered before anything is uploaded and after each step; whatever a crash
left open is looked for at the server before anything is submitted again.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from prepsite.app.collecting import Session, collect
from prepsite.app.generate import GenerateOptions, Outcome, Progress, is_written
from prepsite.app.reviewing import review_of
from prepsite.app.targets import choose
from prepsite.core.brief import brief_for
from prepsite.core.plan import PlannedDocument, plan_of
from prepsite.errors import PrepsiteError, UsageError
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace
from prepsite.vault.named import named
from prepsite.vault.reader import read_vault
from prepsite.writers.context import WriterContext
from prepsite.writers.openai import batch as lines_of
from prepsite.writers.openai.batch_calls import BatchCaller, NoBatchesError
from prepsite.writers.openai.budget import Budget
from prepsite.writers.openai.faults import Fault, FaultKind
from prepsite.writers.openai.kept import KeptWriter
from prepsite.writers.openai.key import Key
from prepsite.writers.openai.remembered import Batch, Line, Remembered, Task, new_batch
from prepsite.writers.openai.request import Request
from prepsite.writers.openai.trust import Origin

__all__ = ["Batch", "collect_batches", "forget_batch", "generate_batch", "remembered_batches"]

COLLECT = "`prepsite generate --batch`"
# Statuses below 500 that leave open whether the batch was made.
_UNCLEAR = frozenset({408, 409})
_NOT_REACHED = frozenset({FaultKind.REFUSED_CONNECTION, FaultKind.DNS, FaultKind.TLS})


def generate_batch(
    workspace: Workspace, targets: Sequence[str], options: GenerateOptions, progress: Progress
) -> tuple[Outcome, ...]:
    """Collect the batches that are ready, then submit what the targets still lack.

    Returns what became of batches and documents. Raises UsageError for an unknown target or a
    writer that is no language model, PrepsiteError where the server takes no batches.
    """
    with _alone(workspace), closing(_session(workspace, options, progress)) as session:
        collect(session)
        _Submission(session).submit(targets)
    return tuple(session.outcomes)


def collect_batches(workspace: Workspace, progress: Progress) -> tuple[Outcome, ...]:
    """Collect the batches that are ready, and submit nothing; returns what became of each."""
    if not remembered_batches(workspace):
        return ()
    options = GenerateOptions(writer=KeptWriter.name)
    with _alone(workspace), closing(_session(workspace, options, progress)) as session:
        collect(session)
    return tuple(session.outcomes)


def remembered_batches(workspace: Workspace) -> tuple[Batch, ...]:
    """Return the batches that were not collected yet, oldest first; asks no server."""
    return tuple(Remembered(workspace.private))


def forget_batch(workspace: Workspace, name: str) -> Batch:
    """Forget a batch, so that its documents can be asked for anew; raise UsageError for another name."""
    with _alone(workspace):
        return Remembered(workspace.private).forget(name)


@contextmanager
def _alone(workspace: Workspace) -> Iterator[None]:
    """Hold the lock of batches: two commands at once would submit twice."""
    folder = Remembered(workspace.private).folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "lock", timeout=0)
        lock.acquire()
    except Timeout as error:
        raise PrepsiteError(
            "another prepsite is at work on batches", remedy="wait for it, or end it"
        ) from error
    except OSError as error:
        raise PrepsiteError(
            f"the folder can't be written: {error.strerror or error}",
            where=str(folder),
            remedy="check its rights and free space",
        ) from error
    try:
        for left in (*folder.glob(".*.jsonl"), *folder.glob(".*.download")):
            left.unlink(missing_ok=True)
        yield
    finally:
        lock.release()


def _session(workspace: Workspace, options: GenerateOptions, progress: Progress) -> Session:
    vault = read_vault(workspace)
    name = options.writer or vault.settings.writer
    if name != KeptWriter.name:
        raise UsageError(
            f"the {name} writer has no batches",
            remedy="set writer: openai in prepsite.yml, or leave --batch out",
        )
    templates = JinjaTemplates(workspace.templates)
    context = WriterContext(templates, vault.settings, workspace.private, review=review_of(vault, templates))
    writer = KeptWriter(context)
    writer.ready()
    key = Key(context.environment)
    caller = BatchCaller(vault.settings, Origin.of(vault.settings.base_url), key)
    return Session(workspace, vault, templates, writer, caller, key, options, progress)


class _Submission:
    """What one command asks for: chosen documents, filled into batches as large as a server takes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._run = session.run(session.options)
        self._budget = Budget(session.options.max_cost)
        self._batch: Batch | None = None
        self._lines: dict[str, Line] = {}
        self._size = 0
        self._told = {outcome.name: outcome for outcome in session.outcomes}
        self._asked = {task.name for batch in session.remembered for task in batch.tasks}
        # Applications whose base prep is to come, so that their rounds wait.
        self._lacking = {name for name in self._asked if "/" not in name}

    def submit(self, targets: Sequence[str]) -> None:
        """Write what kept replies serve, submit the rest, and tell what became of each document."""
        options = self._session.options
        plan = plan_of(self._run.vault)
        chosen = choose(plan, targets, base_only=options.base, stale=options.stale, again=options.again)
        for planned in chosen:
            try:
                is_there = self._look_at(planned)
            except PrepsiteError as error:
                is_there = False
                self._session.tell(Outcome(planned.name, ok=False, message=str(error), path=planned.path))
            if planned.interview_id is None and not is_there:
                self._lacking.add(planned.application_id)
            if len(self._lines) >= lines_of.MOST_LINES or self._size >= lines_of.MOST_BYTES:
                self._send()
        self._send()

    def _look_at(self, planned: PlannedDocument) -> bool:
        """Write a document, ask for it, or let it wait; tell whether it is there."""
        options, session = self._session.options, self._session
        if planned.name in self._asked:
            return False
        if planned.name in self._told:
            return self._told[planned.name].ok
        if not is_written(planned, options):
            return self._write(planned)
        if planned.interview_id and planned.application_id in self._lacking:
            message = f"waits for base prep, which its prompt holds; run {COLLECT} again once that is written"
            session.tell(Outcome(planned.name, ok=True, message=message, path=planned.path))
            return False
        request = session.writer.preview(
            brief_for(self._run.vault, planned.application_id, planned.interview_id)
        )
        if not options.again and session.writer.kept(request) is not None:
            return self._write(planned)
        most = session.writer.prices.upper_bound(request.prompt_tokens, request.cap)
        self._budget.reserve(most, planned.name)
        self._add(request, Task(application=planned.application_id, interview=planned.interview_id))
        return False

    def _write(self, planned: PlannedDocument) -> bool:
        outcome = self._run.write(planned)
        self._run.done(planned, outcome)
        self._session.outcomes.append(outcome)
        return outcome.ok

    def _add(self, request: Request, task: Task) -> None:
        settings, options = self._session.vault.settings, self._session.options
        if self._batch is None:
            self._batch = new_batch(
                settings.base_url,
                settings.model or "",
                stale=options.stale,
                again=options.again,
                dialect=request.dialect,
            )
        if (same := self._lines.get(request.digest)) is not None:
            self._lines[request.digest] = same.model_copy(update={"tasks": (*same.tasks, task)})
            return
        content = lines_of.line_of(request)
        path = self._path(self._batch)
        if not self._lines:
            path.touch(mode=0o600)
        with named(path), path.open("ab") as file:
            file.write(content)
        self._lines[request.digest] = Line.of(request, task)
        self._size += len(content)

    def _send(self) -> None:
        """Submit what was filled in; a server's refusal forgets the batch, an unclear end does not."""
        if self._batch is None:
            return
        remembered, caller = self._session.remembered, self._session.caller
        batch = self._batch.model_copy(update={"lines": tuple(self._lines.values())})
        path = self._path(batch)
        remembered.save(batch)
        try:
            file_id = caller.upload(path, f"prepsite-{batch.id}.jsonl")
        except PrepsiteError:
            # What was uploaded, if anything, is a file that no batch was made of.
            remembered.forget(batch.id)
            raise
        finally:
            path.unlink(missing_ok=True)
        batch = batch.model_copy(update={"file_id": file_id})
        remembered.save(batch)
        batch = batch.model_copy(update={"batch_id": self._create(batch, file_id)})
        remembered.save(batch)
        self._batch, self._lines, self._size = None, {}, 0
        for task in batch.tasks:
            message = f"asked for in {batch.label}, at half the price; collect with {COLLECT}"
            self._session.tell(Outcome(task.name, ok=True, message=message))

    def _create(self, batch: Batch, file_id: str) -> str:
        try:
            return self._session.caller.create(file_id, batch.id).id
        except NoBatchesError:
            self._session.remembered.forget(batch.id)
            raise
        except Fault as fault:
            refused = fault.status is not None and fault.status < 500 and fault.status not in _UNCLEAR
            if refused or fault.kind in _NOT_REACHED:
                self._session.remembered.forget(batch.id)
                raise
            raise PrepsiteError(
                f"whether the server accepted the batch is not known: {fault.what}",
                where=batch.label,
                remedy=f"run {COLLECT} again: it looks for the batch before it submits another",
            ) from fault

    def _path(self, batch: Batch) -> Path:
        return self._session.remembered.folder / f".{batch.id}.jsonl"
