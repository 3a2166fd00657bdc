"""`build --publish` and `--redact`: what speaks against them is told, all of it; what they show is harmless."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from prepsite.app.publishing import reasons_against
from prepsite.app.remotes import PrivateRemotes, place_of, remotes_not_private
from prepsite.app.scaffold import init
from prepsite.cli import main
from prepsite.errors import UsageError
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault

pytestmark = pytest.mark.journey

CommandLine = Callable[..., "subprocess.CompletedProcess[str]"]
APPLICATION = "vault/applications/example"
ROUND = f"{APPLICATION}/interviews/technical-screen"
NOTES = f"{APPLICATION}/interviews/recruiter-screen/notes.md"


def git(folder: Path, *arguments: str) -> None:
    """Run git there, as somebody."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def edit(file: Path, old: str, new: str) -> None:
    """Change a file, which must hold the old text."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a job search with the example, without prep."""
    init(tmp_path / "search")
    return Workspace.at(tmp_path / "search")


@pytest.fixture
def known(tmp_path: Path) -> PrivateRemotes:
    """Return a list of private remotes of its own."""
    return PrivateRemotes(tmp_path / "configuration")


@pytest.mark.parametrize(
    "address",
    [
        "git@example.org:me/search.git",
        "ssh://git@example.org/me/search.git",
        "ssh://git@example.org:22/me/search",
        "https://example.org/me/search",
        "https://me:secret@EXAMPLE.org/me/search.git/",
    ],
)
def test_one_repository_is_one_place_however_it_is_written(address: str) -> None:
    assert place_of(address) == "example.org/me/search"


