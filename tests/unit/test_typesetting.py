"""Typst gets text as literals only, reaches no file, and what it refuses is told."""

import builtins
import io
from pathlib import Path

import pypdf
import pytest

from prepsite.errors import PrepsiteError
from prepsite.paper.typesetting import FontChoice, SourceRefused, literal, typeset

HEAD = '#set document(title: "T", author: ())\n#set text(lang: "en")\n= Heading\n'
HOSTILE = (
    'a"); #read("/etc/passwd"); ("',
    '\\" #panic("x") \\',
    '$ sum $ @label <label> #import "@preview/x:1.0.0": *',
    '```\n#eval("1+1")\n``` \\u{41} \\n //* /*',
)


def _words(pdf: bytes) -> str:
    return " ".join(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_code(text: str) -> None:
    pdf = typeset(f"{HEAD}#{literal(text)}\n", what="a document")
    squeezed = _words(pdf).replace(" ", "")
    assert "".join(text.split()).replace("fi", "fi") in squeezed


def test_what_no_font_or_encoding_can_say_becomes_a_visible_character() -> None:
    assert literal("a\x00b\ud800c\x1b") == '"a\ufffdb\ufffdc\ufffd"'


def test_a_document_reaches_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceRefused, match="not found"):
        typeset(f'{HEAD}#read("secret.txt")', what="a document")


def test_the_same_source_gives_the_same_bytes() -> None:
    assert typeset(f"{HEAD}text", what="a document") == typeset(f"{HEAD}text", what="a document")


def test_a_refusal_names_the_document_and_the_lines() -> None:
    with pytest.raises(SourceRefused, match=r"^acme/hm: the PDF can't be set: .*; print") as raised:
        typeset(f'{HEAD}#"中"\nfine\n#"国"', what="acme/hm")
    assert raised.value.lines == (4, 6)


def test_a_missing_folder_of_fonts_is_told(tmp_path: Path) -> None:
    with pytest.raises(PrepsiteError, match="no such folder of fonts"):
        typeset(HEAD, what="a document", fonts=FontChoice((tmp_path / "nowhere",)))


def test_a_missing_typst_is_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def absent(name: str, *rest: object) -> object:
        if name == "typst":
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(PrepsiteError, match="pip install typst"):
        typeset(HEAD, what="a document")
