"""What proves a PDF: looked at from outside, by readers of PDFs, on the demo and on a hostile vault."""

import io
import re
import shutil
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pdfplumber
import pypdf
import pytest
from paper_vaults import CODE, NAME, hostile_vault
from pdfua import validate
from pypdf.generic import Destination, DictionaryObject, IndirectObject

from prepsite.app.filling import fill
from prepsite.app.pages import pages_of
from prepsite.core.pages import sitemap
from prepsite.core.pages.marks import without_marks
from prepsite.core.pages.page import Page
from prepsite.errors import Problem
from prepsite.models.vocabulary import PaperSize
from prepsite.paper.printing import Press, Setting
from prepsite.site.articles import article_html
from prepsite.vault.layout import Workspace

REPOSITORY = Path(__file__).parents[2]
DEMO = "kestrel-grid-staff-engineer/technical-screen"
POINTS_A_MM = 72 / 25.4
SIZES = {PaperSize.A4: (595, 842), PaperSize.LETTER: (612, 792)}


class _Listening:
    """Hears of outcomes, and keeps still."""

    def start(self, names: object) -> None: ...
    def streamed(self, name: str, tokens: int) -> None: ...
    def done(self, outcome: object) -> None: ...


class _Article(HTMLParser):
    """An article's words, headings and folded blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.headings: list[str] = []
        self.folded: list[str] = []
        self._in_heading = False
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if re.fullmatch("h[1-6]", tag):
            self.headings.append("")
            self._in_heading = True
        if tag == "details":
            self._depth += 1
            self.folded.append("")

    def handle_endtag(self, tag: str) -> None:
        if re.fullmatch("h[1-6]", tag):
            self._in_heading = False
        self._depth -= tag == "details"
        self.text += " "

    def handle_data(self, data: str) -> None:
        data = without_marks(data)
        self.text += data
        if self._in_heading:
            self.headings[-1] += data
        if self._depth:
            self.folded[-1] += data


@dataclass(frozen=True)
class Sample:
    """A printed round: its PDF, read, and the pages of the site that it was printed from."""

    name: str
    content: bytes
    reader: pypdf.PdfReader
    texts: tuple[str, ...]
    sources: tuple[Page, Page]
    articles: tuple[_Article, _Article]
    problems: tuple[Problem, ...]
    paper: PaperSize
    said: tuple[str, ...]


def _printed(root: Path, name: str, said: tuple[str, ...], setting: Setting | None = None) -> Sample:
    workspace = Workspace.at(root)
    press = Press(workspace, setting or Setting())
    [chosen] = press.rounds((name,), following=False, every=False)
    printed = press.pdf(chosen)
    application_id, interview_id = name.split("/")
    pages = {page.uri: page for page in pages_of(workspace).pages}
    round_page = pages[sitemap.round_uri(application_id, interview_id)]
    base = pages[sitemap.reference_uri(application_id)]
    articles = []
    for page in (round_page, base):
        article = _Article()
        article.feed(article_html(page.markdown))
        articles.append(article)
    reader = pypdf.PdfReader(io.BytesIO(printed.content))
    return Sample(
        name,
        printed.content,
        reader,
        tuple(squeezed(page.extract_text()) for page in reader.pages),
        (round_page, base),
        (articles[0], articles[1]),
        printed.problems,
        press.paper,
        said,
    )


def squeezed(text: str) -> str:
    """Return a text without anything that breaks it into words, lines or items."""
    return re.sub(r"[\s\u200b\u00ad\ufffe•]+", "", text)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    root = tmp_path_factory.mktemp("demo")
    shutil.copytree(REPOSITORY / "vault", root / "vault")
    for other in (root / "vault/applications").iterdir():
        if other.name not in DEMO:
            shutil.rmtree(other)
    assert all(outcome.ok for outcome in fill(Workspace.at(root), _Listening()))
    said = ("Kestrel Grid", "Technical screen", "12 March 2026, 14:00–15:00")
    return _printed(root, DEMO, said)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    root = hostile_vault(tmp_path_factory.mktemp("hostile"))
    said = ("Acmé & Söhne", "Hiring manager", "12 March 2026, 14:00–14:45")
    return _printed(root, NAME, said, Setting(PaperSize.LETTER))


@pytest.fixture(params=["demo", "hostile"])
def sample(request: pytest.FixtureRequest) -> Sample:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Sample)
    return found


def test_title_language_tags_and_paper(sample: Sample) -> None:
    root = sample.reader.root_object
    metadata = sample.reader.metadata
    assert metadata is not None
    assert metadata.title == sample.sources[0].title
    assert metadata.author is None
    assert metadata.creation_date is None
    assert str(root["/Lang"]) == "en"
    assert "/MarkInfo" in root
    assert "/StructTreeRoot" in root
    for page in sample.reader.pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == SIZES[sample.paper]


def test_a_checker_of_pdf_ua_finds_nothing(sample: Sample, tmp_path: Path) -> None:
    (tmp_path / "round.pdf").write_bytes(sample.content)
    assert [(found.rule_id, found.message) for found in validate(str(tmp_path / "round.pdf")).findings] == []
    assert b"<pdfuaid:part>1</pdfuaid:part>" in sample.content


def _titles(outline: object) -> Iterator[str]:
    assert isinstance(outline, list)
    for entry in outline:
        if isinstance(entry, Destination):
            yield squeezed(str(entry.title))
        else:
            yield from _titles(entry)


def test_the_outline_has_each_heading_in_order(sample: Sample) -> None:
    parts = ("This round", "Job, company and narrative")
    expected = [
        squeezed(heading)
        for part, article in zip(parts, sample.articles, strict=True)
        for heading in (part, *article.headings[1:])
    ]
    found = list(_titles(sample.reader.outline))
    drawn = {squeezed(heading) for heading in ("Not to be said as it stands", "What earlier rounds left")}
    assert [title for title in found if title not in drawn] == [
        title for title in expected if title not in drawn
    ]


def test_contents_name_the_page_of_each_section(sample: Sample) -> None:
    contents = sample.texts[0]
    for entry in sample.reader.outline:
        for inner in entry if isinstance(entry, list) else [entry]:
            if isinstance(inner, Destination) and not re.search("[\u0590-\u05ff]", str(inner.title)):
                number = sample.reader.get_destination_page_number(inner)
                assert number is not None
                title = re.escape(squeezed(str(inner.title)))
                assert re.search(rf"{title}\.*{number + 1}", contents), inner.title
                assert squeezed(str(inner.title)) in sample.texts[number]


def _every(value: object, seen: set[int]) -> Iterator[DictionaryObject]:
    """Yield every dictionary of a document once."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            if found.idnum in seen:
                continue
            seen.add(found.idnum)
            found = found.get_object()
        if isinstance(found, dict):
            if isinstance(found, DictionaryObject):
                yield found
            waiting += [found.raw_get(key) for key in found] if isinstance(found, DictionaryObject) else []
        elif isinstance(found, list):
            waiting += found


