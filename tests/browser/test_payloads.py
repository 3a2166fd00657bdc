"""Every attack in every kind of place, through the full build, without the content security policy's help."""

import html
from pathlib import Path

import pytest
from browsing import mkdocs
from playwright.sync_api import Browser
from touching import RECORD, look, plainly

from attacks import PAYLOADS
from hostile_vaults import write_vault

pytestmark = pytest.mark.browser

SETTINGS = "site_name: hostile\ntheme: material\nplugins: [search, prepsite]\n"
ENOUGH_OF_THE_CONTROL = 0.3


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a vault whose every text is an attack."""
    root = tmp_path_factory.mktemp("payloads")
    assert write_vault(root, PAYLOADS) > 6 * len(PAYLOADS)
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    done = mkdocs(root, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


def test_none_acts_even_where_no_policy_stops_it(hostile: Path, chromium: Browser) -> None:
    context = chromium.new_context(bypass_csp=True)
    context.add_init_script(RECORD)
    pages, found = look(context.new_page(), hostile)
    context.close()
    assert pages > 15
    assert found == []


def test_they_are_there_as_text(hostile: Path) -> None:
    pages = {
        path.relative_to(hostile).as_posix(): path.read_text(encoding="utf-8")
        for path in hostile.rglob("*.html")
    }
    kinds = (
        "projects/p0",
        "applications/a0/index",
        "applications/a0/interview-prep/index",
        "resumes/one",
        "profile",
        "problems",
    )
    for kind in kinds:
        assert any("alert(1)" in text for uri, text in pages.items() if kind in uri), (kind, sorted(pages))
    shown = html.escape("<img src=x onerror=alert(1)>", quote=False)
    assert sum(shown in text for text in pages.values()) > 5


def test_without_the_sanitiser_they_act(chromium: Browser) -> None:
    fired, many = plainly(chromium.new_context(), PAYLOADS, 20)
    assert many == 20
    assert fired >= ENOUGH_OF_THE_CONTROL * many
