"""Fifty secrets, each in a place of its own, and none of them where others look."""

import subprocess
from collections.abc import Callable

import pytest

from prepsite.app.export import export_site
from prepsite.paper.printing import Press
from prepsite.vault.layout import Workspace

from private_surfaces import paper, prompts, texts  # isort: skip
from private_vaults import PRIVATE_FILES, WITH_BLOCK, WRONG, private_search, word  # isort: skip

pytestmark = pytest.mark.journey

EXAMPLE = "vault/applications/example"
# What nobody asked to be shown: dot files, copies, strays, drafts, what links lead to.
STRAYS = (
    "vault/.env",
    "vault/.secrets.md",
    "vault/projects/.draft.md",
    "vault/projects/example.md~",
    "vault/projects/example.md.orig",
    "vault/projects/example.sync-conflict-20260101-1.md",
    "vault/projects/notes.txt",
    "vault/projects/Upper Case.md",
    "vault/secrets.yaml",
    "vault/salary.md",
    f"{EXAMPLE}/.notes.md",
    f"{EXAMPLE}/salary.md",
    f"{EXAMPLE}/files/.hidden.txt",
    f"{EXAMPLE}/files/unreferenced.txt",
    f"{EXAMPLE}/files/offer.csv",
    f"{EXAMPLE}/interviews/technical-screen/.draft.md",
    f"{EXAMPLE}/interviews/technical-screen/draft.md",
    "vault/.prepsite/proposals/applications/example/prep/primary_drivers.md",
    "vault/.prepsite/proposals/applications/example/interviews/technical-screen/prep/prep_plan.md",
    "vault/.prepsite/base/applications/example/stray.md",
    "templates/draft.md",
    ".env",
    "notes.md",
    "docs/.secret.md",
)
ENVIRONMENT = (
    "OPENAI_API_KEY",
    "ANTHROPIC_API_KEY",
    "GITHUB_TOKEN",
    "AWS_SECRET_ACCESS_KEY",
    "PREPSITE_SECRET",
)
LINKED = ("vault/projects/linked.md", f"{EXAMPLE}/files/linked.txt", f"{EXAMPLE}/interviews/linked")


def stray(name: str) -> str:
    """Return the secret of a stray file."""
    return word("stray", "".join(sign for sign in name.lower() if sign.isalnum()))


SECRETS = {
    **{name: stray(name) for name in (*STRAYS, *ENVIRONMENT, *LINKED)},
    **{f"wrong: {name}": word("wrong", name) for name in WRONG},
    **{f"block: {kind}": word("block", kind) for kind in WITH_BLOCK},
    **{f"file: {kind}": word("file", kind) for kind in PRIVATE_FILES},
}


@pytest.fixture(scope="module")
def surfaces(
    tmp_path_factory: pytest.TempPathFactory, prepsite: "Callable[..., subprocess.CompletedProcess[str]]"
) -> dict[str, str]:
    """Return the text of each place where others look, and of the site but its private pages."""
    folder = private_search(tmp_path_factory.mktemp("canaries") / "search")
    for name in STRAYS:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"---\ntitle: {stray(name)}\n---\n{stray(name)}\n", "utf-8")
    for name, fields in WRONG.items():
        secret = word("wrong", name)
        (folder / f"vault/projects/{name}.md").write_text(
            f"---\n{fields.format(secret)}---\n{secret}\n", "utf-8"
        )
    for name in LINKED:
        target = folder.parent / f"target-{stray(name)}"
        if name.endswith("linked"):
            target.mkdir()
        inner = target / "interview.md" if target.is_dir() else target
        inner.write_text(f"---\nstage: panel\nlocation: {stray(name)}\ntitle: {stray(name)}\n---\n", "utf-8")
        (folder / name).symlink_to(target)
    body = folder / EXAMPLE / "application.md"
    with body.open("a", encoding="utf-8") as file:
        file.write("\n[a](files/linked.txt) [b](files/.hidden.txt) [c](../../.env) [d](../../../.env)\n")
    env = {name: stray(name) for name in ENVIRONMENT}
    said = [
        prepsite(*command, cwd=folder, env=env)
        for command in (("build",), ("check", "--all"), ("plan",), ("calendar",), ("doctor", "--no-call"))
    ]
    workspace = Workspace.at(folder)
    press = Press(workspace)
    export_site(workspace, folder.parent / "exported")
    site = texts(folder / "site")
    ics = (folder / "interviews.ics").read_text("utf-8").replace("\n ", "")
    return {
        "messages": "".join(done.stdout + done.stderr for done in said),
        "search": "".join(text for uri, text in site.items() if uri.startswith("search/")),
        "pdf": "".join(
            paper(press.pdf(each).content) for each in press.rounds((), following=False, every=True)
        ),
        "ics": ics,
        "export": "".join(texts(folder.parent / "exported").values()),
        "prompts": "".join(prompts(workspace)),
        "site": "".join(site.values()),
        "cache": "".join(texts(folder / ".prepsite").values()),
    }


def test_there_are_fifty_of_them_at_least() -> None:
    assert len(set(SECRETS.values())) >= 50


@pytest.mark.parametrize("surface", ["messages", "search", "pdf", "ics", "export", "prompts", "site", "cache"])
def test_none_of_them_is_there(surfaces: dict[str, str], surface: str) -> None:
    text = surfaces[surface].lower()
    assert len(text) > 100
    told = [name for name, secret in SECRETS.items() if secret.lower() in text]
    own = [name for name in told if name.startswith(("block: ", "file: "))]
    if surface == "site":
        # There each has its own page, which the table's test looks at.
        assert len(own) == len(WITH_BLOCK) + len(PRIVATE_FILES)
        told = [name for name in told if name not in own]
    assert told == []
