"""One document: claimed, looked at again, drafted, and put in place beside what a person keeps.

The lock of writers is held only while files are put in place; while the writer thinks there is a
claim on the document, so that no other run does the same work. What a person does to the document
meanwhile counts: the draft is put into the text as it is by then.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from prepsite.app.drafting import draft
from prepsite.app.locking import claimed, writing
from prepsite.app.outcomes import GenerateOptions, Outcome
from prepsite.app.rewrite import Redraft, as_generated, put_rewrite, today, told_cost
from prepsite.core.document import SectionState, render
from prepsite.core.inputs import Inputs
from prepsite.core.kept import markers_in
from prepsite.core.plan import PlannedDocument, PlanState, plan_of, provenance_of
from prepsite.core.vault import PrepFile, ProposalFile, Vault
from prepsite.core.yamltext import dump_front_matter
from prepsite.errors import PrepsiteError
from prepsite.templating import JinjaTemplates
from prepsite.vault.keeping import keep_base
from prepsite.vault.layout import Workspace
from prepsite.vault.opening import read_text
from prepsite.vault.proposals import drop_proposal, waiting_at
from prepsite.vault.writer import ChangedMeanwhileError, NotWrittenError, write_new
from prepsite.writers.provider import Writer

MEANWHILE = "written meanwhile by another run"
_TRIES = 5


@dataclass(frozen=True)
class Work:
    """What documents are written with: the vault as read, the writer, the options."""

    workspace: Workspace
    vault: Vault
    writer: Writer
    templates: JinjaTemplates
    options: GenerateOptions

    @cached_property
    def inputs(self) -> Inputs:
        """Return what the vault's files say by reference; prep is none of them."""
        return Inputs(self.vault)


def is_written(planned: PlannedDocument, options: GenerateOptions) -> bool:
    """Tell whether a writer is asked for a document."""
    if planned.state in {PlanState.MISSING, PlanState.SKIPPED} and not planned.exists:
        return True
    if planned.state is PlanState.BLOCKED:
        return False
    return options.again or (options.stale and planned.state is PlanState.STALE)


def write_document(work: Work, planned: PlannedDocument) -> Outcome:
    """Write one document, and return what became of it; called from several threads."""
    try:
        if planned.state is PlanState.BLOCKED:
            return Outcome(planned.name, ok=False, message=f"blocked: {planned.reason}", path=planned.path)
        if not is_written(planned, work.options):
            return _left_alone(planned)
        with claimed(work.workspace, planned.name) as waited:
            return _claimed(work, planned, waited=waited)
    except PrepsiteError as error:
        unwritten = isinstance(error, NotWrittenError)
        return Outcome(planned.name, ok=False, message=str(error), path=planned.path, unwritten=unwritten)


def with_prep(vault: Vault, planned: PlannedDocument, prep: PrepFile | None) -> Vault:
    """Return the vault with a document as it is by now."""
    record = vault.applications[planned.application_id]
    if planned.interview_id is None:
        record = replace(record, prep=prep)
    else:
        rounds = tuple(
            replace(found, prep=prep) if found.id == planned.interview_id else found
            for found in record.interviews
        )
        record = replace(record, interviews=rounds)
    return replace(vault, applications={**vault.applications, record.id: record})


def prep_at(workspace: Workspace, path: str) -> PrepFile | None:
    """Return a document as it is by now, None where there is none; raise PrepsiteError if unreadable."""
    text, problems = read_text(workspace.root / path, path, workspace.vault)
    if text is None:
        if not (workspace.root / path).exists():
            return None
        raise PrepsiteError(problems[0].message, where=path, remedy=problems[0].remedy)
    return PrepFile(path, text)