@pytest.mark.parametrize("address", ["", "x", "https://", "https://example.org", "git@example.org:", "a b:c d"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(UsageError):
        place_of(address)


def test_only_remotes_on_the_users_list_are_private(workspace: Workspace, known: PrivateRemotes) -> None:
    assert remotes_not_private(workspace.root, known) == ()
    git(workspace.root, "init", "-q")
    git(workspace.root, "remote", "add", "origin", "https://me:hunter2@example.org/me/search.git")
    git(workspace.root, "remote", "add", "backup", str(workspace.root.parent))
    git(workspace.root, "remote", "set-url", "--push", "origin", "git@other.example:me/search.git")
    reasons = reasons_against(workspace, remotes=known)
    assert len(reasons) == 2
    assert all("prepsite trust --remote" in reason and "hunter2" not in reason for reason in reasons)
    known.add("git@example.org:me/search.git")
    known.add("ssh://git@other.example/me/search")
    assert reasons_against(workspace, remotes=known) == ()
    known.remove("https://example.org/me/search")
    assert remotes_not_private(workspace.root, known) == ("example.org/me/search",)


def test_the_list_is_kept_by_the_command(prepsite: CommandLine, workspace: Workspace, tmp_path: Path) -> None:
    env = {"XDG_CONFIG_HOME": str(tmp_path / "own"), "HOME": str(tmp_path)}
    done = prepsite("trust", "--remote", "git@example.org:me/search.git", cwd=workspace.root, env=env)
    assert "example.org/me/search is taken for private" in done.stdout
    assert "example.org/me/search (a private repository)" in prepsite("trust", cwd=tmp_path, env=env).stdout
    done = prepsite("trust", "--remove", "--remote", "https://example.org/me/search", cwd=tmp_path, env=env)
    assert done.returncode == 0
    assert "example.org" not in prepsite("trust", cwd=tmp_path, env=env).stdout
    assert prepsite("trust", "--remote", "nothing", cwd=tmp_path, env=env).returncode == 2


def test_what_is_private_and_stands_elsewhere_in_words_is_told(
    workspace: Workspace, known: PrivateRemotes
) -> None:
    edit(workspace.root / NOTES, "---\n", "---\nprivate:\n  floor: 91500 EUR\n")
    assert reasons_against(workspace, remotes=known) == ()
    note = workspace.root / f"{APPLICATION}/application.md"
    note.write_text(note.read_text("utf-8") + "\nNot below 91500 EUR.\n", "utf-8")
    (reason,) = reasons_against(workspace, remotes=known)
    assert NOTES in reason
    assert "91500" not in reason


def test_prep_that_rests_on_what_became_private_is_told(
    workspace: Workspace, known: PrivateRemotes, prepsite: CommandLine
) -> None:
    assert prepsite("generate", cwd=workspace.root).returncode == 0
    assert reasons_against(workspace, remotes=known) == ()
    edit(workspace.root / "vault/projects/example.md", "---\n", "---\nprivate: true\n")
    reasons = reasons_against(workspace, remotes=known)
    *cited, in_words = reasons
    assert {reason.partition(" ")[0] for reason in cited} == {f"{APPLICATION}/prep.md", f"{ROUND}/prep.md"}
    assert all("project:example" in reason and "--stale" in reason for reason in cited)
    assert "private in vault/projects/example.md stands in words on applications/example/" in in_words
    assert reasons_against(workspace, "example", known) == reasons


def test_a_merge_and_a_text_that_waits_are_told(
    workspace: Workspace, known: PrivateRemotes, prepsite: CommandLine
) -> None:
    assert prepsite("generate", cwd=workspace.root).returncode == 0
    edit(workspace.root / f"{ROUND}/prep.md", "## Predicted questions\n", "## Predicted questions\n\nMine.\n")
    edit(workspace.root / "vault/projects/example.md", "Two people typed 300", "Three people typed 900")
    edit(
        workspace.root / "vault/projects/example.md",
        "I sat with the two of them",
        "I sat with the three of them",
    )
    assert prepsite("generate", "--again", "example/technical-screen", cwd=workspace.root).returncode == 0
    project = workspace.root / "vault/projects/example.md"
    project.write_text(f"{project.read_text('utf-8')}\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n", "utf-8")
    text = "\n".join(reasons_against(workspace, remotes=known))
    assert "texts that wait" in text
    assert "vault/projects/example.md is in the middle of a merge" in text


def test_what_would_serve_the_vault_itself_is_told_in_one_list(
    workspace: Workspace, prepsite: CommandLine, tmp_path: Path
) -> None:
    root = workspace.root
    edit(root / "mkdocs.yml", "theme:", "repo_url: https://example.org/me/search\nedit_uri: edit/\ntheme:")
    (root / "docs" / "work").symlink_to(root / "vault" / "projects")
    git(root, "init", "-q")
    git(root, "remote", "add", "origin", "https://example.org/me/search")
    done = prepsite("build", "--publish", cwd=root, env={"XDG_CONFIG_HOME": str(tmp_path)})
    assert done.returncode == 1
    assert "4 reasons" in done.stderr
    for part in (
        "repo_url",
        "edit_uri",
        "docs/work is a link",
        "prepsite trust --remote example.org/me/search",
    ):
        assert part in done.stderr
    assert not (root / "published").exists()


@pytest.mark.parametrize(
    "folder", ["vault", "vault/projects", "templates", ".", "..", "docs", ".git", ".prepsite"]
)
def test_no_site_goes_where_a_build_would_empty_a_folder_of_yours(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: str
) -> None:
    before = sorted(path for path in workspace.root.rglob("*") if ".prepsite" not in path.parts)
    monkeypatch.chdir(workspace.root)
    for options in ((), ("--publish",)):
        with pytest.raises(SystemExit) as left:
            main(["build", "--site-dir", folder, *options])
        said = capsys.readouterr()
        assert left.value.code == 1, said.out
        assert "prepsite: " in said.err
    kept = {
        path for path in workspace.root.rglob("*") if ".prepsite" not in path.parts and path.name != "prep.md"
    }
    assert set(before) <= kept


def test_what_was_in_the_open_and_is_private_now_is_no_change_to_tell(
    workspace: Workspace, prepsite: CommandLine
) -> None:
    root = workspace.root
    profile = root / "vault/profile.md"
    profile.write_text("---\nname: Me\nanswers:\n  pay: At least 88300 EUR.\n---\n", "utf-8")
    assert prepsite("generate", cwd=root).returncode == 0
    profile.write_text("---\nname: Me\nanswers:\n  pay: At least 93300 EUR.\n---\n", "utf-8")
    assert "88300" in prepsite("plan", cwd=root).stdout
    profile.write_text("---\nname: Me\nprivate:\n  floor: At least 88300 EUR.\n---\n", "utf-8")
    said = [prepsite(*command, cwd=root).stdout for command in (("plan",), ("check", "--all"))]
    assert "changed since: profile" in said[0]
    assert "88300" not in "".join(said)


def test_prep_that_asks_to_be_private_is_told_and_not_shown(
    workspace: Workspace, prepsite: CommandLine
) -> None:
    root = workspace.root
    assert prepsite("generate", cwd=root).returncode == 0
    prep = root / f"{ROUND}/prep.md"
    edit(prep, "---\n", "---\nprivate: true\n")
    before = prep.read_bytes()
    done = prepsite("check", cwd=root)
    assert done.returncode == 1
    assert f"{ROUND}/prep.md:1:1: error: private: prep can't be private by itself" in done.stdout + done.stderr
    assert prepsite("generate", "--again", "example/technical-screen", cwd=root).returncode == 1
    assert prep.read_bytes() == before
    assert read_vault(workspace).applications["example"].interviews[-1].prep is None
    edit(prep, "private: true", "private: false")
    assert read_vault(workspace).applications["example"].interviews[-1].prep is not None


ASKED = "\n### Which pay?\n\nI wish for 88300 EUR, 88.3k at least. [profile/answers/pay]\n\n### What else?\n"
DOUBTFUL = "I led 7313 people there. My notice is five months. I was awarded the golden abacus of Ghent.\n"
# What prepsite tells its owner of these sentences, of the resume's lines and of what changed since.
OWNERS = {
    "the mark of a claim": "prepsite-mark--",
    "the list of claims": "prepsite-claims-",
    "what a retraction said": "golden abacus of Bruges",
    "what is withdrawn by now": "forty invoices",
    "what contradicts": "Does anything contradict?",
    "the risk of a line": "Can you defend each line?",
    "a line at risk": "at high risk",
    "what changed since": "Changed since this was written",
    "what to do about it": "--stale",
    "what to confirm": "prepsite confirm",
}
FACTS = """---
facts:
  - {id: abacus, status: retracted, text: I was awarded the golden abacus of Bruges.}
  - {id: invoices, status: confirmed, text: I checked forty invoices a day., by: Hesperia}
  - {id: invoices, status: retracted, text: I checked forty invoices a day., by: Hesperia}
  - {id: mornings, status: confirmed, text: I checked the invoices every morning., by: Hesperia}
---
"""


def test_others_see_nothing_of_what_prepsite_found_in_doubt(
    workspace: Workspace, prepsite: CommandLine
) -> None:
    root = workspace.root
    profile = root / "vault/profile.md"
    profile.write_text("---\nname: Me\nanswers:\n  pay: I want 88300 EUR.\n---\n", "utf-8")
    assert prepsite("generate", cwd=root).returncode == 0
    (root / "vault/facts.md").write_text(FACTS, "utf-8")
    heading = "## Predicted questions\n"
    edit(root / f"{ROUND}/prep.md", heading, f"{heading}\n{DOUBTFUL}{ASKED}\n{DOUBTFUL}")
    profile.write_text("---\nname: Me\nanswers:\n  pay: I want 93300 EUR.\n---\n", "utf-8")
    shown = {}
    for folder, options in (("site", ()), ("published", ("--publish",)), ("redacted", ("--redact", "example"))):
        done = prepsite("build", *options, cwd=root)
        assert done.returncode == 0, done.stderr
        files = (root / folder).rglob("*")
        shown[folder] = "".join(
            path.read_text("utf-8", "replace") for path in files if path.suffix in {".html", ".json"}
        )
        assert "7313" in shown[folder]
        assert "I checked the invoices every morning." in shown[folder]
    assert [name for name, words in OWNERS.items() if words not in shown["site"]] == []
    for folder in ("published", "redacted"):
        assert [name for name, words in OWNERS.items() if words in shown[folder]] == []
    assert "Hesperia" in shown["published"]
    assert [word for word in ("Hesperia", "88300", "88.3k", "93300") if word in shown["redacted"]] == []


PAY = ("91500", "91,500", "88.000", "120k", "95 000")
CONTACTS = (
    "ada@example.com",
    "coach-me@example.com",
    "+49 170 5550101",
    "meet.example.com",
    "Found on LinkedIn",
)
OTHERS = ("Gammaworks", "gammaworks")


def test_a_coach_sees_no_pay_no_contacts_and_no_other_application(
    workspace: Workspace, prepsite: CommandLine
) -> None:
    root = workspace.root
    (root / "vault/profile.md").write_text(
        "---\nname: Your Name\nemail: coach-me@example.com\nphone: +49 170 5550101\n"
        "answers:\n  pay: I am looking for 91500 EUR.\n  notice: Three months.\n---\n",
        "utf-8",
    )
    application = root / APPLICATION / "application.md"
    application.write_text(
        application.read_text("utf-8")
        + "\nThey pay up to 120k. Gammaworks is slower. Write to ada@example.com or +49 170 5550101.\n"
        "\nThe range is 91,500 and more. A story of 4200 orders an hour.\n",
        "utf-8",
    )
    job = root / APPLICATION / "job.md"
    job.write_text(job.read_text("utf-8") + "\n- The salary band begins at 88.000 EUR.\n", "utf-8")
    other = root / "vault/applications/gammaworks"
    other.mkdir()
    (other / "application.md").write_text(
        "---\ncompany: Gammaworks\nrole: Engineer\nstatus: applied\n---\n", "utf-8"
    )
    (other / "job.md").write_text("---\npay: 95 000 EUR\n---\n\nWe make things.\n", "utf-8")
    assert prepsite("generate", cwd=root).returncode == 0
    done = prepsite("build", "--redact", "example", cwd=root)
    assert done.returncode == 0, done.stderr
    shown = "".join(
        path.read_text("utf-8", "replace")
        for path in (root / "redacted").rglob("*")
        if path.suffix in {".html", ".json"}
    )
    assert [word for word in (*PAY, *CONTACTS, *OTHERS) if word in shown] == []
    assert "A story of 4200 orders an hour." in shown
    assert "Three months." in shown
    assert prepsite("build", "--redact", "nowhere", cwd=root).returncode == 2
    assert prepsite("build", "--redact", "", cwd=root).returncode == 2
    assert prepsite("build", "--redact", "example", "--publish", cwd=root).returncode == 2
