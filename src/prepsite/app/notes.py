"""Notes after a round: a file to fill in, prefilled with what was predicted."""

import re
from pathlib import Path

from prepsite.app.locking import writing
from prepsite.app.naming import find_interview, yaml_scalar
from prepsite.core.document import split
from prepsite.core.vault import InterviewRecord
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault
from prepsite.vault.writer import write_new

_QUESTION = re.compile(r"^### (?:\d+\. )?(.+)$", re.MULTILINE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def new_notes(workspace: Workspace, name: str) -> tuple[Path, bool]:
    """Return the path of a round's notes and whether they were made now; existing notes are kept."""
    vault = read_vault(workspace)
    record, interview = find_interview(vault, name)
    path = (workspace.root / interview.file.path).with_name("notes.md")
    if path.exists() or path.is_symlink():
        return path, False
    zone = vault.settings.zone
    text = JinjaTemplates(workspace.templates).render(
        "scaffold/new/notes.md.j2",
        company=record.company_name,
        stage=interview.interview.stage.label if interview.interview else interview.id,
        when=f"{interview.starts_at.astimezone(zone):%Y-%m-%d %H:%M}" if interview.starts_at else "",
        questions=[yaml_scalar(question) for question in _predicted(interview)],
    )
    with writing(workspace):
        write_new(path, text)
    return path, True


def _predicted(interview: InterviewRecord) -> list[str]:
    """Return the questions that the round's prep predicted, as plain text."""
    sections = split(interview.prep.text).sections if interview.prep else ()
    return [
        _ESCAPED.sub(r"\1", match[1].strip())
        for section in sections
        if section.field == "predicted_questions"
        for match in _QUESTION.finditer(section.body)
    ]
