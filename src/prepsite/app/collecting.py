"""Collecting: what servers answered to batches, kept first, then written as prep is always written.

Collecting twice does no harm: a reply is kept under the digest of what was asked, a row of the
ledger stands once, a document that is there stays. So a batch is forgotten last of all.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from prepsite.app.generate import GenerateOptions, Outcome, Progress, Run, Work, is_written
from prepsite.core.brief import brief_for
from prepsite.core.plan import plan_of
from prepsite.core.vault import Vault
from prepsite.errors import PrepsiteError
from prepsite.models.preparation import BaseDraft, InterviewDraft
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace
from prepsite.vault.named import named
from prepsite.vault.reader import read_vault
from prepsite.writers.openai.asking import LADDER_FILE, judge, outcome_of
from prepsite.writers.openai.batch import CANCELLED, EXPIRED, Answered, Strays, answers_in
from prepsite.writers.openai.batch_calls import BatchCaller, BatchState
from prepsite.writers.openai.cache import Usage
from prepsite.writers.openai.faults import Fault
from prepsite.writers.openai.kept import KeptWriter
from prepsite.writers.openai.key import Key
from prepsite.writers.openai.ladder import Ladder
from prepsite.writers.openai.ledger import Attempt, Ledger
from prepsite.writers.openai.remembered import Batch, Line, Remembered, Task
from prepsite.writers.openai.trust import Origin

NEXT_RUN = "the next `prepsite generate --batch` asks anew"


@dataclass
class Session:
    """What one command does with batches: with which vault, server and options, and what came of it."""

    workspace: Workspace
    vault: Vault
    templates: JinjaTemplates
    writer: KeptWriter
    caller: BatchCaller
    key: Key
    options: GenerateOptions
    progress: Progress
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def remembered(self) -> Remembered:
        """Return the batches of the job search."""
        return Remembered(self.workspace.private)

    def run(self, options: GenerateOptions) -> Run:
        """Return a run of the ordinary way to write documents, from kept replies."""
        return Run(Work(self.workspace, self.vault, self.writer, self.templates, options), self.progress)

    def tell(self, outcome: Outcome) -> None:
        """Say what became of a document or a batch."""
        self.outcomes.append(outcome)
        self.progress.done(outcome)

    def close(self) -> None:
        """End what is open."""
        self.caller.close()
        self.writer.close()


def collect(session: Session) -> None:
    """Look at each remembered batch; write what is ready, say what is not. One fault stops no other."""
    for batch in session.remembered:
        try:
            _look_at(session, batch)
        except PrepsiteError as error:
            session.tell(Outcome(batch.label, ok=False, message=str(error)))
    session.vault = read_vault(session.workspace)


def _look_at(session: Session, batch: Batch) -> None:
    settings = session.vault.settings
    if batch.base_url.rstrip("/") != settings.base_url.rstrip("/"):
        raise PrepsiteError(
            f"it was given to {batch.base_url}, and prepsite.yml names {settings.base_url}",
            remedy=f"set base_url back to collect it, or `prepsite batch --forget {batch.id}`",
        )
    found = _found(session, batch)
    if found is None or found.batch_id is None:
        return
    state = _state(session, found.batch_id, batch.id)
    if state.has_ended:
        _Collection(session, found, state).write()
        return
    total = state.total or len(batch.lines)
    failed = f", {state.failed:,} of them failed" if state.failed else ""
    message = f"{state.status}, {state.done + state.failed:,} of {total:,} done{failed}; look again later"
    session.tell(Outcome(found.label, ok=True, message=message))


def _found(session: Session, batch: Batch) -> Batch | None:
    """Return the batch with the server's name for it; None, and forget it, where it was never submitted."""
    if batch.batch_id:
        return batch
    try:
        state = session.caller.find(batch.file_id, batch.id) if batch.file_id else None
    except Fault as fault:
        raise PrepsiteError(
            f"whether the server accepted it is not known, and its list of batches can't be had: {fault.what}",
            remedy="run the command again; if the server's own pages show no such batch, "
            f"`prepsite batch --forget {batch.id}` lets its documents be asked for anew",
        ) from fault
    if state is None:
        session.remembered.forget(batch.id)
        return None
    found = batch.model_copy(update={"batch_id": state.id})
    session.remembered.save(found)
    return found


def _state(session: Session, batch_id: str, own_id: str) -> BatchState:
    try:
        return session.caller.state(batch_id)
    except Fault as fault:
        if fault.status != 404:
            raise
        raise PrepsiteError(
            "the server does not know this batch",
            remedy="was it submitted with another key? If it is lost, "
            f"`prepsite batch --forget {own_id}` lets its documents be asked for anew",
        ) from fault