def test_no_file_script_or_action_is_in_it_and_links_lead_out_or_within(sample: Sample) -> None:
    objects = list(_every(sample.reader.trailer, set()))
    assert len(objects) > 100
    for found in objects:
        assert not {"/EmbeddedFiles", "/EF", "/AA", "/JS", "/OpenAction", "/RichMedia"} & set(found)
        assert found.get("/Type") not in {"/Filespec", "/EmbeddedFile"}
        if "/URI" in found:
            assert re.match(r"(?:https?://|mailto:)\S+\Z", str(found["/URI"])), found["/URI"]
        assert found.get("/S") not in {"/Launch", "/JavaScript", "/SubmitForm", "/ImportData", "/GoToR"}


def test_all_fonts_are_embedded(sample: Sample) -> None:
    described = [
        found for found in _every(sample.reader.trailer, set()) if found.get("/Type") == "/FontDescriptor"
    ]
    assert described
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(found) for found in described)


def test_each_word_of_the_source_is_printed(sample: Sample) -> None:
    printed = "".join(sample.texts)
    words = {
        word
        for article in sample.articles
        for word in re.findall(r"[^\W_]{3,}", article.text)
        # Letters from right to left come in the order of the page from this reader.
        if not re.search(r"[\u0590-\u05ff\u4e00-\u9fff]", word)
    }
    assert len(words) > 100
    assert sorted(word for word in words if word not in printed) == []