def _claimed(work: Work, planned: PlannedDocument, *, waited: bool) -> Outcome:
    """Write a document unless another run did so since the vault was read, or a person took it away."""
    read, now = _prep_in(work.vault, planned), prep_at(work.workspace, planned.path)
    if read is None:
        return _outcome(planned, MEANWHILE) if now else _write_first(work, planned)
    if now is None:
        return _outcome(planned, "deleted meanwhile, and not brought back")
    waiting = tuple(
        ProposalFile(found.path, found.fields.field, found.text)
        for found in waiting_at(work.workspace, planned.path, planned.name).values()
    )
    known = work.vault.proposals.get(planned.path, ())
    if now != read or sorted(waiting, key=_path) != sorted(known, key=_path):
        proposals = {**work.vault.proposals, planned.path: waiting}
        work = replace(work, vault=replace(with_prep(work.vault, planned, now), proposals=proposals))
        anew = _planned_anew(work.vault, planned)
        rewritten = markers_in(now.text) != markers_in(read.text) or waiting != known
        if not is_written(anew, work.options) or (work.options.again and (waited or rewritten)):
            return _outcome(anew, MEANWHILE if waited or rewritten else "changed meanwhile, and up to date")
        planned = anew
    if provenance_of(now) is None:
        raise PrepsiteError(
            "its front matter can't be used, so nothing tells what is yours",
            where=now.path,
            remedy="mend the front matter, or move the file away and generate it anew",
        )
    return _rewrite(work, planned)


def _prep_in(vault: Vault, planned: PlannedDocument) -> PrepFile | None:
    record = vault.applications[planned.application_id]
    if planned.interview_id is None:
        return record.prep
    found = record.interview(planned.interview_id)
    return found.prep if found else None


def _path(file: ProposalFile) -> str:
    return file.path


def _planned_anew(vault: Vault, planned: PlannedDocument) -> PlannedDocument:
    """Return the plan of one document in a vault that changed."""
    record = vault.applications[planned.application_id]
    alone = replace(vault, applications={record.id: record})
    return plan_of(alone).document(planned.application_id, planned.interview_id) or planned


def _left_alone(planned: PlannedDocument) -> Outcome:
    if planned.state is PlanState.STALE:
        message = f"stale, kept as it is: {planned.reason}; run `{planned.command}`"
    else:
        message = f"up to date{f': {planned.reason}' if planned.reason else ''}"
    kept = tuple(s.field for s in planned.sections if s.changed and s.state is not SectionState.UNEDITED)
    return Outcome(planned.name, ok=True, message=message, path=planned.path, kept=kept)


def _outcome(planned: PlannedDocument, message: str) -> Outcome:
    return Outcome(planned.name, ok=True, message=message, path=planned.path)


def _write_first(work: Work, planned: PlannedDocument) -> Outcome:
    drafted = draft(work.vault, planned, work.writer, work.templates, work.inputs)
    kept = as_generated(work.inputs, planned, drafted, drafted.bodies)
    path = work.workspace.root / planned.path
    source = path.with_name("interview.md" if planned.interview_id else "application.md")
    with writing(work.workspace):
        if not source.is_file():
            return _outcome(planned, f"not written: {source.name} is gone, and what is deleted stays deleted")
        if path.exists():
            return _outcome(planned, "not written: a file appeared meanwhile, and is kept")
        base = keep_base(work.workspace, kept)
        update = {"generated_on": _day(work), "base": (base,)}
        head = dump_front_matter(drafted.provenance.model_copy(update=update))
        write_new(path, render(head, drafted.bodies.items(), drafted.language))
        for waiting in waiting_at(work.workspace, planned.path, planned.name).values():
            # It waited beside a document that a person deleted since.
            drop_proposal(work.workspace, waiting)
    return Outcome(
        planned.name,
        ok=True,
        message=f"written by the {work.writer.name} writer{told_cost(drafted.provenance)}{drafted.told_left}",
        path=planned.path,
        written=True,
        bases=(base,),
    )


def _day(work: Work) -> date | None:
    """Return the day for the front matter: none where any day would give the same text.

    So two branches that each have the same prep written merge, whenever they had it written.
    """
    return today(work.vault) if work.writer.remote else None


def _rewrite(work: Work, planned: PlannedDocument) -> Outcome:
    drafted = draft(work.vault, planned, work.writer, work.templates, work.inputs)
    redraft = Redraft(work.workspace, work.inputs, planned, drafted, again=work.options.again, on=_day(work))
    tries = 0
    while True:
        tries += 1
        with writing(work.workspace):
            now = prep_at(work.workspace, planned.path)
            if now is None:
                return _outcome(planned, "deleted meanwhile, and not brought back")
            try:
                return put_rewrite(redraft, now)
            except ChangedMeanwhileError:
                # Saved between the look and the exchange: look again.
                if tries == _TRIES:
                    raise
