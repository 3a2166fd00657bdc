"""What is wrong with the languages that the settings choose, and with their catalogues."""

from collections.abc import Iterator
from pathlib import Path

from prepsite.core.frontmatter import ParsedText
from prepsite.core.words import ENGLISH
from prepsite.errors import Problem, Severity
from prepsite.models.settings import Settings
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace
from prepsite.vault.settings_file import read_settings


def language_problems(workspace: Workspace) -> tuple[Problem, ...]:
    """Return what keeps pages or prep from being in the languages that the settings name."""
    settings, parsed = read_settings(workspace)
    templates = JinjaTemplates(workspace.templates)
    found = [*_of_pages(settings, parsed, templates), *_of_prep(settings, parsed)]
    for problem in templates.words_problems(settings.language):
        path = Path(problem.path)
        inside = path.is_relative_to(workspace.root)
        where = path.relative_to(workspace.root).as_posix() if inside else path.as_posix()
        found.append(
            Problem(where, problem.line, problem.column, problem.severity, "", problem.message, problem.remedy)
        )
    return tuple(found)


def _of_pages(settings: Settings, parsed: ParsedText, templates: JinjaTemplates) -> Iterator[Problem]:
    language, known = settings.language, templates.languages()
    if not {language, language.partition("-")[0]} & set(known):
        yield _at(
            parsed,
            "language",
            f"there is no catalogue of words for {language!r}, so that pages stay in English",
            f"write one as templates/locale/{language}.po, or choose one of {', '.join(known)}",
        )


def _of_prep(settings: Settings, parsed: ParsedText) -> Iterator[Problem]:
    language = settings.prep_language
    if settings.writer == "offline" and language.partition("-")[0] != ENGLISH:
        yield _at(
            parsed,
            "prep_language",
            f"the offline writer writes English only, not {language!r}",
            "name a language model with `writer: openai` and `model:`, or take the line out",
        )


def _at(parsed: ParsedText, field: str, message: str, remedy: str) -> Problem:
    line, column = parsed.positions.get((field,), (1, 1))
    return Problem(parsed.path, line, column, Severity.WARNING, field, message, remedy)
