"""Export: the same pages for any generator, in a folder of its own, without private ones."""

from pathlib import Path

import page_vaults as vaults
import pytest
from page_vaults import Words, rendered, site, vault_of

from prepsite.app.export import MARKER, export_site
from prepsite.core.pages.exported import exported, targets
from prepsite.errors import PrepsiteError
from prepsite.vault.layout import Workspace

FILES = {
    "prepsite.yml": "timezone: Europe/Berlin\n",
    "profile.md": "---\nname: Maren\nprivate:\n  floor: Canary\n---\n\nSee [it](projects/ledger.md).\n",
    "projects/ledger.md": "---\ntitle: Ledger\nactions:\n  - I built it.\n---\n",
    "projects/secret.md": "---\ntitle: Canary\nprivate: true\n---\n\nCanary\n",
    "resumes/backend.md": "---\ntitle: Backend\nskills:\n  - Kotlin\n---\n",
    "applications/acme/application.md": """---
company: Acme
role: Engineer
status: interviewing
---

![board](files/board.png) [secret](../../projects/secret.md)
""",
    "applications/acme/job.md": "---\ntitle: Engineer\n---\n\nWe pay.\n",
    "applications/acme/files/board.png": "not really a picture",
    "applications/acme/files/unused.pdf": "never mentioned",
    "applications/acme/interviews/tech/interview.md": "---\nstage: technical_screen\n---\n",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for name, text in FILES.items():
        path = tmp_path / "search/vault" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return Workspace.at(tmp_path / "search")


def everything(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_export_writes_pages_and_what_they_show_but_nothing_private(
    workspace: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    written = export_site(workspace, folder)
    files = everything(folder)
    assert {path.relative_to(folder).as_posix() for path in written} == {
        "index.md",
        "calendar/index.md",
        "questions/index.md",
        "story-use/index.md",
        "resume-matrix/index.md",
        "applications/index.md",
        "applications/acme/index.md",
        "applications/acme/interview-prep/index.md",
        "applications/acme/interview-prep/tech/index.md",
        "projects/index.md",
        "projects/ledger/index.md",
        "resumes/index.md",
        "resumes/backend/index.md",
        "profile/index.md",
        "problems/index.md",
    }
    assert set(files) - {path.relative_to(folder).as_posix() for path in written} == {
        MARKER,
        "applications/acme/files/board.png",
    }
    assert not [name for name, text in files.items() if "Canary" in text]
    assert "](../../projects/secret" not in files["applications/acme/index.md"]
    assert "private/index.md" not in files["profile/index.md"]
    assert files["index.md"].startswith('---\ntitle: "Interview prep"\n---\n\n# Interview prep')


def test_export_again_replaces_its_own_files_and_leaves_others(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    export_site(workspace, folder)
    (folder / "mine.md").write_text("mine", "utf-8")
    (workspace.vault / "projects/ledger.md").unlink()
    export_site(workspace, folder)
    assert not (folder / "projects/ledger").exists()
    assert (folder / "mine.md").read_text("utf-8") == "mine"


def test_export_refuses_a_folder_that_is_not_its_own(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "thesis.md").write_text("mine", "utf-8")
    with pytest.raises(PrepsiteError, match="not empty"):
        export_site(workspace, folder)
    assert everything(folder) == {"thesis.md": "mine"}


@pytest.mark.parametrize("inside", ["vault/out", "vault", "templates/pages"])
def test_export_never_writes_into_the_vault(workspace: Workspace, inside: str) -> None:
    before = everything(workspace.vault)
    with pytest.raises(PrepsiteError, match="vault"):
        export_site(workspace, workspace.root / inside)
    assert everything(workspace.vault) == before


def test_export_refuses_a_file_of_that_name(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", "utf-8")
    with pytest.raises(PrepsiteError, match="file of that name"):
        export_site(workspace, tmp_path / "out")


def test_export_keeps_a_file_that_came_to_stand_in_its_way(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    export_site(workspace, folder)
    target = folder / "projects/new/index.md"
    target.parent.mkdir()
    target.write_text("mine", "utf-8")
    (workspace.vault / "projects/new.md").write_text("---\ntitle: New\n---\n", "utf-8")
    with pytest.raises(PrepsiteError, match="not its own"):
        export_site(workspace, folder)
    assert target.read_text("utf-8") == "mine"


def test_a_damaged_list_removes_nothing_outside_the_folder(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    export_site(workspace, folder)
    (tmp_path / "precious.md").write_text("keep", "utf-8")
    (folder / MARKER).write_text('{"files": ["../precious.md", "/etc/passwd", 3]}', "utf-8")
    with pytest.raises(PrepsiteError):
        export_site(workspace, folder)
    assert (tmp_path / "precious.md").read_text("utf-8") == "keep"


def test_exported_pages_need_no_attribute_lists_and_all_their_links_work() -> None:
    made = site(vault_of(Words("C# {: #x }", body="`{: #x }`\n\n    {: #y }\n\n[us](company.md)")))
    uris = {page.uri for page in made.pages if not page.private}
    for page in made.pages:
        text = exported(page, uris.__contains__)
        read = rendered(text.partition("\n---\n")[2])
        assert read.tags.count("h1") == 1
        code = text.replace("`{: #x }`", "").replace("    {: #y }", "").replace("\\{: #x \\}", "")
        title = f"title: {page.title!r}".replace("'", '"')
        assert "{: #" not in code.replace(title, "").partition("\n---\n")[2]
        assert targets(page) <= uris
    project = exported(vaults.page(made, "projects/ledger/index.md"), uris.__contains__)
    assert '## <a id="situation"></a>The situation' in project
    assert '<a id="metric-p99-latency"></a>' in project
    reference = exported(vaults.page(made, "applications/acme/interview-prep/index.md"), uris.__contains__)
    assert "## Rounds" in reference
    assert "](tech/index.md)" in reference
