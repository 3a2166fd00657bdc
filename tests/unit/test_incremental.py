"""Vault pages on demand, what a build leaves, and what all of it needs of MkDocs and its search plugin."""

import inspect
import os
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from material.plugins.search.plugin import SearchIndex  # type: ignore[import-untyped]
from mkdocs.commands.build import get_context
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import EVENTS
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from prepsite.core.pages.listed import Listed
from prepsite.core.pages.page import Chrome, Page
from prepsite.errors import PrepsiteError
from prepsite.site.incremental import building
from prepsite.site.incremental.drawing import Drawn
from prepsite.site.incremental.files import SiteFiles, is_alone
from prepsite.site.incremental.outputs import Output, Outputs
from prepsite.site.incremental.serving import OnDemand
from prepsite.site.searching import with_entries

URI = "a/index.html"


def listed(text: str, title: str = "A") -> Listed:
    return Listed.of(Page("a/index.md", title, text, Chrome("interview")))


class Site:
    """A drawing of one page, which notes how often it was drawn."""

    def __init__(self, text: str) -> None:
        self.page = SimpleNamespace(file=SimpleNamespace(dest_uri=URI), listed=listed(text))
        self.files = SimpleNamespace(vault_pages=lambda: iter([self.page]))
        self.drawn: list[str] = []

    def draw(self, page: Any) -> Drawn:
        text = page.listed.page.markdown
        self.drawn.append(text)
        return Drawn(text.encode(), "")

    def entries(self, page: Any) -> str:
        return f'{{"text":"{page.listed.page.markdown}"}}'


class Server:
    """A server that answers from a folder, as MkDocs's does; `waits` runs while it does."""

    mount_path = "/"

    def __init__(self, root: Path) -> None:
        self._root = root
        self._app: Any = self.answer
        self.waits: Callable[[], object] = lambda: None

    def get_app(self) -> Any:
        return self._app

    def set_app(self, app: Any) -> None:
        self._app = app

    def answer(self, environ: Mapping[str, str], start: Callable[..., object]) -> Iterable[bytes]:
        waits, self.waits = self.waits, lambda: None
        waits()
        file = self._root / environ["PATH_INFO"].lstrip("/")
        if not file.is_file():
            start("404 Not Found", [])
            return [b"nothing"]
        start("200 OK", [])
        return [file.read_bytes()]

    def get(self, path: str) -> tuple[str, bytes]:
        heads: list[str] = []
        body = b"".join(self._app({"PATH_INFO": path}, lambda head, _: heads.append(head)))
        (head,) = heads
        return head, body


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path)


@pytest.fixture
def on_demand(tmp_path: Path, server: Server) -> OnDemand:
    found = OnDemand(tmp_path, {"a/plan.txt": b"the plan"}.get, lambda _: None)
    found.answering(server)  # type: ignore[arg-type]
    return found


def shown(on_demand: OnDemand, site: Site) -> None:
    on_demand.show(site)  # type: ignore[arg-type]


def test_a_page_is_drawn_when_it_is_asked_for_and_once(server: Server, on_demand: OnDemand) -> None:
    site = Site("one")
    shown(on_demand, site)
    assert site.drawn == []
    assert [server.get(f"/{URI}") for _ in range(2)] == [("200 OK", b"one")] * 2
    assert site.drawn == ["one"]
    assert server.get("/b/index.html")[0] == "404 Not Found"
    assert server.get("/a/plan.txt") == ("200 OK", b"the plan")


def test_a_page_is_drawn_again_once_it_is_made_from_something_else(server: Server, on_demand: OnDemand) -> None:
    site = Site("one")
    shown(on_demand, site)
    server.get(f"/{URI}")
    on_demand.exchanged()
    assert server.get(f"/{URI}") == ("200 OK", b"one")
    site.page.listed = listed("two")
    on_demand.exchanged()
    assert server.get(f"/{URI}") == ("200 OK", b"two")
    assert site.drawn == ["one", "two"]


def test_an_edit_while_the_server_waits_shows_in_that_answer(server: Server, on_demand: OnDemand) -> None:
    site = Site("one")
    shown(on_demand, site)

    def edited() -> None:
        site.page.listed = listed("two")
        on_demand.exchanged()

    server.waits = edited
    assert server.get(f"/{URI}") == ("200 OK", b"two")


