"""A foreign file's text → the resume it holds, whichever of the formats it is in."""

from prepsite.core.frontmatter import BOM, ParsedText
from prepsite.core.importing.imported import ImportedResume, Notebook
from prepsite.core.importing.jsonresume import from_json_resume
from prepsite.core.importing.rendercv import from_rendercv
from prepsite.core.json_values import read_json
from prepsite.core.validation import validate
from prepsite.core.yaml_values import Block, read_block
from prepsite.errors import Problem, Severity
from prepsite.models.jsonresume import JsonResume
from prepsite.models.rendercv import RenderCv

_OF_JSON_RESUME = frozenset(JsonResume.model_fields)
MOST_LINES = 400
NEITHER = "is neither JSON Resume nor rendercv"
FORMATS = "JSON Resume is a .json file with `basics` and `work`, rendercv a .yaml file with `cv:`"


def read_resume(text: str, path: str) -> tuple[ImportedResume | None, tuple[Problem, ...]]:
    """Return the resume that a text holds, or None and why it can't be read.

    The format is told by the content; JSON Resume may be written in YAML, and rendercv in JSON.
    """
    text = text.removeprefix(BOM)
    block = _block(text, path)
    if block.problems:
        return None, tuple(block.problems)
    parsed = ParsedText(path, block.values, block.positions, block.keys, is_usable=True)
    notes = Notebook(path, block.positions | {key: at for key, at in block.keys.items() if len(key) == 1})
    if "cv" in block.values:
        cv, problems = validate(RenderCv, parsed)
        found = from_rendercv(cv, block.values, notes) if cv else None
    elif _OF_JSON_RESUME & block.values.keys():
        resume, problems = validate(JsonResume, parsed)
        found = from_json_resume(resume, block.values, notes) if resume else None
    else:
        return None, (Problem(path, 1, 1, Severity.ERROR, "", f"the file {NEITHER}", FORMATS),)
    if found is not None:
        problems = tuple(_too_much(found, path))
    return (None, problems) if problems else (found, ())


def _block(text: str, path: str) -> Block:
    if text.lstrip()[:1] in ("{", "["):
        return read_json(text, path)
    return read_block(text, path, 1, keeps_nested=True)


def _too_much(resume: ImportedResume, path: str) -> list[Problem]:
    """Return a problem where there is nothing to take, or more than a resume can hold."""
    lines = sum(len(role.lines) for role in resume.roles)
    if lines > MOST_LINES:
        message = f"there are {lines:,} lines to defend; the most is {MOST_LINES}"
        return [
            Problem(path, 1, 1, Severity.ERROR, "", message, "leave out what no interviewer will ask about")
        ]
    if not (resume.roles or resume.skills or resume.credentials or resume.summary or resume.person.name):
        message = "the resume is empty: no name, no work, no skills"
        return [Problem(path, 1, 1, Severity.ERROR, "", message, "fill it in, or export it again")]
    return []
