"""Texts that wait beside edits: looked at, accepted, rejected, merged.

Each command changes the document in one atomic step, under the lock of writers, and only if it is
still what was read; the waiting text goes last. Whatever gives way is kept in the private folder.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from prepsite.app.bases import sweep_bases
from prepsite.app.documents import prep_at
from prepsite.app.locking import writing
from prepsite.app.merging import merge_texts
from prepsite.app.naming import find_application, find_interview
from prepsite.app.outcomes import Outcome
from prepsite.core.document import SECTION_TITLES, PrepDocument, Section, SectionState, split
from prepsite.core.head import renew_head
from prepsite.core.kept import Proposed, marker_of, markers_in, words_of
from prepsite.core.nearest import nearest
from prepsite.core.plan import provenance_of
from prepsite.core.rewriting import put
from prepsite.core.sections import field_titled
from prepsite.core.vault import PrepFile, Vault
from prepsite.errors import PrepsiteError, UsageError
from prepsite.models.provenance import Provenance
from prepsite.vault.keeping import generated, needed
from prepsite.vault.layout import Workspace
from prepsite.vault.proposals import drop_proposal, keep_displaced, waiting_at
from prepsite.vault.reader import read_vault
from prepsite.vault.writer import replace_text

_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)


@dataclass(frozen=True)
class Opened:
    """A document with what waits beside it, as both are now."""

    name: str
    prep: PrepFile
    provenance: Provenance
    document: PrepDocument
    waiting: Mapping[str, Proposed]

    def section(self, field: str) -> Section | None:
        """Return the one section of that field, or None."""
        return next((section for section in self.document.sections if section.field == field), None)


@dataclass(frozen=True)
class Decided:
    """What became of one text that waited: where what gave way is kept, and how many conflicts are left."""

    field: str
    message: str
    displaced: str = ""
    conflicts: int = 0


@dataclass(frozen=True)
class _Step:
    """What one decision does to the document."""

    document: PrepDocument
    decided: Decided
    takes_text: bool = True


def accept(workspace: Workspace, name: str, section: str | None = None) -> tuple[Decided, ...]:
    """Put waiting texts in the place of the sections they wait beside; all of a document, or one.

    Raises PrepsiteError where none waits, a section stands twice or without its marker, or somebody
    saves the document at the same time.
    """
    return _decide(workspace, name, section, _accepted)


def reject(workspace: Workspace, name: str, section: str | None = None) -> tuple[Decided, ...]:
    """Drop waiting texts: the sections stay, and are not stale until their inputs change again."""
    return _decide(workspace, name, section, _rejected)


def merge(workspace: Workspace, name: str, section: str | None = None) -> tuple[Decided, ...]:
    """Merge waiting texts into the sections: three ways, from the text that the edit started from.

    Where both sides changed the same lines, both stand between conflict markers. Raises
    PrepsiteError as `accept` does, and where git or the text as generated is missing.
    """
    return _decide(workspace, name, section, _merged)


def opened(workspace: Workspace, vault: Vault, name: str) -> Opened:
    """Return a document as it is now; raise PrepsiteError where there is none or nobody can tell whose."""
    path = _path_of(vault, name)
    prep = prep_at(workspace, path)
    if prep is None:
        base = "" if "/" in name else " --base"
        raise PrepsiteError("there is no prep yet", where=path, remedy=f"run `prepsite generate {name}{base}`")
    provenance = provenance_of(prep)
    if provenance is None:
        raise PrepsiteError(
            "its front matter can't be used, so nothing tells what is yours",
            where=path,
            remedy="mend it; `prepsite check` says what is wrong",
        )
    return Opened(name, prep, provenance, split(prep.text), waiting_at(workspace, path, name))


def chosen(vault: Vault, found: Opened, section: str | None) -> tuple[Proposed, ...]:
    """Return the waiting texts that are meant, in the order of sections; raise PrepsiteError for none."""
    fields = [field for field in SECTION_TITLES if field in found.waiting]
    field = field_named(section) if section else None
    if field is not None and field in found.waiting:
        return (found.waiting[field],)
    where = f"/proposals/{_below(found.prep.path)}/{f'{field}.md' if field else ''}"
    for problem in vault.problems:
        if where in problem.path:
            raise PrepsiteError(problem.message, where=problem.path, remedy=problem.remedy)
    if field is not None:
        remedy = f"there are {', '.join(fields)}" if fields else "`prepsite plan` says what is stale"
        raise PrepsiteError(f"no new text waits for {field} of {found.name}", remedy=remedy)
    if not fields:
        others = [
            file.path.partition("/proposals/applications/")[2]
            .rpartition("/prep/")[0]
            .replace("/interviews", "")
            for files in vault.proposals.values()
            for file in files[:1]
        ]
        remedy = f"texts wait for {', '.join(others)}" if others else "`prepsite plan` says what is stale"
        raise PrepsiteError(f"no new text waits for {found.name}", remedy=remedy)
    return tuple(found.waiting[field] for field in fields)


def field_named(section: str) -> str:
    """Return the field that a person means; raise UsageError with the closest one."""
    if section in SECTION_TITLES:
        return section
    near = nearest(section, SECTION_TITLES)
    if near is None and (title := nearest(section, SECTION_TITLES.values())):
        near = next(field for field, known in SECTION_TITLES.items() if known == title)
    hint = f"did you mean {near}?" if near else f"there are {', '.join(SECTION_TITLES)}"
    raise UsageError(f"there is no section {section!r}", remedy=hint)


def _path_of(vault: Vault, name: str) -> str:
    if "/" not in name:
        return f"{find_application(vault, name).folder}/prep.md"
    record, interview = find_interview(vault, name)
    return f"{record.folder}/interviews/{interview.id}/prep.md"


def _below(path: str) -> str:
    return path[path.index("applications/") :].removesuffix(".md")


def _decide(
    workspace: Workspace,
    name: str,
    section: str | None,
    step: Callable[[Workspace, Opened, Proposed], _Step],
) -> tuple[Decided, ...]:
    """Take one step for each text that is meant, and write the document once."""
    vault = read_vault(workspace)
    name = name.strip("/")
    with writing(workspace):
        first = found = opened(workspace, vault, name)
        meant = chosen(vault, found, section)
        taken: list[_Step] = []
        for proposed in meant:
            taken.append(step(workspace, found, proposed))
            found = replace(found, document=taken[-1].document)
        renewed = _renewed(first, found.document, meant, taken)
        bases = [proposed.fields.base for proposed, one in zip(meant, taken, strict=True) if one.takes_text]
        named = needed(workspace, [*bases, *renewed.base], found.document.text)
        head = renew_head(found.document.head, renewed.model_copy(update={"base": named}))
        text = head + found.document.text[len(found.document.head) :]
        replace_text(workspace.root / first.prep.path, text, first.prep.text)
        for proposed in meant:
            drop_proposal(workspace, proposed)
    left = [each.fields.base for field, each in first.waiting.items() if each not in meant]
    told = Outcome(name, ok=True, message="", path=first.prep.path, written=True, bases=(*named, *left))
    sweep_bases(workspace, vault, [told])
    return tuple(one.decided for one in taken)


def _renewed(
    first: Opened, document: PrepDocument, meant: Sequence[Proposed], taken: Sequence[_Step]
) -> Provenance:
    """Return the document's origin once the texts are decided: their inputs are the sections' now."""
    inputs = dict(first.provenance.inputs)
    for proposed, one in zip(meant, taken, strict=True):
        if one.takes_text or proposed.fields.field in inputs:
            inputs[proposed.fields.field] = proposed.fields.inputs
    update: dict[str, object] = {"inputs": inputs}
    accepted = {
        proposed.fields.field: proposed.fields
        for proposed, one in zip(meant, taken, strict=True)
        if one.takes_text
    }
    unedited = {s.field for s in document.sections if s.field and s.state is SectionState.UNEDITED}
    if accepted and unedited <= accepted.keys():
        # Nothing else is left of what the writer named so far had written.
        last = list(accepted.values())[-1]
        update |= {name: getattr(last, name) for name in ("writer", "model", "asked", "prompt")}
    return first.provenance.model_copy(update=update)


def _accepted(workspace: Workspace, found: Opened, proposed: Proposed) -> _Step:
    field = proposed.fields.field
    section = _standing(found, field)
    displaced = ""
    if section is not None and section.state is not SectionState.UNEDITED:
        displaced = keep_displaced(workspace, found.name, field, section.raw)
    document = put(found.document, field, proposed.section.raw.replace("\r\n", "\n"))
    message = f"{field}: took the new text" if section else f"{field}: put back, with the new text"
    return _Step(document, Decided(field, message, displaced))


def _rejected(_: Workspace, found: Opened, proposed: Proposed) -> _Step:
    field = proposed.fields.field
    message = f"{field}: kept yours; the new text is gone"
    return _Step(found.document, Decided(field, message), takes_text=False)


def _merged(workspace: Workspace, found: Opened, proposed: Proposed) -> _Step:
    field = proposed.fields.field
    section = _standing(found, field)
    if section is None:
        raise PrepsiteError(
            f"{field} is no longer there, so there is nothing to merge with",
            where=found.prep.path,
            remedy=f"`prepsite accept {found.name} {field}` puts it back, `reject` drops the new text",
        )
    yours = words_of(section)
    if _CONFLICT.search(yours):
        raise PrepsiteError(
            f"{field} still holds conflict markers",
            where=f"{found.prep.path}:{section.line}",
            remedy="keep the lines you want and delete the markers, then merge again",
        )
    started_from = generated(workspace, found.provenance, marker_of(section))
    if started_from is None:
        raise PrepsiteError(
            f"the text as generated that your {field} started from is not kept",
            where=found.prep.path,
            remedy="take its file in vault/.prepsite/base/ back from git, or copy what you want from "
            f"`prepsite diff {found.name} {field}` and reject the rest",
        )
    merged, conflicts = merge_texts(workspace, yours, words_of(started_from), words_of(proposed.section))
    displaced = keep_displaced(workspace, found.name, field, section.raw)
    marker = proposed.section.raw.replace("\r\n", "\n").partition("\n")[0]
    document = put(found.document, field, f"{marker}\n{merged}")
    line = next((s.line for s in document.sections if s.field == field), section.line)
    message = f"{field}: merged with your edit"
    if conflicts:
        number = "1 place" if conflicts == 1 else f"{conflicts} places"
        message = (
            f"{field}: merged, but both changed the same lines in {number}; look for <<<<<<< below "
            f"{found.prep.path}:{line}, keep the lines you want and delete the markers"
        )
    return _Step(document, Decided(field, message, displaced, conflicts))


def _standing(found: Opened, field: str) -> Section | None:
    """Return the section a text waits beside, None where it was deleted; raise where nobody can tell."""
    section = found.section(field)
    if section is not None:
        return section
    times = sum(name == field for name, _ in markers_in(found.document.text))
    if times > 1:
        raise PrepsiteError(
            f"{field} stands there {times} times, so nothing tells which one is meant",
            where=found.prep.path,
            remedy="delete the copies you don't want, then run the command again",
        )
    near = re.compile(rf"<!--\s*prepsite:\s*section\s+{field}\b")
    for part in found.document.sections:
        if not part.field and (field_titled(part.heading) == field or near.search(part.raw)):
            raise PrepsiteError(
                f"the marker of {field} is damaged or gone, so the section is wholly yours",
                where=f"{found.prep.path}:{part.line}",
                remedy="copy what you want from `prepsite diff`, then `prepsite reject` the rest",
            )
    return None
