"""More than fifty secrets, each in a place of its own, and none of them where others look."""

import subprocess
from collections.abc import Callable

import pytest

from prepsite.app.export import export_site
from prepsite.vault.folders import conflict_copies
from prepsite.vault.layout import Workspace

from private_surfaces import prompts, texts  # isort: skip
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
# `private: true` where it can't be said: the whole file is shown nowhere then.
NESTED = {
    "vault/projects/nested.md": "title: {0}\nmetrics:\n  - name: {0}\n    private: true\n",
    "vault/resumes/nested.md": "title: {0}\nroles:\n  - id: a\n    employer: {0}\n    title: {0}\n"
    "    bullets:\n      - id: b\n        text: {0}\n        private: true\n",
    "vault/applications/nested/application.md": "company: {0}\nrole: {0}\nstatus: applied\n"
    "contacts:\n  - name: {0}\n    private: true\n",
    "vault/applications/half/interviews/nested/interview.md": "stage: panel\nscheduled_at: 2026-02-28 10:30\n"
    "location: {0}\ninterviewers:\n  - name: {0}\n    private: true\n",
    "vault/applications/half/interviews/call/notes.md": "told_them:\n  - topic: {0}\n    said: {0}\n"
    "    private: true\n",
    "vault/applications/half/interviews/call/prep.md": "prepsite: '1'\napplication: half\ninterview: call\n"
    "writer: offline\nmodel: offline\nprompt: 0123456789abcdef\nprivate: true\n",
}
# Attachments of kinds that no browser may be given, although a page refers to them.
ATTACHED = ("a.html", "a.svg", "a.md", "a.js", "a.xml", "a.eml", "a.ics", ".a.txt")
# What was kept of replaced texts and of replies, beside the vault.
KEPT = (".prepsite/replaced/example/prep_plan-1.md", ".prepsite/replies/aa/bb.json", ".prepsite/notes.txt")
COMMENTED = {**WITH_BLOCK, "facts": "vault/facts.md", "settings": "vault/prepsite.yml", "site": "mkdocs.yml"}
LINKED = ("vault/projects/linked.md", f"{EXAMPLE}/files/linked.txt", f"{EXAMPLE}/interviews/linked")


def stray(name: str) -> str:
    """Return the secret of a stray file."""
    return word("stray", "".join(sign for sign in name.lower().replace("/.", "/dot") if sign.isalnum()))