def test_a_page_that_is_asked_for_in_the_middle_of_a_build_is_there(
    server: Server, on_demand: OnDemand
) -> None:
    shown(on_demand, Site("one"))
    on_demand.stop()
    assert on_demand.is_showing is False
    server.waits = lambda: shown(on_demand, Site("two"))
    assert server.get(f"/{URI}") == ("200 OK", b"two")


def test_the_search_index_is_written_when_it_is_asked_for(
    server: Server, on_demand: OnDemand, tmp_path: Path
) -> None:
    (tmp_path / "search").mkdir()
    own = '{"config":{"lang":["en"]},"docs":[{"text":"own"}]}'
    (tmp_path / "search/search_index.json").write_text(own)
    site = Site("one")
    shown(on_demand, site)
    wanted = b'{"config":{"lang":["en"]},"docs":[{"text":"own"},{"text":"one"}]}'
    assert server.get("/search/search_index.json")[1] == wanted
    site.page.listed = listed("two")
    on_demand.exchanged()
    assert (
        server.get("/search/search_index.js")[1] == b"var __index = " + wanted.replace(b"one", b"two") + b"\n"
    )


def test_an_index_without_entries_stays_an_index() -> None:
    assert with_entries('{"config": {}, "docs": []}', ["", ""]) == '{"config":{},"docs":[]}'
    assert with_entries('{"config": {}, "docs": [1]}', ["", "2,3"]) == '{"config":{},"docs":[1,2,3]}'


def test_other_navigation_takes_a_build(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site("one")
    files = SiteFiles([])
    monkeypatch.setattr(files, "vault_pages", lambda: iter([site.page]))
    site.page.file.src_uri = "a/index.md"
    before = site.page.listed
    for other in (
        [],
        [listed("one", "Another title")],
        [listed("one"), Listed.of(Page("b/index.md", "B", "", Chrome("x")))],
    ):
        assert not files.exchange(other)
        assert site.page.listed is before
    assert files.exchange([listed("two")])
    assert site.page.listed.page.markdown == "two"


def test_what_was_built_is_left_only_as_it_was_written(tmp_path: Path) -> None:
    site, private = tmp_path / "site", tmp_path / "private"
    outputs = Outputs(site, private)
    signature = outputs.put(URI, b"one")
    outputs.keep({URI: Output("key", "", signature, "", (("a/plan.txt", "vault/plan.txt"),))})
    again = Outputs(site, private)
    assert again.left(URI, "key") == Output("key", "", signature, "", (("a/plan.txt", "vault/plan.txt"),))
    assert again.left(URI, "other") is None
    assert Outputs(tmp_path / "elsewhere", private).left(URI, "key") is None
    (site / URI).write_bytes(b"two")
    assert again.left(URI, "key") is None


@pytest.mark.parametrize("harm", ["cut", "other bytes", "no JSON", "empty", "gone", "a folder", "a link"])
def test_a_damaged_record_of_what_was_built_is_as_good_as_none(harm: str, tmp_path: Path) -> None:
    site, private = tmp_path / "site", tmp_path / "private"
    outputs = Outputs(site, private)
    outputs.keep({URI: Output("key", "", outputs.put(URI, b"one"))})
    assert Outputs(site, private).left(URI, "key")
    (record,) = (private / "sites").iterdir()
    content = record.read_bytes()
    harmed = {
        "cut": content[: len(content) // 2],
        "other bytes": content.replace(b'"key":"', b'"key":"0'),
        "no JSON": b"[]",
        "empty": b"",
    }
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(content)
    record.unlink()
    if harm in harmed:
        record.write_bytes(harmed[harm])
    elif harm == "a folder":
        record.mkdir()
    elif harm == "a link":
        record.symlink_to(elsewhere)
    again = Outputs(site, private)
    assert again.left(URI, "key") is None
    again.keep({URI: Output("key", "", again.put(URI, b"one"))})
    assert bool(Outputs(site, private).left(URI, "key")) is (harm != "a folder")
    assert elsewhere.read_bytes() == content


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is forked here")
def test_what_a_process_that_is_ended_from_outside_owes_is_drawn_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "can_be_copied", lambda: True)
    here = os.getpid()

    def do(number: int) -> list[SimpleNamespace]:
        if os.getpid() != here:
            os._exit(9)
        time.sleep(0.02)
        return [SimpleNamespace(number=number, complaints=())]

    work = SimpleNamespace(groups=((),) * 9, do=do)
    done = list(building._all_done(work, 100))  # type: ignore[arg-type]
    assert [vars(each)["number"] for each in done] == list(range(9))


def test_what_fails_in_another_process_is_raised_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: int) -> None:
        raise PrepsiteError("no template", where="pages/home.md.j2", remedy="mend it")

    monkeypatch.setattr(building, "can_be_copied", lambda: True)
    work = SimpleNamespace(groups=((), ()), do=fails)
    with pytest.raises(PrepsiteError, match="no template") as raised:
        list(building._all_done(work, 100))  # type: ignore[arg-type]
    assert (raised.value.where, raised.value.remedy) == ("pages/home.md.j2", "mend it")


