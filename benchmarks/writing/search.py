"""A job search with user bytes in its prep, half way between two states, and what may become of it.

Of every four documents three are there and stale (one with an edited section, one with a section
and a comment of the user's own, one as it was generated) and one is missing.
"""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

DEMO = Path(__file__).resolve().parents[2] / "vault"
APPLICATION = "kestrel-grid-staff-engineer"
# Base prep and three rounds to come.
DOCUMENTS_AN_APPLICATION = 4

Generate = Callable[[Path], int]

# What differs between two runs that did the same: the date, and what a model took.
_VOLATILE = re.compile(rb"^(?:generated_on:|tokens:|  (?:read|written|cached):|cost:).*\n", re.MULTILINE)
_MINE = re.compile(rb"mine-[a-z0-9-]+-mine")
_TEMPORARY = (".prepsite-", ".writing-")


@dataclass
class Search:
    """A search at `root`, the copy to begin from, and the bytes of the vault before and after."""

    root: Path
    snapshot: Path
    old: dict[str, bytes]
    intended: dict[str, bytes]

    def reset(self) -> None:
        """Bring the vault back to where it was, and forget what is kept beside it."""
        shutil.rmtree(self.root / "vault")
        shutil.rmtree(self.root / ".prepsite", ignore_errors=True)
        shutil.copytree(self.snapshot, self.root / "vault")

    def faults(self) -> list[str]:
        """Return what is wrong with the vault in the middle: torn files, and user bytes that are gone."""
        found, now = [], contents(self.root)
        for path in sorted(self.old.keys() | self.intended.keys() | now.keys()):
            states = [self.old.get(path), self.intended.get(path)]
            if now.get(path) not in states:
                found.append(f"{path}: neither its old nor its intended version")
        return [*found, *self.lost()]

    def lost(self) -> list[str]:
        """Return which of the user's own words are gone."""
        now = contents(self.root)
        return [
            f"{path}: user bytes lost: {sorted(gone)}"
            for path, text in self.old.items()
            if (gone := mine(text) - mine(now.get(path, b"")))
        ]

    def faults_at_the_end(self) -> list[str]:
        """Return what is wrong with the vault after a run that was let end."""
        return [*self.unlike(), *(f"{path}: left behind" for path in left_behind(self.root))]

    def unlike(self) -> list[str]:
        """Return the files that are not what an uninterrupted run makes of them."""
        now = contents(self.root)
        return [
            f"{path}: not the bytes of an uninterrupted run"
            for path in sorted(self.intended.keys() | now.keys())
            if now.get(path) != self.intended.get(path)
        ]


def make(folder: Path, documents: int, generate: Generate) -> Search:
    """Make a search of so many documents; `generate` runs `prepsite generate --stale` there."""
    root, snapshot = folder / "search", folder / "snapshot"
    ignored = shutil.ignore_patterns("prep.md", ".prepsite", "applications")
    shutil.copytree(DEMO, root / "vault", ignore=ignored)
    (root / "mkdocs.yml").write_text("site_name: x\ntheme: material\nplugins: [prepsite]\n", "utf-8")
    for number in range(max(1, documents // DOCUMENTS_AN_APPLICATION)):
        home = root / "vault/applications" / f"kestrel-{number:03d}"
        shutil.copytree(DEMO / "applications" / APPLICATION, home, ignore=shutil.ignore_patterns("prep.md"))
    assert generate(root) == 0
    for number, path in enumerate(sorted((root / "vault").rglob("prep.md"))):
        _age(path, number)
    profile = root / "vault/profile.md"
    text = profile.read_text("utf-8")
    profile.write_text(re.sub(r"^headline: .*$", "headline: Engineer of quite other things", text, flags=re.M))
    for posting in (root / "vault").rglob("job.md"):
        with posting.open("a", encoding="utf-8") as file:
            file.write("\n- You have run Kubernetes for 5 years\n")
    shutil.copytree(root / "vault", snapshot)
    old = contents(root)
    assert generate(root) == 0
    intended = contents(root)
    found = Search(root, snapshot, old, intended)
    changed = sum(1 for path, text in intended.items() if path.endswith("prep.md") and old.get(path) != text)
    assert changed > documents // 2, f"only {changed} documents are written anew"
    lost = {path for path in old if mine(old[path]) - mine(intended.get(path, b""))}
    assert not lost, f"an uninterrupted run lost user bytes of {sorted(lost)}"
    found.reset()
    return found


def contents(root: Path) -> dict[str, bytes]:
    """Return the bytes of all files of the vault but temporary ones, without what is volatile."""
    return {
        path.relative_to(root).as_posix(): _VOLATILE.sub(b"", path.read_bytes())
        for path in sorted((root / "vault").rglob("*"))
        if path.is_file() and not path.name.startswith(_TEMPORARY)
    }


def mine(text: bytes) -> set[bytes]:
    """Return the user's own words in a file."""
    return set(_MINE.findall(text))


def left_behind(root: Path) -> list[str]:
    """Return the temporary files and claims that are there."""
    return [
        path.relative_to(root).as_posix()
        for path in sorted(root.rglob("*"))
        if path.is_file() and (path.name.startswith(_TEMPORARY) or path.parent.name == "claims")
    ]


def _age(path: Path, number: int) -> None:
    """Do to a document what its user did to it meanwhile."""
    text = path.read_text("utf-8")
    kind = number % DOCUMENTS_AN_APPLICATION
    if kind == 0:
        # The last line belongs to the last section, which is edited thereby.
        path.write_text(f"{text.rstrip()}\n\nI add: mine-edited-{number}-mine\n", "utf-8")
    elif kind == 1:
        path.write_text(
            f"{text.rstrip()}\n\n## My own section\n\nmine-own-{number}-mine\n"
            f"\n<!-- mine-comment-{number}-mine -->\n",
            "utf-8",
        )
    elif kind == 2:
        path.unlink()
