"""A vault checked again says what a first look at it says, and keeps what did not change."""

import os
import random
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from prepsite.app.check import CheckReport
from prepsite.app.rereading import Rereading
from prepsite.core.vault import PrepFile
from prepsite.vault.layout import Workspace

ROOT = Path(__file__).parents[2]
OPEN = "nordhafen-lead-engineer"
OTHER = "lindquell-engineering-lead"
LINES = (
    "status: withdrawn",
    "private: true",
    "scheduled_at: 2026-04-02T10:30+02:00",
    "# A heading",
    "We were a team of ninety, says [project:nothing], see https://made-up.example/x.",
    "<<<<<<< HEAD",
    "---",
    "    \t- `deep`",
)
SETTINGS = ("timezone: Asia/Tokyo", "language: de", "writer: nobody", "today: 2026-05-01", "language: xx")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a copy of the demo's job search, with two of its applications."""
    left_out = shutil.ignore_patterns("kestrel-*", "mossbach-*")
    shutil.copytree(ROOT / "vault", tmp_path / "vault", ignore=left_out)
    return Workspace.at(tmp_path)


def said(report: CheckReport) -> tuple[object, ...]:
    """Return all that a report says; zones count, which they don't where times are compared."""
    derived = [
        (
            name,
            each.key,
            repr(each.record),
            each.found,
            each.plan,
            each.problems,
            each.documents,
            each.contradictions,
            each.lines,
            each.traces,
        )
        for name, each in report.derived.items()
    ]
    whole = (repr(report.vault), report.plan, report.problems, report.notices)
    return (*whole, report.own.digest, report.own.today, derived)


class Editor:
    """Does to a vault what people and their tools do; says which files it touched."""

    def __init__(self, vault: Path, seed: int) -> None:
        self.vault = vault
        self.chance = random.Random(seed)  # noqa: S311 - the same edits each time

    def files(self) -> list[Path]:
        found = sorted(path for path in self.vault.rglob("*.md") if path.is_file())
        return [path for path in found if ".prepsite" not in path.parts]

    def step(self) -> list[Path]:
        """Do one thing."""
        steps: tuple[Callable[[], Iterator[Path]], ...] = (
            self.edit,
            self.edit,
            self.edit,
            self.spoil,
            self.delete,
            self.add,
            self.rename,
            self.copy_application,
            self.rename_application,
            self.settings,
            self.forget,
            self.nothing,
        )
        return list(self.chance.choice(steps)())

    def edit(self) -> Iterator[Path]:
        path = self.chance.choice(self.files())
        lines = path.read_text("utf-8", "replace").split("\n")
        at = self.chance.randrange(len(lines) + 1)
        lines[at : at + self.chance.randrange(2)] = [self.chance.choice(LINES)]
        path.write_text("\n".join(lines), "utf-8")
        yield path

    def spoil(self) -> Iterator[Path]:
        path = self.chance.choice(self.files())
        path.write_bytes(self.chance.choice((b"", b"\xff\xfe\x00", b"---\na: [\n---\n", b"PK\x03\x04")))
        yield path

    def delete(self) -> Iterator[Path]:
        path = self.chance.choice(self.files())
        path.unlink()
        yield path

    def add(self) -> Iterator[Path]:
        folder = self.chance.choice(self.files()).parent
        path = folder / self.chance.choice(
            ("Interview.md", "notes.md", "prep.md", "x.orig", "job.md", "new.md")
        )
        path.write_text("---\nstage: panel\n---\n", "utf-8")
        yield path

    def rename(self) -> Iterator[Path]:
        path = self.chance.choice(self.files())
        moved = self.chance.choice(self.files()).parent / path.name
        path.replace(moved)
        yield from (path, moved)

    def copy_application(self) -> Iterator[Path]:
        folder = self.chance.choice(self.applications())
        target = folder.with_name(f"copy-{self.chance.randrange(9)}")
        if not target.exists():
            shutil.copytree(folder, target)
        yield from (path for path in target.rglob("*") if path.is_file())

    def rename_application(self) -> Iterator[Path]:
        folder = self.chance.choice(self.applications())
        target = folder.with_name(f"moved-{self.chance.randrange(9)}")
        if not target.exists():
            folder.rename(target)
            yield from (folder, target)

    def settings(self) -> Iterator[Path]:
        path = self.vault / "prepsite.yml"
        path.write_text(self.chance.choice(SETTINGS) + "\n", "utf-8")
        yield path

    def forget(self) -> Iterator[Path]:
        """Lose what the inputs of prep said once, or find it changed."""
        path = self.chance.choice(sorted((self.vault / ".prepsite" / "base").glob("*.md")))
        yield path
        if self.chance.random() < 0.5:
            path.unlink()
        else:
            path.write_text(re.sub(r"\bthe\b", "that", path.read_text("utf-8")), "utf-8")

    def nothing(self) -> Iterator[Path]:
        yield from ()

    def applications(self) -> list[Path]:
        return sorted(path for path in (self.vault / "applications").iterdir() if path.is_dir())


@pytest.mark.parametrize("seed", range(3))
def test_after_any_edits_a_report_equals_that_of_a_first_look(workspace: Workspace, seed: int) -> None:
    editor, rereading = Editor(workspace.vault, seed), Rereading(workspace)
    rereading.report()
    for number in range(12):
        changed = editor.step()
        found = rereading.report(None if number % 4 == 3 else changed)
        assert said(found) == said(Rereading(workspace).report()), (number, changed)
        if number % 3 == 2:
            rereading.pack()


