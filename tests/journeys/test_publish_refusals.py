"""`build --publish` refuses: each thing that speaks against it is put in, named, and nothing is written."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from prepsite.app.publishing import reasons_against
from prepsite.app.remotes import PrivateRemotes
from prepsite.app.scaffold import init
from prepsite.cli import main
from prepsite.vault.layout import Workspace

pytestmark = pytest.mark.journey

APPLICATION = "vault/applications/example"
ROUND = f"{APPLICATION}/interviews/technical-screen"
NOTES = f"{APPLICATION}/interviews/recruiter-screen/notes.md"
PROJECT = "vault/projects/example.md"
PLACE = "https://example.org/me/search.git"
MARKERS = "\n<<<<<<< ours\nmine\n=======\ntheirs\n>>>>>>> theirs\n"
Injection = Callable[[Path], object]


def git(folder: Path, *arguments: str, may_fail: bool = False) -> None:
    """Run git there, as somebody."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=not may_fail, capture_output=True)


def repository(folder: Path, *settings: str) -> None:
    """Make a repository with settings of the form `name=value`."""
    git(folder, "init", "-q", "-b", "main")
    for setting in settings:
        git(folder, "config", "--add", *setting.split("=", 1))


def write(file: Path, text: str) -> None:
    """Write a file and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def edit(file: Path, old: str, new: str) -> None:
    """Change a file, which must hold the old text."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def append(file: Path, text: str) -> None:
    """Write something at a file's end."""
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def of_remotes(*settings: str) -> Injection:
    """Return what makes the search a repository with these settings."""
    return lambda root: repository(root, *settings)


def of_site(line: str) -> Injection:
    """Return what puts a line into mkdocs.yml."""
    return lambda root: append(root / "mkdocs.yml", f"\n{line}\n")


def copy_at(path: str) -> Injection:
    """Return what leaves a copy somewhere."""
    return lambda root: write(root / path, "---\ntitle: Another\n---\n")


def with_folder_of_that_name(root: Path) -> None:
    repository(root, "remote.origin.url=git@example.org:me/search.git")
    (root / "git@example.org:me" / "search.git").mkdir(parents=True)


def in_a_worktree_without_a_branch(root: Path) -> None:
    other = root.parent / "first"
    other.mkdir()
    repository(other, f"remote.origin.url={PLACE}")
    git(other, "commit", "-q", "--allow-empty", "-m", "x")
    git(other, "worktree", "add", "--detach", str(root.parent / "second"))
    shutil.copy(root.parent / "second" / ".git", root / ".git")


def within_the_vault(root: Path) -> None:
    repository(root)
    repository(root / "vault" / "projects", f"remote.origin.url={PLACE}")


def vault_of_another_clone(root: Path) -> None:
    clone = root.parent / "clone"
    clone.mkdir()
    (root / "vault").rename(clone / "vault")
    (root / "vault").symlink_to(clone / "vault")
    repository(clone, f"remote.origin.url={PLACE}")


def a_block_in_other_words(root: Path) -> None:
    edit(root / NOTES, "---\n", "---\nprivate:\n  floor: 91500\n")
    append(root / APPLICATION / "application.md", "\nNot below **91,500** a year.\n")


def a_block_on_an_own_page(root: Path) -> None:
    edit(root / NOTES, "---\n", "---\nprivate:\n  doubt: their runway_is short\n")
    write(root / "docs" / "mine.md", "# Mine\n\nI fear that their runway\\_is\nshort.\n")


def a_private_files_sentence_in_prep(root: Path) -> None:
    secret = "I walked out of the review because the numbers were made up."
    write(root / "vault/projects/hidden.md", f"---\ntitle: Hidden\nprivate: true\n---\n{secret}\n")
    edit(root / ROUND / "prep.md", "## Predicted questions\n", f"## Predicted questions\n\n{secret}\n")


def a_private_applications_note_in_prep(root: Path) -> None:
    secret = "They pay more than everybody else in that town."
    write(
        root / "vault/applications/hidden/application.md",
        "---\ncompany: Hidden\nrole: Engineer\nstatus: applied\nprivate: true\n---\n",
    )
    write(root / "vault/applications/hidden/job.md", f"---\ntitle: Hidden\n---\n{secret}\n")
    edit(root / ROUND / "prep.md", "## Predicted questions\n", f"## Predicted questions\n\n{secret}\n")


def a_link_to(place: str, to: str) -> Injection:
    def inject(root: Path) -> None:
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).symlink_to(root / to)

    return inject


def the_vault_as_docs(root: Path) -> None:
    shutil.rmtree(root / "docs")
    (root / "docs").symlink_to(root / "vault")


