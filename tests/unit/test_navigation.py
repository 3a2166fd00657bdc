"""The navigation on each page: small however many applications there are, and complete."""

from pathlib import Path

import pytest

from prepsite.app.scaffold import init
from prepsite.site.building import build_site
from site_reading import BuiltPage, built_pages

ROUND = "applications/company-03/interview-prep/panel/index.html"


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a job search with fifteen applications of one round each."""
    folder = tmp_path_factory.mktemp("navigation") / "search"
    init(folder)
    for number in range(14):
        application = folder / "vault" / "applications" / f"company-{number:02}"
        (application / "interviews" / "panel").mkdir(parents=True)
        (application / "application.md").write_text(
            f'---\ncompany: "M&S \\"Food\\" <{number}>"\nrole: Lead\nstatus: interviewing\n---\n',
            encoding="utf-8",
        )
        (application / "interviews" / "panel" / "interview.md").write_text(
            "---\nstage: panel\n---\n", encoding="utf-8"
        )
    return folder


@pytest.fixture(scope="module")
def pages(search: Path) -> dict[str, BuiltPage]:
    """Return the pages of its site."""
    return built_pages(build_site(search / "mkdocs.yml", search.parent / "site", strict=False))


def test_of_many_applications_only_the_one_at_hand_is_listed(pages: dict[str, BuiltPage]) -> None:
    listed = pages[ROUND].navigation()
    assert ('M&S "Food" <3> · Lead', "applications/company-03/index.html") in listed
    assert ("All applications", "applications/index.html") in listed
    assert ROUND in dict(listed).values()
    assert not [path for _, path in listed if "company-04" in path]


def test_every_page_is_reached_from_home(pages: dict[str, BuiltPage]) -> None:
    reached, ahead = set(), {"index.html"}
    while ahead:
        page = pages[ahead.pop()]
        reached.add(page.path)
        ahead |= {path for path, _ in page.links() if path in pages} - reached
    assert reached == set(pages) - {"404.html"}


def test_branches_are_named_and_hold_their_state(pages: dict[str, BuiltPage]) -> None:
    elements = [each for each in pages[ROUND].elements if each.is_in("md-nav--primary")]
    names = [each.attributes["aria-label"] for each in elements if each.tag == "nav"]
    assert names[:2] == ["Applications", 'M&S "Food" <3> · Lead']
    toggles = {each.attributes["id"] for each in elements if "checked" in each.attributes}
    titled = [
        each for each in elements if "md-nav__title" in each.classes and each.attributes["for"] in toggles
    ]
    assert len(titled) == len(toggles) == 2


def test_other_features_of_the_theme_have_its_own_navigation(search: Path) -> None:
    settings = search / "expanded.yml"
    theme = "{name: material, features: [navigation.indexes, navigation.expand]}"
    settings.write_text(f"site_name: Mine\ntheme: {theme}\nplugins: [prepsite]\n", encoding="utf-8")
    pages = built_pages(build_site(settings, search.parent / "expanded", strict=False))
    listed = {path for _, path in pages["index.html"].navigation()}
    assert ROUND in listed
    assert listed >= {path for path in pages if path.startswith("applications/")}