def test_no_character_stands_outside_of_the_margins_and_none_is_too_small(sample: Sample) -> None:
    side, edge = 22 * POINTS_A_MM - 1, 8 * POINTS_A_MM
    sizes = []
    with pdfplumber.open(io.BytesIO(sample.content)) as document:
        for page in document.pages[:8]:
            for letter in page.chars:
                if letter["text"].strip("\u200b "):
                    assert letter["x0"] >= side, letter
                    assert letter["x1"] <= page.width - side, letter
                    assert letter["top"] >= edge, letter
                    assert letter["bottom"] <= page.height - edge, letter
                    sizes.append(letter["size"])
    assert statistics.median(sizes) >= 10
    assert min(sizes) >= 5.5


def test_each_page_says_company_stage_time_and_its_number(sample: Sample) -> None:
    for number, text in enumerate(sample.texts, 1):
        head = text[:400]
        assert [said for said in sample.said if squeezed(said) not in head] == []
        assert f"{number}/{len(sample.texts)}" in text


def test_a_question_and_its_answer_are_on_one_page(demo: Sample) -> None:
    items = [squeezed(item) for article in demo.articles for item in article.folded]
    assert len(items) > 10
    for item in items:
        # References stand in brackets on paper: the last words before or after them are looked for.
        last = item if "Theymaygoonwith:" in item else item.partition("Evidence:")[0]
        begun = [text for text in demo.texts[1:] if item[:40] in text]
        assert any(last[-25:] in text for text in begun), item


def test_what_is_taller_than_a_page_goes_on_and_loses_no_word(hostile: Sample) -> None:
    pages = {
        number
        for word in range(1100)
        for number, text in enumerate(hostile.texts)
        if f"word{word}word" in text or (word == 1099 and "word1099" in text)
    }
    assert len(pages) > 2
    assert "".join(hostile.texts).count("word") >= 1100


def test_code_in_any_field_is_printed_as_text(hostile: Sample) -> None:
    printed = "".join(hostile.texts)
    assert printed.count(squeezed(CODE).replace("fi", "fi")) >= 12
    assert "root:" not in printed
    assert "<script>alert(1)</script>" in printed


def test_what_no_font_has_is_visible_and_named_with_its_line(hostile: Sample) -> None:
    printed = "".join(hostile.texts)
    assert "[U+4E2D][U+6587][U+59D3][U+540D]" in printed
    assert squeezed("✓ done, ✗ not, [party popper] party, [thumbs up] fine, [DE] flag") in printed
    [problem] = hostile.problems
    assert str(problem).startswith("vault/applications/acme/interviews/hm/interview.md:20:")
    assert "“中” (U+4E2D CJK UNIFIED IDEOGRAPH-4E2D)" in problem.message
    assert "--font-folder" in problem.remedy


def test_claims_in_doubt_stand_in_brackets_and_are_listed(hostile: Sample) -> None:
    printed = "".join(hostile.texts)
    assert squeezed("⟦I led a team of 47 people in 2019 and cut costs by 93%.⟧ unverified") in printed
    assert squeezed("Not to be said as it stands") in printed
    assert squeezed("nothing in the record says 47") in printed


def test_the_same_vault_gives_the_same_bytes(hostile: Sample, tmp_path: Path) -> None:
    again = _printed(hostile_vault(tmp_path), NAME, (), Setting(PaperSize.LETTER))
    assert again.content == hostile.content
