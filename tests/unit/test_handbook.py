"""The handbook tells the truth: every field of every file, with the models' own words."""

from enum import StrEnum
from pathlib import Path
from typing import get_args

import click
import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from prepsite.cli.root import command_line
from prepsite.models.application import Application, Company, Contact, Job, Statement
from prepsite.models.interview import AskedQuestion, Interview, Interviewer, Notes, Told
from prepsite.models.profile import Answers, Fact, Facts, Link, Profile
from prepsite.models.project import Decision, ExperienceProject, Metric
from prepsite.models.resume import Bullet, Credential, Resume, Role
from prepsite.models.settings import Limits, Prices, ServeSettings, Settings

HANDBOOK = Path(__file__).parents[2] / "docs" / "handbook"
MODELS: tuple[type[BaseModel], ...] = (
    Settings, ServeSettings, Limits, Prices, Profile, Link, Answers, ExperienceProject, Metric, Decision,
    Resume, Role, Bullet, Credential, Facts, Fact, Application, Contact, Job, Company, Statement, Interview,
    Interviewer, Notes, AskedQuestion, Told,
)  # fmt: skip


def rows(model: type[BaseModel]) -> list[str]:
    """Return the handbook's table rows for a model: name, whether required, description."""
    return [
        f"| `{name}` | {'yes' if field.is_required() else ''} | {field.description} |"
        for name, field in model.model_fields.items()
        if name != "private"
    ]


def words(field: FieldInfo) -> list[str]:
    """Return the words of the enumeration behind a field, if any."""
    found: list[str] = []

    def look(annotation: object) -> None:
        if isinstance(annotation, type) and issubclass(annotation, StrEnum):
            found.extend(member.value for member in annotation)
        for part in get_args(annotation):
            look(part)

    look(field.annotation)
    return found


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_handbook_has_every_field_in_the_models_words(model: type[BaseModel]) -> None:
    text = (HANDBOOK / "vault.md").read_text(encoding="utf-8")
    missing = [row for row in rows(model) if row not in text]
    assert not missing, "add to docs/handbook/vault.md:\n" + "\n".join(missing)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_handbook_has_every_word_of_the_vocabulary(model: type[BaseModel]) -> None:
    text = (HANDBOOK / "vault.md").read_text(encoding="utf-8")
    missing = [
        word for field in model.model_fields.values() for word in words(field) if f"`{word}`" not in text
    ]
    assert not missing


def commands(group: click.Group, path: str = "") -> list[tuple[str, click.Command]]:
    """Return every command of the command line, by the words that call it."""
    found: list[tuple[str, click.Command]] = []
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command
        if isinstance(command, click.Group):
            found += commands(command, f"{path}{name} ")
        else:
            found.append((f"{path}{name}", command))
    return found


def test_the_handbook_names_every_command_and_option() -> None:
    text = (HANDBOOK / "commands.md").read_text(encoding="utf-8")
    everything = commands(command_line)
    assert len(everything) > 10
    for name, command in everything:
        assert f"`prepsite {name}" in text, name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.opts[0] in text, f"{name} {parameter.opts[0]}"
