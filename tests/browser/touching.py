"""What a person does to a page that attacks may wait for, and what tells that one acted."""

from collections.abc import Sequence
from pathlib import Path

import markdown
from browsing import serve
from playwright.sync_api import BrowserContext, Error, Page, Request, Route

CONTROL = "http://control.example/page"
# Before anything of the page runs: what attacks call to show that they ran.
RECORD = """
  window.__acted = [];
  for (const name of ["alert", "confirm", "prompt", "print"]) {
    window[name] = (...said) => { window.__acted.push(name + " " + said.join(" ")); };
  }
  window.open = (to) => { window.__acted.push("open " + to); };
"""


def touch_everything(page: Page) -> None:
    """Focus, hover and click what the content lets one click, without leaving the page."""
    page.evaluate(
        """() => {
          for (const e of document.querySelectorAll('.md-content *')) {
            for (const name of ['mouseover', 'focus', 'toggle', 'pointerdown', 'keydown', 'input', 'paste']) {
              e.dispatchEvent(new Event(name, {bubbles: true}));
            }
            // What a handler waits for, whichever it is.
            for (const a of [...e.attributes].filter((a) => /^on/i.test(a.name))) {
              e.dispatchEvent(new Event(a.name.slice(2).toLowerCase(), {bubbles: true}));
            }
            const link = e.closest('a[href]');
            if (!link || /^(javascript|data|vbscript):/i.test(link.href)) {
              // What is drawn has no click() of its own.
              if (e.click) { e.click(); } else { e.dispatchEvent(new MouseEvent('click', {bubbles: true})); }
            }
          }
        }"""
    )


def acted(page: Page, *, scripts: bool = True) -> list[str]:
    """Return what ran on a page with `RECORD`, and what on it could run that isn't the site's."""
    found: list[str] = page.evaluate(
        """(scripts) => {
          const all = scripts ? [...document.querySelectorAll('*')] : [];
          return [...window.__acted, ...all.flatMap((e) => {
          const found = [];
          for (const a of e.attributes) {
            if (/^on/i.test(a.name)) { found.push(`<${e.localName} ${a.name}>`); }
            if (/^\\s*(javascript|vbscript|data:text)/i.test(a.value) && /href|src|action|data/i.test(a.name)) {
              found.push(`<${e.localName} ${a.name}=${a.value.slice(0, 60)}>`);
            }
          }
          if (/^(object|embed|base|form|iframe|frame)$/.test(e.localName) && e.closest('.md-content__inner')) {
            found.push(`<${e.localName}>`);
          }
          if (e.localName === 'script' && e.closest('.md-content__inner')) { found.push('<script>'); }
          return found;
        })]; }""",
        scripts,
    )
    return found


def look(page: Page, site: Path) -> tuple[int, list[str]]:
    """Open each page of a site and touch all of it; return how many, and what acted."""
    found: list[str] = []
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    uris = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    for url in serve(site):
        for uri in uris:
            page.goto(f"{url}/{uri}")
            touch_everything(page)
            page.wait_for_timeout(30)
            found += [f"{uri}: {each}" for each in acted(page)]
            if not page.url.startswith(f"{url}/{uri}"):
                found.append(f"{uri}: left for {page.url}")
        found += [f"asked {each}" for each in requests if not each.startswith((url, "data:", "blob:"))]
    return len(uris), found


def plainly(context: BrowserContext, payloads: Sequence[str], many: int) -> tuple[int, int]:
    """Render payloads by Markdown alone, one a page; return how many acted, and of how many."""
    chosen = payloads[:: max(1, len(payloads) // max(1, many))][:many]
    context.add_init_script(RECORD)
    return sum(_acts(context.new_page(), markdown.markdown(payload)) for payload in chosen), len(chosen)


def _acts(page: Page, content: str) -> bool:
    """Tell whether content acts on a page that nothing protects."""
    requests: list[str] = []

    def refuse(route: Route, request: Request) -> None:
        requests.append(request.url)
        route.abort()

    page.on("dialog", lambda dialog: dialog.dismiss())
    page.route("**/*", refuse)
    whole = f"<!doctype html><body><div class='md-content'>{content}</div>"
    page.route(CONTROL, lambda route: route.fulfill(body=whole, content_type="text/html; charset=utf-8"))
    try:
        page.goto(CONTROL, wait_until="domcontentloaded")
        page.wait_for_timeout(60)
        touch_everything(page)
        page.wait_for_timeout(60)
        return bool(requests or acted(page, scripts=False))
    except Error:
        # It was left while it was touched.
        return True
    finally:
        page.close()