def test_a_site_goes_where_links_lead_to_nothing_else(tmp_path: Path) -> None:
    outside, site = tmp_path / "outside", tmp_path / "site"
    outside.mkdir()
    (outside / "mine.html").write_text("mine")
    site.mkdir()
    (site / "a").symlink_to(outside)
    (site / "index.html").hardlink_to(outside / "mine.html")
    outputs = Outputs(site, None)
    outputs.put("a/mine.html", b"page")
    outputs.put("index.html", b"home")
    staged = tmp_path / "staged"
    staged.mkdir()
    (staged / "404.html").write_text("none")
    (site / "old").mkdir()
    (site / "old/x.html").write_text("old")
    (site / ".hidden").mkdir()
    (site / ".hidden/x").write_text("kept")
    outputs.put_beside(staged)
    assert (outside / "mine.html").read_text() == "mine"
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    assert found == [".hidden/x", "404.html", "a/mine.html", "index.html"]
    assert not (site / "old").exists()


def test_only_the_newest_records_are_kept(tmp_path: Path) -> None:
    for number in range(12):
        Outputs(tmp_path / f"site-{number}", tmp_path / "private").keep({})
    assert len(list((tmp_path / "private/sites").iterdir())) == 8


def test_upstream_has_what_is_relied_on() -> None:
    assert list(inspect.signature(get_context).parameters) == ["nav", "files", "config", "page", "base_url"]
    used = {"files", "nav", "env", "template_context", "pre_page", "page_markdown", "page_content"}
    assert used | {"page_context", "post_page", "post_build", "serve"} <= set(EVENTS)
    for name in ("get_app", "set_app", "serve_request", "watch", "unwatch"):
        assert callable(getattr(LiveReloadServer, name))
    made = LiveReloadServer(lambda: None, "127.0.0.1", 0, ".")
    assert {"mount_path", "root", "builder", "build_delay", "observer", "error_handler"} <= set(vars(made))
    assert list(inspect.signature(Files.documentation_pages).parameters) == ["self", "inclusion"]
    for name in ("read_source", "render"):
        assert callable(getattr(MkDocsPage, name))
    index = SearchIndex(lang=["en"], separator="-", pipeline=[], fields={})
    page = SimpleNamespace(meta={}, content='<h1 id="page">Found</h1>', toc=(), url="a/index.html", title="A")
    index.add_entry_from_context(page)
    assert index.entries == [{"location": "a/index.html", "title": "Found", "text": ""}]


@pytest.mark.parametrize(
    ("plugins", "hooks", "alone"),
    [
        ({"prepsite", "material/search"}, {}, True),
        ({"prepsite"}, {}, True),
        ({"prepsite", "material/search", "material/tags"}, {}, False),
        ({"prepsite", "material/search"}, {"mine.py": None}, False),
    ],
)
def test_with_other_plugins_or_hooks_all_is_left_to_mkdocs(
    plugins: set[str], hooks: dict[str, None], *, alone: bool
) -> None:
    assert is_alone(SimpleNamespace(plugins=dict.fromkeys(plugins), hooks=hooks)) is alone  # type: ignore[arg-type]


def test_mkdocs_sees_no_vault_page_once_they_are_hidden() -> None:
    own = File("own.md", None, "site", False)
    own.page = None
    files = SiteFiles([own])
    assert list(files.documentation_pages()) == [own]
    files.hide()
    assert list(files.documentation_pages()) == [own]
    assert list(files.every_page()) == [own]