class _Collection:
    """The collection of one batch that has ended."""

    def __init__(self, session: Session, batch: Batch, state: BatchState) -> None:
        self._session = session
        self._batch = batch
        self._state = state
        options = replace(session.options, base=False, stale=batch.stale, again=batch.again)
        session.vault = read_vault(session.workspace)
        self._options = options
        self._run = session.run(options)
        self._planned = {planned.name: planned for planned in plan_of(session.vault).documents}
        self._ledger = Ledger(session.workspace.private)
        self._ladder = Ladder(session.workspace.private / LADDER_FILE)
        self._rows = {row.request for row in self._ledger.attempts() if row.begun_at == batch.made_at}
        self._replied: set[str] = set()
        self._failed: dict[str, Answered] = {}

    def write(self) -> None:
        """Keep every reply, write what can be written, tell the rest; then forget the batch."""
        lines = {line.request: line for line in self._batch.lines}
        strays = Strays()
        for answered in self._answers(lines, strays):
            self._take(answered)
        missing = [
            line for name, line in lines.items() if name not in self._replied and name not in self._failed
        ]
        if str(strays):
            self._session.tell(Outcome(self._batch.label, ok=not missing, message=str(strays)))
        if missing and len(missing) == len(lines) and self._state.status == "completed":
            raise PrepsiteError(
                "the server's files hold nothing of this batch",
                remedy="look again later; "
                f"`prepsite batch --forget {self._batch.id}` lets its documents be asked for anew",
            )
        self._learn()
        for name, failed in self._failed.items():
            if name not in self._replied:
                self._tell_all(failed.line, self._words(failed))
        for line in missing:
            self._tell_all(line, self._silence())
        self._session.remembered.forget(self._batch.id)

    def _answers(self, lines: dict[str, Line], strays: Strays) -> Iterator[Answered]:
        path = self._session.remembered.folder / f".{self._batch.id}.download"
        for file_id in (self._state.output, self._state.errors):
            if file_id is None:
                continue
            try:
                with named(path):
                    self._session.caller.download(file_id, path)
                yield from answers_in(path, lines, self._replied, strays, self._session.key)
            finally:
                path.unlink(missing_ok=True)

    def _take(self, answered: Answered) -> None:
        line, reply = answered.line, answered.reply
        first = line.tasks[0]
        if reply is not None:
            model = InterviewDraft if first.interview else BaseDraft
            try:
                judge(reply, line.prompt_characters, frozenset(model.model_fields))
            except Fault as fault:
                self._note(line, reply.usage, reply.model, fault.kind.value)
                self._failed[line.request] = Answered(line, fault=fault)
                return
            self._session.writer.cache.put(line.request, reply)
            if not self._replied:
                self._ladder.remember(self._batch.base_url, self._batch.model, self._batch.dialect)
            self._replied.add(line.request)
            self._note(line, reply.usage, reply.model, outcome_of(reply))
            for task in line.tasks:
                self._session.tell(self._outcome(line, task))
        elif answered.fault is not None:
            self._note(line, Usage(0, 0, 0), "", answered.code or answered.fault.kind.value)
            self._failed[line.request] = answered

    def _note(self, line: Line, usage: Usage, answered: str, outcome: str) -> None:
        """Write a line's row of the ledger, at a batch's price, once however often it is collected."""
        if line.request in self._rows:
            return
        self._rows.add(line.request)
        row = Attempt(
            line.tasks[0].application,
            line.tasks[0].interview,
            1,
            str(Origin.of(self._batch.base_url)),
            self._batch.model,
            line.request,
            usage,
            begun_at=self._batch.made_at,
            answered=answered,
            cost=self._session.writer.prices.cost(usage),
            outcome=outcome,
        )
        self._ledger.begin(row)

    def _outcome(self, line: Line, task: Task) -> Outcome:
        planned = self._planned.get(task.name)
        if planned is None:
            return Outcome(task.name, ok=False, message="outdated: the vault no longer holds it; not written")
        if not is_written(planned, self._options):
            return self._run.write(planned)
        try:
            brief = brief_for(self._session.vault, task.application, task.interview)
            digest = self._session.writer.preview(brief).digest
        except PrepsiteError as error:
            return Outcome(task.name, ok=False, message=str(error), path=planned.path)
        if digest != line.request:
            message = (
                "outdated: the record, the prompt or the settings changed since it was asked for, so the "
                f"reply was not written; {NEXT_RUN}"
            )
            return Outcome(task.name, ok=False, message=message, path=planned.path)
        return self._run.write(planned)

    def _learn(self) -> None:
        """Where the server refused the form of all requests, ask the next time in another."""
        for failed in self._failed.values():
            fault = failed.fault
            below = self._batch.dialect.without(fault.status or 0, fault.said) if fault else None
            if below is not None and not self._replied:
                self._ladder.remember(self._batch.base_url, self._batch.model, below)
                return

    def _words(self, failed: Answered) -> str:
        if failed.code in {EXPIRED, CANCELLED} or failed.fault is None:
            return self._silence("expired" if failed.code == EXPIRED else "cancelled")
        return f"{failed.fault}; {NEXT_RUN}"

    def _silence(self, status: str = "") -> str:
        """Say why a line has no answer."""
        match status or self._state.status:
            case "expired":
                return f"the batch expired before the server came to it; {NEXT_RUN}"
            case "cancelled":
                return f"the batch was cancelled before the server came to it; {NEXT_RUN}"
            case "failed":
                said = f": {self._state.said}" if self._state.said else ""
                return f"the server refused the whole batch{said}; {NEXT_RUN}, or leave --batch out"
        return f"the server's files say nothing of it; {NEXT_RUN}"

    def _tell_all(self, line: Line, message: str) -> None:
        for task in line.tasks:
            self._session.tell(Outcome(task.name, ok=False, message=message))
