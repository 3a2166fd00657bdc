"""The theme's search, menu and branches of the navigation get names that its markup lacks."""

from prepsite.core.words import SPOKEN, Words
from prepsite.site.mending import mended

BRANCH = """<label class="md-nav__link " for="__nav_2" id="__nav_2_label" tabindex="0">
<span class="md-nav__icon md-icon"></span></label>
<nav class="md-nav" data-md-level="1" aria-labelledby="__nav_2_label" aria-expanded="true">
<label class="md-nav__title" for="__nav_2">
<span class="md-nav__icon md-icon"></span>
M&amp;S "Foods" &lt;x&gt;
</label>"""


def test_a_branch_is_named_by_its_title_and_claims_no_state() -> None:
    html = mended(BRANCH, SPOKEN)
    assert '<nav class="md-nav" data-md-level="1" aria-label="M&amp;S &quot;Foods&quot; &lt;x&gt;">' in html
    assert 'id="__nav_2_label" data-label="M&amp;S &quot;Foods&quot; &lt;x&gt;"' in html
    assert "aria-expanded" not in html


def test_search_and_menu_are_named_in_the_sites_language() -> None:
    german = Words("de", {"Search": 'Su"che', "Menu": "Menü"}.__getitem__)
    html = mended(
        '<div class="md-search" data-md-component="search" role="dialog">'
        '<label class="md-header__button md-icon" for="__drawer">'
        '<label class="md-header__button md-icon" for="__search">',
        german,
    )
    assert 'role="dialog" aria-label="Su&#34;che"' in html
    assert 'for="__drawer" data-label="Menü">' in html
    assert 'for="__search" data-label="Su&#34;che">' in html


def test_anything_else_keeps_its_bytes() -> None:
    html = '<nav class="md-nav md-nav--secondary" aria-label="Contents"><p>role="dialog"</p></nav>'
    assert mended(html, SPOKEN) == html
