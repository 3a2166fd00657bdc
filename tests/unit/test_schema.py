"""The JSON Schemas: one a file kind, and nothing that the reader takes is refused by an editor."""

import json
from pathlib import Path

import pytest

from prepsite.app.schema import DIALECT, schemas
from prepsite.models.vocabulary import Stage

KINDS = {"prepsite", "profile", "facts", "project", "resume", "application", "job", "company", "interview"} | {
    "notes",
    "prep",
}


def schema(kind: str) -> dict[str, object]:
    loaded: dict[str, object] = json.loads(schemas()[f"{kind}.schema.json"])
    return loaded


def properties(kind: str) -> dict[str, dict[str, object]]:
    found = schema(kind)["properties"]
    assert isinstance(found, dict)
    return found


def test_there_is_one_for_each_kind_of_file() -> None:
    assert set(schemas()) == {f"{kind}.schema.json" for kind in KINDS}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_has_dialect_title_and_described_fields(kind: str) -> None:
    whole = schema(kind)
    assert whole["$schema"] == DIALECT
    assert whole["title"]
    assert whole["description"]
    assert whole["additionalProperties"] is False
    assert all(field.get("description") for field in properties(kind).values())
    for reference in set(_references(whole)):
        folder, name = reference.removeprefix("#/").split("/")
        block = whole[folder]
        assert isinstance(block, dict)
        assert name in block


def _references(part: object) -> list[str]:
    if isinstance(part, dict):
        own = [str(part["$ref"])] if "$ref" in part else []
        return own + [found for value in part.values() for found in _references(value)]
    return [found for value in part for found in _references(value)] if isinstance(part, list) else []


def test_the_vocabulary_can_be_completed() -> None:
    definitions = schema("interview")["$defs"]
    assert isinstance(definitions, dict)
    assert definitions["Stage"]["enum"] == [stage.value for stage in Stage]
    assert schema("interview")["required"] == ["stage"]


def test_what_an_editor_reads_as_a_number_is_taken_as_text() -> None:
    start = properties("project")["start"]["anyOf"]
    assert isinstance(start, list)
    assert "number" in start[0]["type"]
    assert properties("prep")["prepsite"]["enum"] == ["1", 1]
    assert properties("interview")["focus"]["type"] == ["array", "null"]


def test_a_field_called_title_stays() -> None:
    assert {"title", "my_part"} <= set(properties("project"))


def test_pydantics_own_words_stay_out() -> None:
    for text in schemas().values():
        assert '"ge"' not in text
        assert '"le"' not in text


def test_they_can_be_written_as_files(tmp_path: Path) -> None:
    for name, text in schemas().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert json.loads((tmp_path / name).read_text(encoding="utf-8"))
        assert text.endswith("}\n")
