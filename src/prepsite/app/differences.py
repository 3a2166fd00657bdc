"""What differs between a person's text and the one that waits, or the one it was made from."""

from dataclasses import dataclass
from difflib import unified_diff

from prepsite.app.proposals import Opened, chosen, field_named, opened
from prepsite.core.document import Section, SectionState
from prepsite.core.kept import marker_of, words_of
from prepsite.errors import PrepsiteError
from prepsite.vault.keeping import generated
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault


@dataclass(frozen=True)
class Difference:
    """One section: the lines of a unified diff, none where both say the same; `note` is for people."""

    field: str
    lines: tuple[str, ...]
    note: str = ""


def proposed_changes(workspace: Workspace, name: str, section: str | None = None) -> tuple[Difference, ...]:
    """Return what each waiting text would change; none where none waits and no section was named.

    Raises PrepsiteError where the document or the named text isn't there.
    """
    vault = read_vault(workspace)
    found = opened(workspace, vault, name.strip("/"))
    broken = any(f"/proposals/{_below(found)}/" in f"/{problem.path}" for problem in vault.problems)
    if section is None and not found.waiting and not broken:
        return ()
    differences: list[Difference] = []
    for proposed in chosen(vault, found, section):
        field = proposed.fields.field
        standing = found.section(field)
        note = "" if standing else "there is no section of yours under its marker: deleted, doubled or damaged"
        lines = _between(
            words_of(standing) if standing else "",
            words_of(proposed.section),
            f"yours: {found.prep.path} {field}",
            f"proposed: {proposed.path}",
        )
        differences.append(Difference(field, lines, note))
    return tuple(differences)


def own_changes(workspace: Workspace, name: str, section: str | None = None) -> tuple[Difference, ...]:
    """Return what a person changed of the text as generated, in one section or in all.

    Raises PrepsiteError where the named section isn't there, or its text as generated isn't kept.
    """
    found = opened(workspace, read_vault(workspace), name.strip("/"))
    if section is not None:
        field = field_named(section)
        standing = found.section(field)
        if standing is None:
            raise PrepsiteError(
                f"there is no section {field} under its marker",
                where=found.prep.path,
                remedy="it was deleted, stands twice, or its marker is damaged",
            )
        return (_edits(workspace, found, standing),)
    edited = [s for s in found.document.sections if s.field and s.state is SectionState.EDITED]
    return tuple(_edits(workspace, found, each) for each in edited)


def _edits(workspace: Workspace, found: Opened, section: Section) -> Difference:
    started_from = generated(workspace, found.provenance, marker_of(section))
    if started_from is None:
        raise PrepsiteError(
            f"the text as generated of {section.field} is not kept",
            where=found.prep.path,
            remedy="take its file in vault/.prepsite/base/ back from git",
        )
    lines = _between(
        words_of(started_from),
        words_of(section),
        f"generated: {section.field}",
        f"yours: {found.prep.path} {section.field}",
    )
    moved = not lines and section.state is SectionState.EDITED
    note = "moved, its words unchanged" if moved else "" if lines else "as it was generated"
    return Difference(section.field, lines, note)


def _below(found: Opened) -> str:
    path = found.prep.path
    return path[path.index("applications/") :].removesuffix(".md")


def _between(before: str, after: str, old: str, new: str) -> tuple[str, ...]:
    old_lines, new_lines = (text.removesuffix("\n").split("\n") if text else [] for text in (before, after))
    return tuple(unified_diff(old_lines, new_lines, old, new, lineterm=""))
