"""Syntax of templates, paper, YAML, HTML, calendars and shells, in every field, is text everywhere."""

import html
import re
from collections.abc import Mapping

import pytest

from prepsite.app.calendar import Wanted, write_calendar_file
from prepsite.app.export import export_site
from prepsite.models.application import Application, Company, Job
from prepsite.models.base import VaultModel
from prepsite.models.interview import Interview, Notes
from prepsite.models.profile import Facts, Profile
from prepsite.models.project import ExperienceProject
from prepsite.models.resume import Resume
from prepsite.paper.printing import Press
from prepsite.site.building import build_site
from prepsite.vault.layout import Workspace

from hostile_vaults import Payloads, front_matter, write_vault  # isort: skip
from private_surfaces import paper, texts  # isort: skip

pytestmark = pytest.mark.journey

# Each computes 1337, or makes a file, or begins something, wherever it is taken for code.
SYNTAX = (
    "{{ 7*191 }} {% set x = 1 %}",
    '#(7*191) #read("/etc/passwd") $ x $',
    "!!python/object/apply:os.system [x] &a *a : - # y",
    "<b onclick=alert(1)>b</b> <script>1</script>",
    "END:VEVENT\\nATTACH;X=1:file:///etc/passwd",
    "$(touch pwned) `touch pwned` ; touch pwned",
)


# Dates, numbers, addresses and words of a list, which hold no free text.
NO_TEXT = {"applied_on", "closed_on", "posted_on", "captured_on", "submitted_on", "end", "team_size"}
NO_TEXT |= {"scheduled_at", "due_at", "duration", "round", "join_link", "my_part"}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Return the text of each surface of one vault whose every text is such syntax."""
    root = tmp_path_factory.mktemp("syntax") / "search"
    write_vault(root, SYNTAX)
    (root / "mkdocs.yml").write_text(
        "site_name: x\ntheme:\n  name: material\nplugins: [search, prepsite]\n", "utf-8"
    )
    workspace = Workspace.at(root)
    build_site(root / "mkdocs.yml", None, strict=False)
    export_site(workspace, root.parent / "exported")
    write_calendar_file(workspace, Wanted(root / "x.ics"))
    press = Press(workspace)
    chosen = press.rounds((), following=False, every=True)
    assert list(root.parent.rglob("pwned")) == []
    pages = {name: text for name, text in texts(root / "site").items() if name.endswith(".html")}
    words = (html.unescape(re.sub(r"<[^>]*>", "", text)) for text in pages.values())
    return {
        "site": "".join(words),
        "export": "".join(texts(root.parent / "exported").values()),
        "pdf": "".join(paper(press.pdf(each).content) for each in chosen),
        "ics": (root / "x.ics").read_text("utf-8").replace("\n ", ""),
    }


@pytest.mark.parametrize("surface", ["site", "export", "pdf", "ics"])
def test_nothing_is_computed_read_or_begun(shown: Mapping[str, str], surface: str) -> None:
    text = shown[surface]
    assert len(text) > 300
    assert "1337" not in text
    assert "root:x:0" not in text


def test_no_line_of_the_calendar_is_the_vaults(shown: Mapping[str, str]) -> None:
    calendar = shown["ics"]
    begun, ended = (re.findall(rf"(?m)^{end}:VEVENT", calendar) for end in ("BEGIN", "END"))
    assert len(begun) == len(ended) == 1
    assert not re.search(r"(?mi)^ATTACH", calendar)


@pytest.mark.parametrize("syntax", SYNTAX)
def test_it_is_there_as_it_was_typed(shown: Mapping[str, str], syntax: str) -> None:
    assert syntax.split()[0] in shown["site"]
    first = re.split(r"[\s\\]", syntax)[0]
    assert first.replace("-", "") in shown["pdf"]


@pytest.mark.parametrize(
    "model", [Application, Company, ExperienceProject, Facts, Interview, Job, Notes, Profile, Resume]
)
def test_a_field_of_text_that_is_new_gets_some_by_itself(model: type[VaultModel]) -> None:
    filled = front_matter(model, Payloads(SYNTAX), 1)
    left = {name for name in model.model_fields if f"\n{name}: " not in filled}
    assert left <= NO_TEXT, "fields that no syntax is put into"
