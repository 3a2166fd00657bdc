"""The corpus of labelled mistakes is itself checked: a wrong label would judge the checker wrongly."""

import sys
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel, ValidationError

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from mistakes.base import BASE
from mistakes.corpus import CLEAN, Clean, corpus
from mistakes.mistake import CARET, Mistake, spot, text_of, vault_with
from prepsite.models.application import Application, Company, Job
from prepsite.models.interview import Interview, Notes
from prepsite.models.profile import Facts, Profile
from prepsite.models.project import ExperienceProject
from prepsite.models.resume import Resume
from prepsite.models.settings import Settings

CORPUS = corpus()
MODELS: dict[str, type[BaseModel]] = {
    "prepsite.yml": Settings,
    "profile.md": Profile,
    "facts.md": Facts,
    "application.md": Application,
    "job.md": Job,
    "company.md": Company,
    "interview.md": Interview,
    "notes.md": Notes,
}
# What a model refuses by itself, in a file that YAML reads: the label must be a mistake indeed.
REFUSED_BY_MODELS = (
    "typo in",
    "word outside",
    "bad day",
    "bad year",
    "bad time",
    "time without",
    "date without",
    "bad duration",
    "bad number",
    "number out",
    "bad address",
    "address that",
    "empty required",
    "unknown key",
    "missing required",
    "text where",
    "list where",
    "mapping where",
    "list of numbers",
    "private of",
    "front matter is not",
    "bad id",
    "nothing but",
)


def model_of(path: str) -> type[BaseModel]:
    folder, _, name = path.rpartition("/")
    if folder == "vault/projects":
        return ExperienceProject
    if folder == "vault/resumes":
        return Resume
    return MODELS[name]


def read(path: str, content: bytes) -> BaseModel:
    """Read a file as plainly as can be: what stands between the delimiters, all scalars text."""
    text = content.decode().removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}").replace("\r\n", "\n")
    if not path.endswith(".yml"):
        lines = [line.rstrip() if line.startswith("---") else line for line in text.split("\n")]
        assert lines[0] == "---", path
        text = "\n".join(lines[1 : lines.index("---", 1)])
    # BaseLoader makes text, lists and mappings alone.
    return model_of(path).model_validate(yaml.load(text, Loader=yaml.BaseLoader) or {})  # noqa: S506


def content_of(mistake: Mistake) -> bytes | None:
    return vault_with(mistake.files).get(mistake.path)


def test_there_are_enough_mistakes_of_enough_kinds() -> None:
    assert len(CORPUS) >= 200
    assert len({mistake.kind for mistake in CORPUS}) >= 30
    assert len({mistake.path for mistake in CORPUS}) >= 30


def test_names_are_unique() -> None:
    names = [mistake.name for mistake in CORPUS]
    assert len(set(names)) == len(names)
    assert len({clean.name for clean in CLEAN}) == len(CLEAN)


def test_the_same_seed_gives_the_same_corpus() -> None:
    assert corpus() == CORPUS
    assert corpus(7) == corpus(7)
    assert corpus(7) != CORPUS


@pytest.mark.parametrize("path", BASE)
def test_the_base_vault_is_valid(path: str) -> None:
    read(path, BASE[path])


@pytest.mark.parametrize("clean", CLEAN, ids=lambda clean: clean.name)
def test_clean_variants_are_valid(clean: Clean) -> None:
    vault = vault_with(clean.files)
    for path in vault.keys() & (BASE.keys() | clean.files.keys()):
        if path.endswith((".md", ".yml")):
            read(path, vault[path])


@pytest.mark.parametrize("mistake", CORPUS, ids=lambda mistake: mistake.name)
def test_every_label_is_a_place_in_its_file(mistake: Mistake) -> None:
    content = content_of(mistake)
    if content is None:
        # A folder, or a file that is missing.
        assert (mistake.line, mistake.column) == (1, 1)
        return
    line = text_of(content).split("\n")[mistake.line - 1]
    assert 1 <= mistake.column <= len(line) + 1
    assert CARET not in text_of(content)


@pytest.mark.parametrize("mistake", CORPUS, ids=lambda mistake: mistake.name)
def test_every_mistake_changes_the_vault(mistake: Mistake) -> None:
    assert vault_with(mistake.files) != dict(BASE)


@pytest.mark.parametrize("mistake", [m for m in CORPUS if m.says], ids=lambda mistake: mistake.name)
def test_what_a_message_should_say_is_not_what_the_file_says_there(mistake: Mistake) -> None:
    content = content_of(mistake)
    if content is not None and (mistake.line, mistake.column) != (1, 1):
        line = text_of(content).split("\n")[mistake.line - 1]
        assert mistake.says.lower() not in line[mistake.column - 1 :].split(",")[0].lower()


@pytest.mark.parametrize(
    "mistake", [m for m in CORPUS if m.kind.startswith(REFUSED_BY_MODELS)], ids=lambda mistake: mistake.name
)
def test_mistakes_in_values_are_refused_by_the_models(mistake: Mistake) -> None:
    content = content_of(mistake)
    assert content is not None
    with pytest.raises(ValidationError):
        read(mistake.path, content)


def test_undecodable_bytes_are_labelled_at_the_first() -> None:
    found = [mistake for mistake in CORPUS if mistake.kind == "not utf-8"]
    assert found
    for mistake in found:
        content = content_of(mistake) or b""
        with pytest.raises(UnicodeDecodeError) as caught:
            content.decode()
        before = content[: caught.value.start].decode()
        assert mistake.line == before.count("\n") + 1, mistake.name
        assert mistake.column == len(before.rpartition("\n")[2]) + 1, mistake.name


def test_a_caret_is_a_line_and_a_column() -> None:
    assert spot("a\nbé‸c\n") == ("a\nbéc\n", 2, 3)
    for wrong in ("abc", "a‸b‸c"):
        with pytest.raises(ValueError, match="one caret"):
            spot(wrong)
