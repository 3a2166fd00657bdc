"""axe-core over the page that a tab shows: each rule, best practices too."""

from importlib.resources import files
from typing import TypedDict, cast

from playwright.sync_api import Page

_SCRIPT = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
_RUN = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"


class _Node(TypedDict):
    target: list[str]
    html: str
    failureSummary: str


class _Violation(TypedDict):
    id: str
    nodes: list[_Node]


def violations(page: Page) -> list[str]:
    """Return what axe finds on the page as it is now, a line a place."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_SCRIPT)
    found = cast("list[_Violation]", page.evaluate(_RUN))
    return [
        f"{violation['id']} at {' '.join(map(str, node['target']))}: {' '.join(node['failureSummary'].split())}"
        for violation in found
        for node in violation["nodes"]
    ]