def a_merge_that_git_could_not_do(root: Path) -> None:
    repository(root)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "one")
    git(root, "checkout", "-q", "-b", "other")
    edit(root / PROJECT, "Two people typed", "Nine people typed")
    git(root, "commit", "-q", "-am", "theirs")
    git(root, "checkout", "-q", "main")
    git(root, "rm", "-q", PROJECT)
    git(root, "commit", "-q", "-m", "mine")
    # Deleted here and changed there: no marker stands in the file.
    git(root, "merge", "-q", "other", may_fail=True)
    assert "<<<<" not in (root / PROJECT).read_text("utf-8")


def a_text_that_waits(root: Path) -> None:
    edit(root / ROUND / "prep.md", "## Predicted questions\n", "## Predicted questions\n\nMine.\n")
    edit(root / PROJECT, "I sat with the two of them", "I sat with the three of them")
    with pytest.raises(SystemExit):
        main(["--root", str(root), "generate", "--again", "example/technical-screen"])
    assert list((root / "vault/.prepsite/proposals").rglob("*.md"))


TRUST = "prepsite trust --remote example.org/me/search"
INJECTIONS: dict[str, tuple[Injection, str]] = {
    "a remote": (of_remotes(f"remote.origin.url={PLACE}"), TRUST),
    "a second address of a remote": (
        of_remotes("remote.origin.url=https://private.example/a/b", f"remote.origin.url={PLACE}"),
        TRUST,
    ),
    "an address to push to": (
        of_remotes("remote.origin.url=https://private.example/a/b", f"remote.origin.pushurl={PLACE}"),
        TRUST,
    ),
    "an address that stands for another": (
        of_remotes(f"url.{PLACE}.insteadOf=short:x", "remote.origin.url=short:x"),
        TRUST,
    ),
    "a branch with an address": (of_remotes(f"branch.main.remote={PLACE}"), TRUST),
    "a branch with one to push to": (of_remotes(f"branch.main.pushRemote={PLACE}"), TRUST),
    "an address to push to by default": (of_remotes(f"remote.pushDefault={PLACE}"), TRUST),
    "a folder of the remote's name": (with_folder_of_that_name, TRUST),
    "a worktree without a branch": (in_a_worktree_without_a_branch, TRUST),
    "a repository within the vault": (within_the_vault, TRUST),
    "a vault that is a link into a clone": (vault_of_another_clone, TRUST),
    "a remote that can't be read": (
        of_remotes("remote.origin.url=ext::sh -c x"),
        "address can't be read: see `git remote -v`",
    ),
    "private words elsewhere": (a_block_in_other_words, f"private in {NOTES} stands in words on"),
    "private words on an own page": (a_block_on_an_own_page, f"private in {NOTES} stands in words on"),
    "a private file's sentence": (a_private_files_sentence_in_prep, "private in vault/projects/hidden.md"),
    "a private application's sentence": (
        a_private_applications_note_in_prep,
        "private in vault/applications/hidden/job.md",
    ),
    "prep that cites what is private": (
        lambda root: edit(root / PROJECT, "---\n", "---\nprivate: true\n"),
        f"{ROUND}/prep.md cites what is private (project:example",
    ),
    "the vault as docs_dir": (of_site("docs_dir: vault"), "docs_dir would publish the vault"),
    "a link to the vault as docs": (the_vault_as_docs, "docs_dir would publish the vault"),
    "the vault as custom_dir": (
        lambda root: edit(root / "mkdocs.yml", "  name: material", "  name: material\n  custom_dir: vault"),
        "custom_dir would publish the vault",
    ),
    "repo_url": (of_site("repo_url: https://example.org/x"), "repo_url would lead"),
    "edit_uri": (of_site("edit_uri: edit/"), "edit_uri would lead"),
    "edit_uri_template": (of_site("edit_uri_template: x/{path}"), "edit_uri_template would lead"),
    "a link in docs": (a_link_to("docs/work", "vault/projects"), "docs/work is a link"),
    "a link in docs to one file": (a_link_to("docs/a.txt", "vault/profile.md"), "docs/a.txt is a link"),
    "a link to the replies kept": (a_link_to("docs/x", ".prepsite"), "docs/x is a link"),
    "a link in the theme": (a_link_to("templates/theme/x", "vault"), "templates/theme/x is a link"),
    "a copy in docs": (
        lambda root: shutil.copytree(root / "vault", root / "docs" / "v"),
        f"docs/v/projects/example.md is a copy of {PROJECT}",
    ),
    "a copy in the theme": (
        lambda root: shutil.copytree(root / "vault", root / "templates/theme/v"),
        "templates/theme/v/profile.md is a copy of vault/profile.md",
    ),
    "a merge that git could not do": (a_merge_that_git_could_not_do, f"{PROJECT} is in the middle of a merge"),
    "markers in notes": (lambda root: append(root / NOTES, MARKERS), f"{NOTES} is in the middle of a merge"),
    "markers in front matter": (
        lambda root: edit(root / PROJECT, "my_part: owned\n", MARKERS.lstrip()),
        f"{PROJECT} is in the middle of a merge",
    ),
    "markers in prep": (
        lambda root: append(root / ROUND / "prep.md", MARKERS),
        f"{ROUND}/prep.md is in the middle of a merge",
    ),
    "markers in the settings": (
        lambda root: append(root / "vault/prepsite.yml", MARKERS),
        "vault/prepsite.yml is in the middle of a merge",
    ),
    **{
        f"a copy at {path}": (copy_at(path), f"{path} is a conflict copy")
        for path in (
            "vault/profile.sync-conflict-20260301-101500-ABCDEFG.md",
            f"{ROUND}/prep.sync-conflict-20260301-101500-ABCDEFG.md",
            f"{APPLICATION}/files/offer.sync-conflict-20260301-101500-ABCDEFG.pdf",
            f"{APPLICATION}/elsewhere/notes.sync-conflict-20260301-101500-ABCDEFG.md",
            "vault/.prepsite/base/a.sync-conflict-20260301-101500-ABCDEFG.md",
            "vault/projects/example (Ada's conflicted copy 2026-03-01).md",
            "docs/index.sync-conflict-20260301-101500-ABCDEFG.md",
        )
    },
    "a text that waits": (a_text_that_waits, f"{ROUND}/prep.md has new texts that wait"),
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a job search with the example and its prep."""
    root = tmp_path_factory.mktemp("refusals") / "search"
    init(root)
    with pytest.raises(SystemExit):
        main(["--root", str(root), "generate"])
    assert (root / ROUND / "prep.md").exists()
    return root


@pytest.fixture
def root(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of it, of a user with one private place."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))
    PrivateRemotes().add("https://private.example/a/b")
    shutil.copytree(written, tmp_path / "search", symlinks=True)
    return tmp_path / "search"


def snapshot(root: Path) -> dict[str, bytes]:
    """Return every file but the cache's, and git's own."""
    return {
        str(path): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not {".prepsite", ".git"} & set(path.relative_to(root).parts[:1])
    }


def publish(root: Path, capsys: pytest.CaptureFixture[str]) -> tuple[object, str]:
    """Return the exit code and what is complained of."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as left:
        main(["--root", str(root), "build", "--publish"])
    return left.value.code, capsys.readouterr().err


def test_without_any_of_them_nothing_speaks_against_it(root: Path) -> None:
    assert reasons_against(Workspace.at(root)) == ()


@pytest.mark.parametrize("name", INJECTIONS)
def test_it_is_named_and_nothing_is_written(root: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    inject, told = INJECTIONS[name]
    inject(root)
    before = snapshot(root)
    code, said = publish(root, capsys)
    assert code == 1, said
    assert "nothing was built" in said
    assert told in said
    assert not [word for word in ("91500", "91,500", "runway", "walked", "town") if word in said]
    assert snapshot(root) == before
    assert not (root / "published").exists()


def test_a_repository_of_no_git_that_can_be_asked_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert reasons_against(Workspace.at(root)) == (), "there is no repository to ask about"
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))
    repository(root)
    monkeypatch.setenv("PATH", str(tmp_path))
    code, said = publish(root, capsys)
    assert code == 1
    assert "git can't be asked where this repository is sent" in said
    assert "install git" in said
    monkeypatch.undo()
    (root / ".git" / "config").write_text("[broken", "utf-8")
    code, said = publish(root, capsys)
    assert code == 1
    assert "git can't say" in said
    assert not (root / "published").exists()


def test_places_of_this_machine_and_private_ones_are_no_reason(root: Path) -> None:
    bare = root.parent / "bare.git"
    git(root.parent, "init", "-q", "--bare", str(bare))
    repository(root, f"remote.a.url={bare}", "remote.b.url=../bare.git", f"remote.c.url=file://{bare}")
    git(root, "config", "remote.d.url", "git@private.example:a/b.git")
    git(root, "config", "branch.main.remote", "d")
    git(root, "config", "branch.other.remote", ".")
    assert reasons_against(Workspace.at(root)) == ()


def test_a_hooks_environment_asks_about_no_other_repository(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    repository(root, f"remote.origin.url={PLACE}")
    (tmp_path / "other").mkdir()
    repository(tmp_path / "other")
    monkeypatch.setitem(os.environ, "GIT_DIR", str(tmp_path / "other" / ".git"))
    (reason,) = reasons_against(Workspace.at(root))
    assert TRUST in reason