def test_what_did_not_change_stays_the_same_object(workspace: Workspace) -> None:
    rereading = Rereading(workspace)
    before = rereading.report()
    assert rereading.report() is before
    path = workspace.vault / "applications" / OPEN / "interviews" / "work-sample" / "prep.md"
    path.write_text(path.read_text("utf-8") + "\n## Mine\n\nA word of my own.\n", "utf-8")
    after = rereading.report([path])
    assert after.own is before.own
    assert after.derived[OTHER] is before.derived[OTHER]
    assert after.derived[OPEN] is not before.derived[OPEN]
    assert after.derived[OPEN].key != before.derived[OPEN].key
    old, new = before.vault.applications[OPEN], after.vault.applications[OPEN]
    assert new.job is old.job
    assert [one.id for one, other in zip(new.interviews, old.interviews, strict=True) if one is not other] == [
        "work-sample"
    ]
    assert after.vault.applications[OTHER] is before.vault.applications[OTHER]
    path = workspace.vault / "facts.md"
    path.write_text(path.read_text("utf-8") + "\nAnother line.\n", "utf-8")
    later = rereading.report([path])
    assert later.own is not after.own
    assert later.vault.applications[OPEN] is after.vault.applications[OPEN]
    assert not {each.key for each in later.derived.values()} & {each.key for each in after.derived.values()}


def test_only_what_changed_is_looked_at(workspace: Workspace) -> None:
    rereading = Rereading(workspace)
    before = rereading.report()
    one, other = (workspace.vault / "applications" / name / "job.md" for name in (OPEN, OTHER))
    for path in (one, other):
        path.write_text(path.read_text("utf-8") + "\nMore of it.\n", "utf-8")
    after = rereading.report([one])
    assert after.derived[OPEN] is not before.derived[OPEN]
    assert after.derived[OTHER] is before.derived[OTHER]
    assert (
        rereading.report([Path("vault/applications", OTHER, "job.md")]).derived[OTHER] != before.derived[OTHER]
    )


def test_prep_that_is_packed_takes_half_the_memory_and_says_the_same(workspace: Workspace) -> None:
    rereading = Rereading(workspace)
    rereading.pack()
    before = rereading.report()
    preps = [prep for each in before.derived.values() for prep in each.preps]
    texts, size = [prep.text for prep in preps], sum(map(held_by, preps))
    rereading.pack()
    assert sum(map(held_by, preps)) < size / 2
    assert rereading.report() is before
    assert [prep.text for prep in preps] == texts
    assert said(before) == said(Rereading(workspace).report())


def held_by(prep: PrepFile) -> int:
    """Return how many bytes a file's fields take."""
    return sum(map(sys.getsizeof, vars(prep).values()))


def test_times_of_a_file_decide_nothing(workspace: Workspace) -> None:
    rereading = Rereading(workspace)
    before = rereading.report()
    path = workspace.vault / "applications" / OPEN / "job.md"
    times, text = path.stat(), path.read_text("utf-8")
    path.write_text(text.replace("a", "e"), "utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert rereading.report().derived[OPEN] is not before.derived[OPEN]
    path.write_text(text, "utf-8")
    assert rereading.report().derived[OPEN].key == before.derived[OPEN].key


def test_what_inputs_said_is_asked_again_where_the_texts_as_generated_changed(workspace: Workspace) -> None:
    job = workspace.vault / "applications" / OTHER / "job.md"
    job.write_text(job.read_text("utf-8").replace("the", "that"), "utf-8")
    rereading = Rereading(workspace)
    before = rereading.report()
    assert before.derived[OTHER].heard
    kept = sorted((workspace.vault / ".prepsite" / "base").glob("*.md"))
    for path in kept:
        path.unlink()
    after = rereading.report(kept)
    assert after.plan != before.plan
    assert said(after) == said(Rereading(workspace).report())


@pytest.mark.parametrize("spoil", [b"", b"\xff\xfe\x00", b"---\nprepsite: '1'\n"])
def test_texts_as_generated_are_told_apart_by_their_bytes(workspace: Workspace, spoil: bytes) -> None:
    job = workspace.vault / "applications" / OTHER / "job.md"
    job.write_text(job.read_text("utf-8").replace("the", "that"), "utf-8")
    rereading = Rereading(workspace)
    before = rereading.report()
    base = sorted((workspace.vault / ".prepsite" / "base").glob("*.md"))
    texts = {path: path.read_bytes() for path in base}
    for path in base:
        path.write_bytes(spoil)
    spoilt = rereading.report(base)
    assert spoilt.plan != before.plan
    assert said(spoilt) == said(Rereading(workspace).report())
    for path, text in texts.items():
        path.write_bytes(text)
    assert said(rereading.report(base)) == said(before)
    outside = workspace.root / "elsewhere.md"
    outside.write_bytes(texts[base[0]])
    for path in base:
        path.unlink()
        path.symlink_to(outside)
    assert said(rereading.report(base))[:3] == said(Rereading(workspace).report())[:3]
    assert rereading.report(base).plan == spoilt.plan, "no link is followed"
