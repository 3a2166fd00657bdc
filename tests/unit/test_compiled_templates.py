"""Compiled templates lie beside Python's compiled modules, and only those of installed packages."""

import sys
from pathlib import Path

import pytest

from prepsite.templating import JinjaTemplates

NAME = "pages/calendar.md.j2"
VALUES = {"empty": True, "waiting": 0, "words": str, "counted": lambda *_: "", "to": str}


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have Python keep compiled code below a folder of the test's."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    return tmp_path / "kept"


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.suffix == ".cache"]


def rendered(user_templates: Path | None = None) -> str:
    """Return a page, made by an environment that compiled nothing before."""
    return JinjaTemplates(user_templates).render(NAME, **VALUES)


def test_what_is_installed_is_compiled_once(kept: Path) -> None:
    first = rendered()
    (file,) = files(kept)
    before = file.read_bytes()
    assert rendered() == first
    assert files(kept) == [file]
    assert file.read_bytes() == before


def test_ones_own_are_compiled_each_time(kept: Path, tmp_path: Path) -> None:
    own = tmp_path / "templates" / NAME
    own.parent.mkdir(parents=True)
    own.write_text("Mine.\n", "utf-8")
    assert rendered(tmp_path / "templates") == "Mine.\n"
    assert files(kept) == []


def test_what_was_damaged_is_compiled_anew(kept: Path) -> None:
    first = rendered()
    (file,) = files(kept)
    whole = file.read_bytes()
    for damaged in (b"", whole[:10], whole[: len(whole) // 2], whole[:16] + b"\0" * 40, b"x" * len(whole)):
        file.write_bytes(damaged)
        assert rendered() == first
        assert file.read_bytes() == whole


def test_a_template_that_changed_is_compiled_anew(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prepsite.templating.is_installed", lambda _: True)
    own = tmp_path / "templates" / NAME
    own.parent.mkdir(parents=True)
    for text in ("One.\n", "Two.\n", "Two.\n"):
        own.write_text(text, "utf-8")
        assert rendered(tmp_path / "templates") == text
        assert len(files(kept)) == 1


def test_where_python_keeps_nothing_nothing_is_kept(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    rendered()
    assert files(kept) == []
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    kept.write_text("in the way", "utf-8")
    assert rendered()
