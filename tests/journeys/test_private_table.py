"""What is private stays where the table says: surface by surface, kind by kind."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from prepsite.app.calendar import Wanted, write_calendar_file
from prepsite.app.export import export_site
from prepsite.paper.printing import Press, Setting
from prepsite.vault.layout import Workspace

from private_surfaces import paper, prompts, texts  # isort: skip
from private_vaults import PRIVATE_FILES, WITH_BLOCK, near_misses, private_search, word  # isort: skip

pytestmark = pytest.mark.journey

BLOCKS = {f"a block of {kind}": word("block", kind) for kind in WITH_BLOCK}
FILES = {f"a private {kind}": word("file", kind) for kind in PRIVATE_FILES}
SECRETS = BLOCKS | FILES | {"a file that says it wrongly": word("wrong")}
PUBLIC_ROUNDS = ("example/technical-screen", "example/recruiter-screen", "half/call")
OWN_PAGES: dict[str, str | tuple[str, ...]] = {
    "a block of project": "projects/example/private/",
    "a block of resume": "resumes/example/private/",
    "a block of application": "applications/example/private/",
    "a block of job": "applications/example/private/",
    "a block of company": "applications/example/private/",
    "a block of interview": "applications/example/interview-prep/technical-screen/private/",
    "a block of notes": "applications/example/interview-prep/recruiter-screen/private/",
    "a block of profile": "profile/private/",
    "a private project": "projects/hidden/",
    "a private resume": "resumes/hidden/",
    "a private application": "applications/hidden/",
    "a private interview": (
        "applications/example/interview-prep/hidden/",
        "applications/example/interview-prep/before/",
    ),
    "a private notes": "applications/example/interview-prep/done/private/",
    "a private job": "applications/half/private/",
    "a private company": "applications/half/private/",
    "a private facts": "profile/private/",
}


@dataclass(frozen=True)
class Shown:
    """The text of each surface, and the site's files by their place on it."""

    surfaces: dict[str, str]
    site: dict[str, str]


@pytest.fixture(scope="module")
def shown(
    tmp_path_factory: pytest.TempPathFactory, prepsite: "Callable[..., subprocess.CompletedProcess[str]]"
) -> Shown:
    folder = private_search(tmp_path_factory.mktemp("private") / "search")
    workspace = Workspace.at(folder)
    said = [prepsite("generate", cwd=folder)]
    near_misses(folder)
    said += [
        prepsite(*command, cwd=folder)
        for command in (
            ("build",),
            ("check", "--all", "--strict"),
            ("check", "--json"),
            ("plan", "--json"),
            ("plan",),
            ("print", "--all", "--html", "--out", "phone"),
            ("ledger",),
            ("ledger", "--json"),
        )
    ]
    site = texts(folder / "site")
    surfaces = {
        "prompts": "\n".join(prompts(workspace)),
        "messages": "\n".join(done.stdout + done.stderr for done in said),
        "prep": "\n".join(
            path.read_text("utf-8")
            for path in folder.rglob("*.md")
            # What is private may say so itself.
            if (path.name == "prep.md" and "hidden" not in path.parts) or "base" in path.parts
        ),
        "cache": "\n".join(texts(folder / ".prepsite").values()),
        "search": "\n".join(text for uri, text in site.items() if uri.startswith("search/")),
        "sitemap": site.get("sitemap.xml", ""),
        "print --all --html": "".join(texts(folder / "phone").values()),
    }
    press = Press(workspace)
    chosen = press.rounds(PUBLIC_ROUNDS, following=False, every=True)
    surfaces["pdf"] = "".join(paper(press.pdf(each).content) for each in chosen)
    surfaces["sheet"] = "".join(paper(press.sheet(each).content) for each in chosen)
    surfaces["html file"] = "".join(press.webpage(each).content.decode() for each in chosen)
    with_private = Press(workspace, Setting(with_private=True))
    surfaces["pdf with private"] = "".join(
        paper(with_private.pdf(each).content)
        for each in with_private.rounds((*PUBLIC_ROUNDS, "example/hidden"), following=False, every=False)
    )
    write_calendar_file(workspace, Wanted(folder / "public.ics"))
    write_calendar_file(workspace, Wanted(folder / "private.ics", private=True))
    surfaces["ics"] = (folder / "public.ics").read_text("utf-8").replace("\n ", "")
    surfaces["ics with private"] = (folder / "private.ics").read_text("utf-8").replace("\n ", "")
    export_site(workspace, folder.parent / "exported")
    surfaces["export"] = "".join(texts(folder.parent / "exported").values())
    export_site(workspace, folder.parent / "zensical", zensical=True)
    surfaces["export --zensical"] = "".join(texts(folder.parent / "zensical").values())
    for option, to in ((("--publish",), "published"), (("--redact", "example"), "redacted")):
        done = prepsite("build", *option, cwd=folder)
        assert done.returncode == 0, done.stderr
        surfaces[option[0]] = done.stdout + done.stderr + "".join(texts(folder / to).values())
    return Shown(surfaces, site)


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize(
    "surface",
    [
        "prompts",
        "messages",
        "prep",
        "cache",
        "search",
        "sitemap",
        "pdf",
        "sheet",
        "html file",
        "ics",
        "print --all --html",
        "export",
        "export --zensical",
        "--publish",
        "--redact",
    ],
)
def test_never_there(shown: Shown, surface: str, secret: str) -> None:
    text = shown.surfaces[surface]
    assert len(text) > 100
    at = text.find(SECRETS[secret])
    assert at < 0, f"{surface} tells {secret}: …{text[max(0, at - 200) : at + 60]}…"


@pytest.mark.parametrize("secret", BLOCKS | FILES)
def test_the_site_has_it_on_its_own_page_only(shown: Shown, secret: str) -> None:
    having = [uri for uri, text in shown.site.items() if SECRETS[secret] in text]
    assert having, "it is shown nowhere"
    assert [uri for uri in having if not uri.startswith(OWN_PAGES[secret])] == []


def test_what_says_it_wrongly_is_nowhere_on_the_site_but_on_its_own_pages(shown: Shown) -> None:
    having = {uri for uri, text in shown.site.items() if word("wrong") in text}
    assert {uri for uri in having if not uri.startswith("applications/broken/")} == set()


@pytest.mark.parametrize("surface", ["pdf with private", "ics with private"])
def test_private_things_that_are_asked_for_are_there(shown: Shown, surface: str) -> None:
    assert SECRETS["a block of interview"] in shown.surfaces[surface]
    assert SECRETS["a private interview"] in shown.surfaces[surface]
