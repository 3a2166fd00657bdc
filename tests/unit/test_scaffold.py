"""`init` makes a job search that is right from the start, and overwrites nothing."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from prepsite.app.check import check_vault
from prepsite.app.plan import plan_vault
from prepsite.app.scaffold import holds_example, init, scaffold_files
from prepsite.core.plan import PlanState
from prepsite.errors import PrepsiteError, UsageError
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault

KINDS = {
    "vault/prepsite.yml",
    "vault/profile.md",
    "vault/facts.md",
    "vault/projects/example.md",
    "vault/resumes/example.md",
    "vault/applications/example/application.md",
    "vault/applications/example/job.md",
    "vault/applications/example/company.md",
    "vault/applications/example/interviews/recruiter-screen/interview.md",
    "vault/applications/example/interviews/recruiter-screen/notes.md",
}


def test_there_is_a_commented_example_of_each_kind_of_file() -> None:
    files = scaffold_files()
    assert set(files) >= KINDS | {"mkdocs.yml", ".gitignore", ".gitattributes", "README.md"}
    for name in KINDS:
        assert any(line.lstrip().startswith("#") for line in files[name].split("\n")), name


@pytest.mark.parametrize("example", [True, False])
def test_a_fresh_search_has_no_problems(tmp_path: Path, *, example: bool) -> None:
    init(tmp_path, example=example)
    workspace = Workspace.at(tmp_path)
    assert [str(problem) for problem in check_vault(workspace).problems] == []
    assert holds_example(workspace) is example
    assert bool(read_vault(workspace).applications) is example


def test_the_example_has_prep_to_write_from_the_start(example_search: Path) -> None:
    _, plan = plan_vault(Workspace.at(example_search))
    missing = [planned.name for planned in plan.documents if planned.state is PlanState.MISSING]
    assert missing == ["example", "example/technical-screen"]


def test_the_example_goes_with_the_one_command_that_the_readme_names(example_search: Path) -> None:
    command = "rm -r vault/*/example*"
    assert command in (example_search / "README.md").read_text(encoding="utf-8")
    subprocess.run(["sh", "-c", command], cwd=example_search, check=True)
    workspace = Workspace.at(example_search)
    assert not holds_example(workspace)
    assert check_vault(workspace).problems == ()
    assert read_vault(workspace).projects == {}


def test_files_that_exist_are_kept_and_named(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "profile.md").write_text("mine")
    (tmp_path / "mkdocs.yml").write_bytes(b"site_name: mine\r\n")
    (tmp_path / "README.md").symlink_to("nowhere")
    result = init(tmp_path)
    assert result.kept == ("README.md", "mkdocs.yml", "vault/profile.md")
    assert not set(result.made) & set(result.kept)
    assert (tmp_path / "vault" / "profile.md").read_text() == "mine"
    assert (tmp_path / "mkdocs.yml").read_bytes() == b"site_name: mine\r\n"
    assert (tmp_path / "README.md").is_symlink()


def test_a_second_init_makes_nothing(example_search: Path) -> None:
    assert init(example_search).made == ()


def test_a_file_is_no_folder_to_begin_in(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="is not a folder"):
        init(tmp_path / "file")


def test_a_file_where_a_folder_is_needed_is_said(tmp_path: Path) -> None:
    (tmp_path / "vault").write_text("x")
    with pytest.raises(PrepsiteError, match="can't be"):
        init(tmp_path)
    assert (tmp_path / "vault").read_text() == "x"


def test_the_site_settings_need_only_the_theme_and_the_plugin() -> None:
    config = yaml.safe_load(scaffold_files()["mkdocs.yml"])
    assert set(config) == {"site_name", "theme", "plugins"}
    assert config["theme"] == {"name": "material"}
    assert "prepsite" in config["plugins"]


def test_git_keeps_what_a_clone_needs_and_ignores_what_is_made(example_search: Path) -> None:
    def git(*arguments: str) -> str:
        command = ["git", *arguments]
        return subprocess.run(command, cwd=example_search, check=True, capture_output=True, text=True).stdout

    for made in ("site/index.html", ".prepsite/lock", "vault/.prepsite/base/x", ".venv/x", "vault/notes.md"):
        (example_search / made).parent.mkdir(parents=True, exist_ok=True)
        (example_search / made).write_text("x")
    git("init", "-q")
    git("add", "-A")
    kept = set(git("ls-files").split())
    assert kept >= {"docs/.gitkeep", "templates/README.md", "vault/.prepsite/base/x", ".gitattributes"}
    assert not [name for name in kept if name.startswith(("site/", ".prepsite/", ".venv/"))]
    shown = git("check-attr", "text", "eol", "--", "vault/profile.md", "vault/applications/a/job.md")
    assert shown.count("text: auto") == 2
    assert shown.count("eol: lf") == 2


def test_what_is_made_or_secret_is_not_committed_and_init_says_once_to_keep_it_private(tmp_path: Path) -> None:
    init(tmp_path)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    for name in ("site/a.html", "published/a.html", "redacted/a.html", "print/a.pdf", ".prepsite/cache"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    for name in ("interviews.ics", ".env", ".env.local", "vault/.env", "server.pem", "me.key", "id_rsa"):
        (tmp_path / name).touch()
    listed = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard"], cwd=tmp_path, check=True, capture_output=True
    ).stdout.decode()
    assert set(listed.split()) == set(scaffold_files())
    assert (tmp_path / "README.md").read_text("utf-8").count("public**") == 1


def test_init_says_plainly_never_to_make_it_public(
    prepsite: Callable[..., "subprocess.CompletedProcess[str]"], tmp_path: Path
) -> None:
    assert prepsite("init", "search", cwd=tmp_path).stdout.count("Never make it public") == 1
