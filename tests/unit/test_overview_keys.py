"""A page over the whole vault has another key whenever it says something else."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from prepsite.app.check import check_vault
from prepsite.app.filling import fill
from prepsite.app.pages import site_from
from prepsite.core.pages.listed import Listed
from prepsite.core.pages.sitemap import (
    APPLICATIONS,
    CALENDAR,
    HOME,
    PROBLEMS,
    PROJECTS,
    QUESTIONS,
    RESUME_MATRIX,
    RESUMES,
    STORY_USE,
    project_uri,
)
from prepsite.vault.layout import Workspace
from searches import DEMO, Heard

KESTREL = Path("applications/kestrel-grid-staff-engineer")
NEXT = KESTREL / "interviews/technical-screen"
LATER = KESTREL / "interviews/system-design"
# Its rounds come after those of the other.
LINDQUELL = Path("applications/lindquell-engineering-lead")
LINE = "Introduced a transactional outbox in all regions, which ended the loss of about 60 order events a week."
Pages = dict[str, Listed]


def overviews(root: Path) -> Pages:
    """Return the pages over the whole vault, as a new look at it lists them."""
    workspace = Workspace.at(root)
    site = site_from(check_vault(workspace), workspace)
    return {each.uri: each for each in site.listed if each.application_id is None}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Pages]:
    """Return the demo with all its prep, and its overviews, made."""
    root = tmp_path_factory.mktemp("demo")
    shutil.copytree(DEMO, root / "vault")
    assert all(outcome.written for outcome in fill(Workspace.at(root), Heard()))
    pages = overviews(root)
    assert all(each.page for each in pages.values())
    return root, pages


def replaced(path: str | Path, pattern: str, by: str, count: int = 0) -> Callable[[Path], None]:
    """Return an edit of a file of the vault, or of those that a pattern names."""

    def edit(vault: Path) -> None:
        files = sorted(vault.glob(str(path)))
        texts = [file.read_text("utf-8") for file in files]
        edited = [re.sub(pattern, by, text, count=count, flags=re.MULTILINE) for text in texts]
        assert edited != texts
        for file, text in zip(files, edited, strict=True):
            file.write_text(text, "utf-8")

    return edit


def removed(path: Path) -> Callable[[Path], None]:
    return lambda vault: (vault / path).unlink()


EDITS: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "prose alone": (replaced(LATER / "prep.md", r"\.$", ", truly.", 1), set()),
    "a question": (replaced(LATER / "prep.md", r"^### 1\. .*$", "### 1. What broke last?"), {QUESTIONS}),
    "what an answer cites": (
        replaced(LATER / "prep.md", "project:ledger-migration", "project:hiring-loop"),
        {STORY_USE, PROJECTS, project_uri("ledger-migration"), project_uri("hiring-loop")},
    ),
    "prep that goes": (removed(LATER / "prep.md"), {HOME, QUESTIONS}),
    "a reference that leads nowhere": (
        replaced(LINDQUELL / "interviews/team-panel/prep.md", r"\.$", ". [notes:nowhere]", 1),
        {HOME, PROBLEMS},
    ),
    "the posting": (replaced(LINDQUELL / "job.md", r"\Z", "\nKnowledge of Erlang is required.\n"), {HOME}),
    "where lines are defended": (
        replaced(LINDQUELL / "**/prep.md", r"\[(?:bullet|project):[^\]]*\]", ""),
        {HOME, RESUME_MATRIX},
    ),
    "a line defended without a citation": (
        replaced(LATER / "prep.md", r"\Z", f"\n## Resume defence\n\n### {LINE}\n\nI did.\n"),
        {RESUME_MATRIX},
    ),
    "the minutes of the next round": (replaced(NEXT / "prep.md", r" · \d+ min\*\*", " · 2 min**"), {HOME}),
    "a status": (
        replaced(KESTREL / "application.md", "^status: .*$", "status: rejected"),
        {HOME, APPLICATIONS, RESUME_MATRIX},
    ),
    "a company": (
        replaced(KESTREL / "application.md", "^company: .*$", "company: Elsewhere"),
        {HOME, APPLICATIONS, CALENDAR, QUESTIONS, RESUMES, RESUME_MATRIX, STORY_USE},
    ),
    "a day": (
        replaced(
            KESTREL / "interviews/hiring-manager/interview.md",
            "^scheduled_at: .*$",
            "scheduled_at: 2026-04-02 10:00",
        ),
        {HOME, CALENDAR},
    ),
    "a field that nobody knows": (
        replaced("projects/hiring-loop.md", "^title:", "colour: red\ntitle:"),
        {HOME, PROBLEMS, project_uri("hiring-loop")},
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_says_something_else_has_another_key(
    before: tuple[Path, Pages], tmp_path: Path, edit: str
) -> None:
    root, pages = before
    shutil.copytree(root, tmp_path / "search")
    change, expected = EDITS[edit]
    change(tmp_path / "search/vault")
    after = overviews(tmp_path / "search")
    assert after.keys() == pages.keys()
    changed = {uri for uri, each in after.items() if each.page != pages[uri].page}
    assert changed >= expected
    assert {uri for uri in changed if after[uri].key == pages[uri].key} == set()


def test_prose_leaves_all_but_what_looks_closely(before: tuple[Path, Pages], tmp_path: Path) -> None:
    root, pages = before
    shutil.copytree(root, tmp_path / "search")
    EDITS["prose alone"][0](tmp_path / "search/vault")
    after = overviews(tmp_path / "search")
    # It looks at all of the application whose round is next.
    assert {uri for uri, each in after.items() if each.key != pages[uri].key} == {HOME}
