"""What a built page may run: its policy, and builds that meet something else."""

import logging
import re
from pathlib import Path

import pytest

from prepsite.app.scaffold import init
from prepsite.errors import PrepsiteError
from prepsite.site.building import build_site
from prepsite.site.policy import digest, findings, is_remote, with_policy

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


@pytest.fixture
def search(tmp_path: Path) -> Path:
    """Return a job search with the scaffold's example in it."""
    folder = tmp_path / "search"
    init(folder)
    return folder


def theme_part(search: Path, block: str) -> None:
    folder = search / "templates" / "theme"
    folder.mkdir(parents=True)
    text = f'{{% extends "prepsite.html" %}}{block}'
    (folder / "main.html").write_text(text, encoding="utf-8")


def hook(search: Path, code: str) -> None:
    """Have a hook of the user's own change pages."""
    (search / "hooks.py").write_text(code, encoding="utf-8")
    settings = search / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\nhooks: [hooks.py]\n", encoding="utf-8")


def test_every_page_has_one_policy_before_anything_that_it_could_stop(search: Path) -> None:
    site = build_site(search / "mkdocs.yml", None, strict=True)
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    assert {path.relative_to(site).as_posix() for path in pages} > {"404.html", "index.html"}
    for path, text in pages.items():
        found = POLICY.findall(text)
        assert len(found) == 1, path
        assert "default-src 'none'" in found[0]
        assert "'unsafe-inline'" not in re.sub("style-src[^;]*", "", found[0])
        before = text[: text.index("Content-Security-Policy")]
        assert re.findall(r"<[a-z]+", before)[-3:] == ["<head", "<meta", "<meta"], path
        for script in (each.script for each in findings(text)):
            assert digest(script) in found[0], path


def test_scripts_of_a_users_own_theme_part_run_if_a_blank_page_has_them(search: Path) -> None:
    theme_part(search, "{% block extrahead %}{{ super() }}<script>var mine = 1</script>{% endblock %}")
    site = build_site(search / "mkdocs.yml", None, strict=True)
    text = (site / "index.html").read_text(encoding="utf-8")
    assert digest("var mine = 1") in POLICY.findall(text)[0]


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("<script>var theirs = 1</script>", "an inline script, 'var theirs = 1'"),
        ("<SCRIPT\\n>theirs()</script >", r"an inline script, 'theirs\(\)'"),
        ('<script type="module">theirs()</script>', "an inline script"),
        ("<svg><script>theirs()</script></svg>", "an inline script"),
        ('<script src="//evil.example/x.js"></script>', "a script of another host, '//evil.example/x.js'"),
        ("<script src=\\\\\\\\evil.example/x.js></script>", "a script of another host"),
        ("<p title='a > b' ONCLICK = theirs()>x</p>", r"an inline event handler, onclick='theirs\(\)'"),
        ("<a href=' java&#10;script:theirs()'>x</a>", "an address that acts, href="),
        ("<iframe srcdoc='x'></iframe>", "an address that acts, srcdoc"),
    ],
)
def test_a_build_that_meets_what_is_not_the_themes_fails_and_names_the_page(
    search: Path, harm: str, said: str
) -> None:
    hook(
        search,
        f"def on_post_page(output, page, config):\n"
        f'    return output.replace("</body>", """{harm}</body>""") if "projects/" in page.url else output\n',
    )
    with pytest.raises(PrepsiteError, match=rf"projects/[a-z/\-]*index\.md: the page holds {said}"):
        build_site(search / "mkdocs.yml", None, strict=False)


def test_what_only_a_full_page_has_is_unknown_also_if_a_theme_part_brought_it(search: Path) -> None:
    script = "{% if prepsite %}<script>{{ prepsite.title }}</script>{% endif %}"
    block = f"{{% block extrahead %}}{script}{{% endblock %}}"
    theme_part(search, block)
    with pytest.raises(PrepsiteError, match=r"an inline script, .*extra_javascript"):
        build_site(search / "mkdocs.yml", None, strict=False)


def test_a_page_without_a_head_is_not_built() -> None:
    with pytest.raises(PrepsiteError, match=r"x\.md: the page has no <head>.*prepsite\.html"):
        with_policy("<html><body>x</body></html>", "default-src 'none'", "x.md")


@pytest.mark.parametrize(
    "harmless",
    [
        "<!-- <script>x</script> -->",
        '<p title="<script>x</script>">onclick=x</p>',
        '<script type="application/json">{"a": "<p onclick=x>"}</script>',
        '<script src="../assets/x.js"></script>',
        "<code>&lt;script&gt;x&lt;/script&gt;</code>",
        '<a href="https://example.com/javascript:x">x</a>',
        '<option value="onclick">x</option>',
    ],
)
def test_what_only_looks_like_a_script_is_no_finding(harmless: str) -> None:
    assert list(findings(harmless)) == []


def test_of_an_attribute_that_is_there_twice_the_first_counts() -> None:
    assert list(findings('<script src="https://a.example/x.js" src="x.js"></script>')) != []


@pytest.mark.parametrize("address", ["https://a.example/x", "//a.example/x", "\\\\a.example", "/\t/a.example"])
def test_a_remote_address_is_known(address: str) -> None:
    assert is_remote(address)
    assert not is_remote("assets/x.js")


@pytest.mark.parametrize(
    "setting",
    [
        "extra_javascript: [https://cdn.example/x.js]",
        "extra_javascript: [{path: //cdn.example/x.js, type: module}]",
        "extra_css: [https://cdn.example/x.css]",
        "extra: {polyfills: [https://cdn.example/x.js]}",
    ],
)
def test_files_of_another_host_are_refused_with_the_remedy(search: Path, setting: str) -> None:
    settings = search / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + f"\n{setting}\n", encoding="utf-8")
    with pytest.raises(PrepsiteError, match=r"cdn\.example/x.* another host.*save it below docs/"):
        build_site(settings, None, strict=False)


def test_a_script_of_ones_own_is_loaded(search: Path) -> None:
    (search / "docs" / "mine.js").write_text("var mine = 1;", encoding="utf-8")
    settings = search / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}\nextra_javascript: [mine.js]\n", encoding="utf-8")
    site = build_site(settings, None, strict=True)
    assert '<script src="mine.js">' in (site / "index.html").read_text(encoding="utf-8")


def test_analytics_are_left_out_with_a_warning(search: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings = search / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    analytics = "extra: {analytics: {provider: google, property: G-1}}"
    settings.write_text(f"{text}\n{analytics}\n", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        site = build_site(settings, None, strict=False)
    assert "extra.analytics is left out" in caplog.text
    assert "googletagmanager" not in (site / "index.html").read_text(encoding="utf-8")
