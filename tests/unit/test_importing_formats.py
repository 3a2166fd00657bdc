"""JSON Resume and rendercv are read whole, and what can't be read is told where it stands."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from resumes import JSON_RESUME, RENDERCV, SAMPLES

from prepsite.core.importing.dates import read_date, read_range
from prepsite.core.importing.foreign import MOST_LINES, read_resume
from prepsite.core.importing.imported import ImportedResume, RoleKind
from prepsite.core.json_values import read_json
from prepsite.models.vocabulary import CredentialKind


def read(source: "str | dict[str, Any]") -> ImportedResume:
    text = source if isinstance(source, str) else json.dumps(source, ensure_ascii=False, indent=2)
    found, problems = read_resume(text, "resume")
    assert found, [str(problem) for problem in problems]
    return found


def complaint(text: str) -> str:
    found, problems = read_resume(text, "cv")
    assert found is None
    return str(problems[0])


def all_words(found: ImportedResume) -> str:
    return json.dumps(
        found, default=lambda value: getattr(value, "__dict__", None) or str(value), ensure_ascii=False
    )


def test_json_resume_is_read_whole() -> None:
    found = read(JSON_RESUME)
    assert found.person.name == "Zoë Ångström"
    assert found.person.location == "Malmö, SE"
    assert found.person.links == (
        ("Website", "https://zoe.example.org"),
        ("GitHub", "https://github.com/zoe-a"),
    )
    assert [(r.employer, r.title, str(r.span.start), str(r.span.end), r.kind) for r in found.roles] == [
        ("Bruma Bank", "Staff Engineer", "2021-03", "present", RoleKind.WORK),
        ("Bruma Bank", "Engineer", "2018-09-01", "2021-02-28", RoleKind.WORK),
        ("Old Format AB", "Intern", "2016", "present", RoleKind.WORK),
        ("Codeklubben", "Volunteer", "2015", "None", RoleKind.VOLUNTEER),
        ("tally", "Maintainer", "2020-01", "None", RoleKind.PROJECT),
    ]
    assert [line.text for line in found.roles[0].lines] == [
        "Cut settlement time by 73% with batching & retries",
        "Led six engineers through the move from Oracle to PostgreSQL",
    ]
    assert [line.text for line in found.roles[2].lines] == ["Tested tills."]
    assert found.skills == ("Python", "C, C++", "Go", "Swedish")
    assert [(c.kind, c.name, c.issuer, str(c.date)) for c in found.credentials] == [
        (CredentialKind.DEGREE, "MSc, Physics", "Lund University", "2016-06"),
        (CredentialKind.CERTIFICATE, "CKA", "CNCF", "2022-11"),
        (CredentialKind.AWARD, "Best paper", "NordConf", "2019-05"),
        (CredentialKind.PUBLICATION, "Balanced", "Journal of Sums", "2019"),
    ]
    kept = all_words(found)
    for words in (
        "Runs payments for small shops.",
        "Score: 4.5",
        "Statistics",
        "On ledgers.",
        "Native",
        "endgames",
    ):
        assert words in kept
    assert "She counts." in kept
    assert found.notices == ()


def test_rendercv_is_read_whole() -> None:
    found = read(RENDERCV)
    assert found.person.email == "zoe@example.org"
    assert found.person.phone == "+46-70-000-00-00"
    assert dict(found.person.links) == {
        "Website": "https://zoe.example.org",
        "LinkedIn": "https://www.linkedin.com/in/zoe-a",
        "Mastodon": "https://example.social/@zoe",
        "Book a call": "https://cal.example.org/zoe",
    }
    assert found.summary == "I make ledgers balance."
    assert [(r.employer, r.title, str(r.span.start), str(r.span.end), r.kind) for r in found.roles] == [
        ("Bruma Bank", "Staff Engineer", "2021-03", "present", RoleKind.WORK),
        ("Bruma Bank", "Engineer", "2018-09", "2021-02", RoleKind.WORK),
        ("Codeklubben", "Project", "None", "2015", RoleKind.PROJECT),
        ("Red Cross", "Volunteer", "2010", "2012", RoleKind.VOLUNTEER),
        ("tally", "Project", "2020-01", "present", RoleKind.PROJECT),
    ]
    assert [(line.text, line.above) for line in found.roles[0].lines] == [
        ("Cut settlement time by 73%", None),
        ("Published on ledgers", None),
        ("NordConf 2019, cited 40 times", 1),
        ("A talk", 1),
    ]
    assert found.skills == ("Python", "C++ (14, 17)", "Go", "Swedish")
    assert [(c.kind, c.name, c.issuer, str(c.date)) for c in found.credentials] == [
        (CredentialKind.DEGREE, "MSc, Physics", "Lund University", "2016-06"),
        (CredentialKind.PUBLICATION, "Balanced", "Journal of Sums", "2019-05"),
        (CredentialKind.CERTIFICATE, "CKA", "CNCF", "2022-11"),
        (CredentialKind.AWARD, "Best paper (2019)", "", "2019"),
        (CredentialKind.PUBLICATION, "Counting twice (EP 1234567)", "", "None"),
    ]
    kept = all_words(found)
    for words in (
        "GPA: 4.5",
        "A. Other",
        "10.1234/balanced",
        "NordConf (2020)",
        "Chess",
        "A counter",
        "native",
    ):
        assert words in kept
    assert found.notices == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-09", "2018-09"), ("2018/9", "2018-09"), ("2018", "2018"), ("2018-09-30T10:00:00Z", "2018-09-30"),
        ("2018-02-31", "2018-02"), ("2018-13", "2018"), ("09/2018", "2018-09"), ("30.09.2018", "2018-09-30"),
        ("Sept. 2018", "2018-09"), ("Mai 2020", "2020-05"), ("märz 2020", "2020-03"), ("1850", None),
        ("May 5, 2020", "2020-05-05"), ("5 May 2020", "2020-05-05"), ("Fall 2021", "2021"), ("Q3 2021", "2021"),
        ("Present", "present"), ("heute", "present"), ("until now", "present"), ("someday", None),
        ("99999", None), ("", None), ("٢٠١٨", None),
    ],
)  # fmt: skip
def test_dates_are_read_as_exactly_as_they_are_said(text: str, expected: str | None) -> None:
    found = read_date(text)
    assert (str(found) if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019 – 2021", ("2019", "2021")),
        ("2019-2021", ("2019", "2021")),
        ("Jun 2019 to present", ("2019-06", "present")),
        ("2019-06 - 2020-01", ("2019-06", "2020-01")),
    ],
)
def test_a_range_says_two_dates(text: str, expected: tuple[str, str]) -> None:
    assert tuple(str(date) for date in read_range(text)) == expected


def test_a_date_that_cannot_be_read_is_left_out_and_told_at_its_place() -> None:
    text = '{"work": [\n {"name": "A", "position": "B",\n  "startDate": "long ago", "endDate": "2020"}]}'
    found = read(text)
    assert str(found.notices[0]) == (
        "resume:3:16: warning: work.startDate: 'long ago' is not a date that can be read; "
        "it is left out; write 2021 or 2021-03"
    )
    assert str(found.roles[0].span.end) == "2020"


def test_an_end_before_its_start_is_left_out() -> None:
    found = read({"work": [{"name": "A", "position": "B", "startDate": "2020", "endDate": "2018"}]})
    assert found.roles[0].span.start is None
    assert "2018 is before the start" in str(found.notices[0])


def test_what_is_not_of_the_format_is_told() -> None:
    found = read({"basics": {"name": "A"}, "x-kittens": ["many"]})
    assert "x-kittens: is not part of JSON Resume, and is left out" in str(found.notices[0])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cv:\n  name: A\n  name: B\n", "cv:3:3: error: name: the key stands twice; line 2 has it already"),
        ("cv: &a\n  x: *a\n", "cv:1:5: error: & starts an anchor"),
        ("cv:\n  name: *a\n", "cv:2:9: error: * starts an alias"),
        ("cv: !!python/object:os.system\n", "cv:1:5: error: ! starts a tag"),
        ("cv:\n\tname: A\n", "cv:2:1: error: there is a tab"),
        ('{"basics": {"name": "A",\n "name": "B"}}', "cv:2:2: error: name: the key stands twice; line 1"),
        ('{"basics": {"name": "A",}}', "cv:1:25: error: a comma stands before this, with nothing after it"),
        ('{"basics": {"name" "A"}}', "cv:1:20: error: there is no colon"),
        ('{"basics": {"name": "A" "b": 1}}', "cv:1:25: error: a comma is missing"),
        ('{"basics":\n {"name": \'A\'}}', "cv:2:11: error: text stands in single quotes"),
        ('{"basics": // who', "cv:1:12: error: a comment stands here"),
        ('{"basics": {"name": "A\nB"}}', "cv:1:21: error: the text that begins here does not end on its line"),
        ('{"basics": {"name": "A"}', "cv:1:1: error: the { that opens here is never closed"),
        ('{"basics": [1}', "cv:1:14: error: this } closes what line 1 opened otherwise"),
        ('{"basics": NaN}', "cv:1:12: error: this word is neither text nor a number"),
        ('{"basics": {}} x', "cv:1:16: error: this word is neither"),
        ('{"basics": {}} {}', "cv:1:16: error: there is more after the end"),
        ('["basics"]', "cv:1:1: error: the JSON is not an object"),
        ('{"basics": {"name": }}', "cv:1:21: error: the key before this has no value"),
        ('{"basics": {"name": "A\\ud800"}}', "cv:1:21: error: this text holds half of a character"),
        ('{"work": "none"}', "cv:1:10: error: work: should be a list"),
        ('{"work": [{"highlights": "one"}]}', "cv:1:26: error: work.highlights: should be a list"),
        ("cv:\n  sections:\n    a:\n      - [x]\n", "cv:4:9: error"),
        ("hello: world\n", "cv:1:1: error: the file is neither JSON Resume nor rendercv; JSON Resume is a"),
        ('{"hello": "world"}', "cv:1:1: error: the file is neither JSON Resume nor rendercv"),
        ('{"basics": {}}', "cv:1:1: error: the resume is empty"),
        ("cv:\n", "cv:1:1: error: cv: is empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_at_its_place(text: str, said: str) -> None:
    assert complaint(text).startswith(said)


@pytest.mark.parametrize("opened", ['{"a":', "["])
def test_deep_json_is_refused(opened: str) -> None:
    assert "nested more than 32 deep" in complaint('{"basics":' + opened * 100_000)


def test_huge_json_is_refused() -> None:
    assert "more than 20,000 values" in complaint('{"skills": [' + "1," * 400_000)
    assert "the most is 400" in complaint(
        json.dumps({"work": [{"name": "A", "position": "B", "highlights": ["x"] * (MOST_LINES + 1)}]})
    )


def test_windows_line_ends_and_a_mark_are_no_matter() -> None:
    assert read("\ufeff" + RENDERCV.replace("\n", "\r\n")) == read(RENDERCV)
    text = json.dumps(JSON_RESUME, indent=1)
    assert read("\ufeff" + text.replace("\n", "\r\n")) == read(text)


def test_characters_that_cannot_be_shown_are_left_out() -> None:
    found = read('{"basics": {"name": "A\\u0000\\u202eB \\ud83d\\ude00"}}')
    assert found.person.name == "AB 😀"


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
        max_leaves=12,
    )
)
def test_json_is_read_as_python_reads_it(value: object) -> None:
    text = json.dumps({"x": value}, ensure_ascii=False)
    block = read_json(text, "x.json")
    assert not block.problems

    def plain(value: object) -> object:
        match value:
            case dict():
                return {key: plain(inner) for key, inner in value.items()}
            case list():
                return [plain(inner) for inner in value]
            case None | str():
                return value
        return json.dumps(value)

    assert block.values == {"x": plain(value)}


@given(st.text(alphabet='{}[],:"\\ \n0-eEtrufalsn', max_size=60))
def test_any_text_is_json_or_a_problem_at_a_place(text: str) -> None:
    block = read_json(text, "x.json")
    try:
        seen: list[str] = []

        def no_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
            seen.extend(key for key, _ in pairs)
            return dict(pairs)

        is_fine = isinstance(json.loads(text, object_pairs_hook=no_twins), dict)
    except ValueError:
        is_fine = False
    if is_fine and len(seen) == len(set(seen)):
        assert not block.problems
    elif not is_fine:
        assert len(block.problems) == 1
        assert block.problems[0].line >= 1 <= block.problems[0].column


@pytest.mark.skipif(SAMPLES is None, reason="the public samples are not here")
@pytest.mark.parametrize(("name", "roles"), [("jsonresume-sample.json", 3), ("rendercv-classic.yaml", 7)])
def test_the_formats_own_samples_are_read(name: str, roles: int) -> None:
    assert SAMPLES
    found = read((SAMPLES / "resumes" / name).read_text(encoding="utf-8"))
    assert len(found.roles) == roles
    assert found.notices == ()
