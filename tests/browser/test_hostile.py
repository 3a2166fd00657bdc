"""A vault full of attacks: in bodies, titles, front matter, prep and the user's own pages."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Watched, copy_search, mkdocs, serve
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PAYLOADS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    '<img src="http://evil.example/pixel.png">',
    '<img src="/\t/evil.example/pixel.png">',
    "<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<iframe src=javascript:alert(1)></iframe>",
    '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
    "<object data=javascript:alert(1)></object>",
    "<embed src=//evil.example/x.swf>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<input autofocus onfocus=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<a href=javascript:alert(1) id=clickme>click</a>",
    "<a href='java\tscript:alert(1)'>click</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>click</a>",
    "[click](javascript:alert(1))",
    "[click](<java\nscript:alert(1)>)",
    "![x](javascript:alert(1))",
    "![x](http://evil.example/pixel.png)",
    "[x]: javascript:alert(1)\n[click][x]",
    '[click](https://e.example "onmouseover=alert(1)")',
    "<style>@import '//evil.example/x.css';</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example/>",
    "<form action=//evil.example><button formaction=javascript:alert(1)>go</button></form>",
    "<div style='background:url(//evil.example/x.png)'>x</div>",
    "<p id=__config>{}</p>",
    "<p class='md-search__input' data-md-component=search>x</p>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "`</code><script>alert(1)</script>`",
    "`</title><script>alert(1)</script>`",
    "{{ config.__class__.__init__.__globals__ }}",
    "{% include '/etc/passwd' %}",
    '--8<-- "/etc/passwd"',
    "<!-- prepsite:section x --><script>alert(1)</script>",
    "x{: onclick=alert(1) onmouseover=alert(1) style=position:fixed }",
    "<xss contenteditable onfocus=alert(1) autofocus tabindex=1>x</xss>",
    "\u202etpircs\u202c<script>alert(1)</script>",
)
TITLE = "</title><script>alert(1)</script><img src=x onerror=alert(1)>`<b>`"


def body() -> str:
    parts = [
        f"## Attack {number} {payload.splitlines()[0]}\n\n{payload}\n\n- {payload}"
        for number, payload in enumerate(PAYLOADS)
    ]
    return "\n\n".join(parts)


def poison(vault: Path) -> None:
    """Put the attacks into every file's body, and one into every title and name."""
    for path in sorted(vault.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        head, mark, rest = text.partition("\n---\n")
        for field in ("title", "company", "role", "name", "headline", "location", "employer", "text", "topic"):
            head = re.sub(
                rf"(?m)^(\s*(?:- )?{field}: )(?![>|])(.*)$",
                lambda found: f"{found[1]}{json.dumps(TITLE)}",
                head,
            )
        path.write_text(f"{head}{mark}{rest}\n\n{body()}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Build and serve the demo vault with attacks in all of it."""
    folder = copy_search(tmp_path_factory.mktemp("hostile") / "search")
    poison(folder / "vault")
    own = folder / "docs" / "handbook" / "own.md"
    head = f"title: {json.dumps(TITLE)}\ndescription: {json.dumps(TITLE)}\nicon: ../..\ntemplate: ../x\n"
    own.write_text(f"---\n{head}---\n# {TITLE}\n\n{body()}\n", encoding="utf-8")
    done = mkdocs(folder, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    for url in serve(folder / "site"):
        yield folder / "site", url


def test_no_attack_runs_loads_or_navigates(hostile: tuple[Path, str], tab: Watched) -> None:
    site, url = hostile
    uris = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    assert len(uris) > 15
    for uri in uris:
        tab.page.goto(f"{url}/{uri}")
        tab.page.wait_for_timeout(30)
        assert tab.page.url == f"{url}/{uri}"
        touch_everything(tab.page)
    assert tab.dialogs == []
    assert [to for to in tab.requests if not to.startswith((url, "data:", "blob:"))] == []


def test_the_attack_really_is_on_the_pages(hostile: tuple[Path, str]) -> None:
    site, _ = hostile
    pages = [path.read_text(encoding="utf-8") for path in site.rglob("*.html")]
    escaped = html.escape("</title><script>alert(1)</script>", quote=False)
    assert sum(escaped in page for page in pages) > 10
    assert not any("<script>alert" in page for page in pages)


def test_searching_for_an_attack_shows_it_as_text(hostile: tuple[Path, str], tab: Watched) -> None:
    _, url = hostile
    tab.page.goto(f"{url}/index.html")
    tab.page.get_by_role("textbox", name="Search").click()
    for words in ("attack", "click", "attack src=x"):
        tab.page.keyboard.press("Control+a")
        tab.page.keyboard.type(words)
        expect(tab.page.locator(".md-search-result__item").first).to_be_visible(timeout=20_000)
    assert tab.dialogs == []
    assert [to for to in tab.requests if not to.startswith((url, "data:", "blob:"))] == []


def touch_everything(page: Page) -> None:
    """Focus, hover and click what the content lets one click, without leaving the page."""
    page.evaluate(
        """() => {
          for (const e of document.querySelectorAll('.md-content *')) {
            for (const name of ['mouseover', 'focus', 'toggle']) {
              e.dispatchEvent(new Event(name, {bubbles: true}));
            }
            const link = e.closest('a[href]');
            if (!link || /^(javascript|data|vbscript):/i.test(link.href)) {
              // What is drawn has no click() of its own.
              if (e.click) { e.click(); } else { e.dispatchEvent(new MouseEvent('click', {bubbles: true})); }
            }
          }
        }"""
    )