SECRETS = {
    **{name: stray(name) for name in (*STRAYS, *ENVIRONMENT, *LINKED)},
    **{f"wrong: {name}": word("wrong", name) for name in WRONG},
    **{f"nested: {name}": stray(name) for name in NESTED},
    **{f"attached: {name}": word("attached", stray(name)) for name in ATTACHED},
    **{f"kept: {name}": stray(name) for name in KEPT},
    **{f"comment: {kind}": word("comment", kind) for kind in COMMENTED},
    **{f"hidden: {kind}": word("unseen", kind) for kind in WITH_BLOCK},
    # Here the profile is private as a whole, and of the facts a block.
    **{f"block: {kind}": word("block", kind) for kind in (*WITH_BLOCK, "facts") if kind != "profile"},
    **{f"file: {kind}": word("file", kind) for kind in (*PRIVATE_FILES, "profile") if kind != "facts"},
}
PROFILE = """---
private: true
name: {0}
headline: {0}
location: {0}
email: {0}@example.com
phone: {0}
links:
  - {{label: {0}, url: "https://{0}.example.com"}}
narrative: {0}
answers: {{pay: {0}, notice: {0}, why_leaving: {0}, work_authorization: {0}, gaps: {0}}}
---

{0}
"""
FACTS = """---
private: {{doubt: {0}, more: [{0}]}}
facts:
  - {{id: public, status: confirmed, text: I count invoices every morning.}}
---
"""


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
        for name in ATTACHED:
            secret = SECRETS[f"attached: {name}"]
            (folder / EXAMPLE / "files" / name).write_text(f"<p>{secret}</p>", "utf-8")
            file.write(f"\n[x](files/{name}) ![x](files/{name})\n")
    for name, fields in NESTED.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"---\n{fields.format(stray(name))}---\n\n{stray(name)}\n", "utf-8")
    for name in KEPT:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(stray(name), "utf-8")
    (folder / "vault/profile.md").write_text(PROFILE.format(word("file", "profile")), "utf-8")
    (folder / "vault/facts.md").write_text(FACTS.format(word("block", "facts")), "utf-8")
    for kind, name in COMMENTED.items():
        text = (folder / name).read_text("utf-8")
        comment = f"# {word('comment', kind)}\n"
        begun = text.replace("---\n", f"---\n{comment}", 1) if text.startswith("---\n") else comment + text
        unseen = f"\n<!-- {word('unseen', kind)} -->\n" if kind in WITH_BLOCK else ""
        (folder / name).write_text(begun + unseen, "utf-8")
    env = {name: stray(name) for name in ENVIRONMENT}
    said = [
        prepsite(*command, cwd=folder, env=env)
        for command in (
            ("build",),
            ("check", "--all"),
            ("plan",),
            ("calendar",),
            ("doctor", "--no-call"),
            ("ledger",),
            ("build", "--publish"),
            ("print", "--all", "--html", "--out", "phone"),
            ("print", "--all", "--sheet", "--out", "sheets"),
            ("print", "--all", "--out", "papers"),
        )
    ]
    assert [done.returncode for done in said[-4:]] == [1, 0, 0, 0]
    for copy in conflict_copies(folder / "vault"):
        copy.unlink()
    for options in (("--publish",), ("--redact", "example")):
        said.append(prepsite("build", *options, cwd=folder, env=env))
        assert said[-1].returncode == 0, said[-1].stderr
    workspace = Workspace.at(folder)
    export_site(workspace, folder.parent / "exported")
    export_site(workspace, folder.parent / "zensical", zensical=True)
    site = texts(folder / "site")
    kept = {folder / name for name in KEPT}
    return {
        "messages": "".join(done.stdout + done.stderr for done in said),
        "search": "".join(text for uri, text in site.items() if uri.startswith("search/")),
        "pdf": "".join(texts(folder / "papers").values()),
        "sheet": "".join(texts(folder / "sheets").values()),
        "html file": "".join(texts(folder / "phone").values()),
        "ics": (folder / "interviews.ics").read_text("utf-8").replace("\n ", ""),
        "export": "".join(texts(folder.parent / "exported").values()),
        "export --zensical": "".join(texts(folder.parent / "zensical").values()),
        "--publish": "".join(texts(folder / "published").values()),
        "--redact": "".join(texts(folder / "redacted").values()),
        "prompts": "".join(prompts(workspace)),
        "site": "".join(site.values()),
        "cache": "".join(
            path.read_text("utf-8", "replace")
            for path in (folder / ".prepsite").rglob("*")
            if path.is_file() and path not in kept
        ),
    }


def test_there_are_fifty_of_them_at_least() -> None:
    assert len(set(SECRETS.values())) == len(SECRETS) >= 90


@pytest.mark.parametrize(
    "surface",
    [
        "messages",
        "search",
        "pdf",
        "sheet",
        "html file",
        "ics",
        "export",
        "export --zensical",
        "--publish",
        "--redact",
        "prompts",
        "site",
        "cache",
    ],
)
def test_none_of_them_is_there(surfaces: dict[str, str], surface: str) -> None:
    text = surfaces[surface].lower()
    assert len(text) > 100
    told = [name for name, secret in SECRETS.items() if secret.lower() in text]
    own = [name for name in told if name.startswith(("block: ", "file: "))]
    if surface == "site":
        # There each has its own page, which the table's test looks at.
        assert len(own) == len(WITH_BLOCK) + len(PRIVATE_FILES)
        told = [name for name in told if name not in own]
    if surface == "prompts":
        # A comment within a body is the writer's to read: it is on no page, but it is not private.
        told = [name for name in told if not name.startswith("hidden: ")]
    assert told == []
