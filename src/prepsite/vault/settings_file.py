"""Reading `prepsite.yml`, with the places of its keys."""

from dataclasses import replace
from pathlib import Path
from zoneinfo import available_timezones

from prepsite.core.frontmatter import ParsedText, parse_yaml
from prepsite.core.nearest import nearest
from prepsite.core.secret_signs import secret_problems
from prepsite.core.validation import validate
from prepsite.errors import Problem
from prepsite.models.settings import Settings
from prepsite.vault.layout import Workspace
from prepsite.vault.opening import read_text

SETTINGS_FILE = "prepsite.yml"


def read_settings(workspace: Workspace) -> tuple[Settings, ParsedText]:
    """Read the settings, with the positions of their keys; the defaults where they are missing or broken."""
    path = f"{workspace.relative(workspace.vault)}/{SETTINGS_FILE}"
    settings, parsed, _ = settings_in(workspace.vault / SETTINGS_FILE, path)
    return settings, parsed


def settings_in(file: Path, path: str) -> tuple[Settings, ParsedText, tuple[Problem, ...]]:
    """Return the settings in a file that problems name `path`, and what is wrong with them."""
    text, problems = read_text(file, path, file.parent)
    if text is None:
        return Settings(), ParsedText(path), problems
    parsed = parse_yaml(text, path)
    settings, objections = validate(Settings, parsed)
    named = tuple(_with_nearest_zone(problem, parsed) for problem in objections)
    return settings or Settings(), parsed, (*parsed.problems, *named, *secret_problems(text, path))


def _with_nearest_zone(problem: Problem, parsed: ParsedText) -> Problem:
    """Name the zone that an unknown one most likely means: only the disk knows them all."""
    stated = parsed.values.get("timezone")
    if problem.field != "timezone" or not isinstance(stated, str):
        return problem
    zones = available_timezones()
    cities = {zone.rpartition("/")[2]: zone for zone in sorted(zones)}
    near = nearest(stated, sorted(zones), cutoff=0.8) or cities.get(nearest(stated, cities, cutoff=0.75) or "")
    message = f"{stated[:60]!r} is not a time zone"
    remedy = f"did you mean {near}?" if near else "use a name like Europe/Berlin"
    return replace(problem, message=message, remedy=remedy)
