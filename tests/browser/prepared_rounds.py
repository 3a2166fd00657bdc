"""The rounds of a vault, and what their prep says: read from the prep files themselves."""

import re
from dataclasses import dataclass
from pathlib import Path

from prepsite.core.document import split

_QUESTION = re.compile(r"^### \d+\. (?P<title>.+)$", re.MULTILINE)
_ANSWER = re.compile(r"^\*\*(?:Result|Answer)\.\*\* (?P<text>.+)$", re.MULTILINE)
_MARKUP = re.compile(r"\\(?=[^\w\s])|\*\*|\[[a-z]+:[^\]]*\]")


@dataclass(frozen=True)
class Question:
    """A predicted question, and how its answer ends, as plain text."""

    title: str
    answer: str


@dataclass(frozen=True)
class Round:
    """A round with written prep."""

    application: str
    id: str
    questions: tuple[Question, ...]

    @property
    def uri(self) -> str:
        return f"applications/{self.application}/interview-prep/{self.id}/index.html"

    @property
    def reference_uri(self) -> str:
        return f"applications/{self.application}/interview-prep/index.html"


def prepared_rounds(vault: Path) -> tuple[Round, ...]:
    """Return the rounds of a vault that have written prep."""
    files = sorted(vault.glob("applications/*/interviews/*/prep.md"))
    return tuple(Round(path.parents[2].name, path.parent.name, _questions(path)) for path in files)


def _questions(path: Path) -> tuple[Question, ...]:
    document = split(path.read_text(encoding="utf-8"))
    body = next(section.body for section in document.sections if section.field == "predicted_questions")
    starts = list(_QUESTION.finditer(body))
    ends = [*(start.start() for start in starts[1:]), len(body)]
    questions = []
    for start, end in zip(starts, ends, strict=True):
        answer = _ANSWER.search(body, start.end(), end)
        assert answer is not None, f"{path}: {start['title']}"
        questions.append(Question(_plain(start["title"]), _plain(answer["text"])))
    return tuple(questions)


def _plain(markdown: str) -> str:
    return _MARKUP.sub("", markdown).strip()
