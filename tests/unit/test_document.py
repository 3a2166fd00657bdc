"""Prep documents: rendered, split, edited, replaced; no line of a person's lost."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepsite.core.document import (
    BASE_SECTIONS,
    INTERVIEW_SECTIONS,
    SECTION_TITLES,
    SectionState,
    guard,
    render,
    render_section,
    replace_sections,
    split,
)
from prepsite.core.frontmatter import BOM

HEAD = "---\nprepsite: '1'\napplication: acme\n---\n"
HOSTILE = st.lists(
    st.sampled_from(
        [
            "## Predicted questions",
            "# Title",
            "#",
            "---",
            "===",
            "```",
            "```python",
            "~~~~",
            "   ```",
            "<!-- prepsite:section prep_plan 0123456789abcdef -->",
            "<!-- prepsite:section prep_plan",
            " <!--prepsite:x-->",
            "<!--",
            "<<<<<<< ours",
            "",
            "   ",
            "\t",
            "words",
            "a\rb",
            "[project:x]: http://example.com",
            "\u2028\u0085",
            "émoji 🎈",
        ]
    )
    | st.text(max_size=20),
    max_size=12,
).map("\n".join)
BODIES = st.fixed_dictionaries(dict.fromkeys(INTERVIEW_SECTIONS, HOSTILE)).map(
    lambda bodies: {field: bodies[field] for field in INTERVIEW_SECTIONS}
)


@given(BODIES)
def test_rendered_sections_split_into_what_they_were(bodies: dict[str, str]) -> None:
    document = split(render(HEAD, bodies.items()))
    assert [section.field for section in document.sections] == list(bodies)
    for section in document.sections:
        assert section.state is SectionState.UNEDITED
        assert section.heading == SECTION_TITLES[section.field]
        assert section.body == guard(bodies[section.field])


@given(BODIES)
def test_rendering_what_was_split_gives_the_same_bytes(bodies: dict[str, str]) -> None:
    text = render(HEAD, bodies.items())
    document = split(text)
    again = render(document.head, [(section.field, section.body) for section in document.sections])
    assert again == text


@given(st.text() | HOSTILE)
def test_guarding_twice_changes_nothing(body: str) -> None:
    assert guard(guard(body)) == guard(body)


@given(st.text() | HOSTILE)
def test_splitting_any_text_loses_no_byte(text: str) -> None:
    assert split(text).text == text
    assert split(HEAD + text).text == HEAD + text


def test_plain_words_are_not_changed_by_the_guard() -> None:
    body = "### 1. A question\n\n```sh\n# a comment\n## another\n```\n\n- [ ] a task\n\n> a quote"
    assert guard(body) == body


def _document(**changes: str) -> str:
    bodies = {field: f"Text of {field}." for field in BASE_SECTIONS} | changes
    return render(HEAD, bodies.items())


def test_an_edited_section_is_the_users() -> None:
    document = split(_document().replace("Text of company_context.", "My own words."))
    states = {section.field: section.state for section in document.sections}
    assert states["company_context"] is SectionState.EDITED
    assert states["primary_drivers"] is SectionState.UNEDITED


def test_windows_line_ends_and_blank_lines_are_no_edit() -> None:
    text = _document().replace("Text of company_context.\n", "Text of company_context.\n\n\n")
    document = split(text.replace("\n", "\r\n"))
    assert {section.state for section in document.sections} == {SectionState.UNEDITED}
    assert document.text == text.replace("\n", "\r\n")


def test_a_damaged_marker_makes_the_section_the_users() -> None:
    text = _document()
    start = text.index("<!-- prepsite:section company_context")
    for damaged in ("<!-- prepsite:section company_context -->", "<!-- prepsite:section 123", ""):
        end = text.index("\n", start)
        document = split(text[:start] + damaged + text[end:])
        assert "company_context" not in document.fields
        own = [section for section in document.sections if section.state is SectionState.OWN]
        assert any("Text of company_context." in section.body for section in own)
        assert len([s for s in document.sections if s.state is SectionState.UNEDITED]) == 3


def test_a_doubled_section_makes_both_the_users() -> None:
    text = _document()
    document = split(text + "\n" + render_section("company_context", "Text of company_context."))
    doubled = [section for section in document.sections if section.heading == "Company context"]
    assert [section.state for section in doubled] == [SectionState.OWN, SectionState.OWN]


def test_an_own_heading_between_sections_leaves_the_section_before_it_unedited() -> None:
    marker = "<!-- prepsite:section primary_drivers"
    text = _document().replace(marker, "## My reminders\n\nBreathe.\n\n" + marker)
    document = split(text)
    assert [section.state for section in document.sections].count(SectionState.UNEDITED) == 4
    own = next(section for section in document.sections if section.state is SectionState.OWN)
    assert (own.heading, own.body) == ("My reminders", "Breathe.")


def test_an_open_fence_of_the_user_swallows_no_other_section() -> None:
    text = _document().replace("Text of company_context.", "```\nopen")
    states = [section.state for section in split(text).sections]
    assert states == [
        SectionState.UNEDITED,
        SectionState.EDITED,
        SectionState.UNEDITED,
        SectionState.UNEDITED,
    ]


def test_replacing_a_section_keeps_every_other_byte() -> None:
    edited = _document().replace("Text of company_context.", "My own words.   \n\n* mine")
    edited = edited.replace(
        "<!-- prepsite:section primary", "## Mine\n\ntext\n\n\n<!-- prepsite:section primary"
    )
    document = split(edited)
    replaced = replace_sections(document, [("primary_drivers", "New drivers.")], document.head)
    before = {section.heading: section.raw for section in document.sections}
    after = {section.heading: section.raw for section in replaced.sections}
    assert after.pop("Primary drivers") != before.pop("Primary drivers")
    assert after == before
    assert [s.heading for s in replaced.sections] == [s.heading for s in document.sections]


def test_replacing_keeps_the_newline_style() -> None:
    document = split(_document().replace("\n", "\r\n"))
    replaced = replace_sections(document, [("primary_drivers", "New.\n\nLines.")], document.head)
    assert replaced.text.count("\n") == replaced.text.count("\r\n")
    assert next(s for s in replaced.sections if s.field == "primary_drivers").body == "New.\n\nLines."


def test_a_new_section_goes_to_the_end() -> None:
    document = split(_document().rstrip("\n"))
    replaced = replace_sections(document, [("not_addressed", "- idempotency")], document.head)
    assert replaced.fields[-1] == "not_addressed"
    assert "Text of background_narrative.\n\n<!-- prepsite:section not_addressed" in replaced.text


def test_a_file_without_front_matter_or_markers_is_all_the_users() -> None:
    document = split("Just my notes.\n\n## Plan\n\nSleep.\n")
    assert [(s.heading, s.body, s.state) for s in document.sections] == [
        ("", "Just my notes.", SectionState.OWN),
        ("Plan", "Sleep.", SectionState.OWN),
    ]


def _states(fields: list[str]) -> dict[str, SectionState]:
    text = render(HEAD, [(field, f"Text of {field}.") for field in fields])
    return {section.field: section.state for section in split(text).sections}


def test_a_section_that_was_moved_is_the_users_and_the_others_are_not() -> None:
    fields = list(INTERVIEW_SECTIONS)
    fields.insert(0, fields.pop(4))
    edited = {field for field, state in _states(fields).items() if state is SectionState.EDITED}
    assert edited == {"resume_defense_prep"}


def test_where_either_of_two_may_have_been_moved_both_are_the_users() -> None:
    fields = list(INTERVIEW_SECTIONS)
    fields[2], fields[3] = fields[3], fields[2]
    edited = {field for field, state in _states(fields).items() if state is SectionState.EDITED}
    assert edited == {"stage_checklist", "interviewer_questions"}


@pytest.mark.parametrize("count", range(5))
def test_sections_that_are_not_the_users_stand_in_order_in_every_arrangement(count: int) -> None:
    for fields in permutations(INTERVIEW_SECTIONS, count):
        kept = [field for field, state in _states(list(fields)).items() if state is SectionState.UNEDITED]
        assert kept == sorted(kept, key=INTERVIEW_SECTIONS.index)
        if list(fields) == sorted(fields, key=INTERVIEW_SECTIONS.index):
            assert kept == list(fields)


def test_deleting_sections_moves_none() -> None:
    fields = [field for field in INTERVIEW_SECTIONS if field not in {"prep_plan", "stage_checklist"}]
    assert set(_states(fields).values()) == {SectionState.UNEDITED}


def test_a_renamed_heading_is_an_edit() -> None:
    document = split(_document().replace("## Company context", "## The company"))
    assert document.sections[1].state is SectionState.EDITED


def test_a_byte_order_mark_is_kept_and_hides_no_section() -> None:
    for text in (_document(), _document().removeprefix(HEAD).lstrip("\n")):
        document = split(BOM + text)
        assert document.text == BOM + text
        assert document.fields == BASE_SECTIONS
        replaced = replace_sections(document, [("company_context", "New.")], HEAD)
        assert replaced.text.startswith(BOM)
        assert replaced.text.count(BOM) == 1


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_final_newline_that_is_missing_stays_missing(newline: str) -> None:
    text = _document().removesuffix("\n").replace("\n", newline)
    document = split(text)
    for fields in (("background_narrative",), ("formatted_jd",), ("formatted_jd", "background_narrative")):
        replaced = replace_sections(document, [(field, "New.") for field in fields], document.head)
        assert not replaced.text.endswith("\n")
        assert replaced.text.count("\n") == replaced.text.count(newline)
    added = replace_sections(document, [("not_addressed", "- x")], document.head)
    assert added.text.endswith(f"{newline}- x")


def test_an_added_section_stands_where_the_order_puts_it() -> None:
    bodies = [(field, f"Text of {field}.") for field in INTERVIEW_SECTIONS if field != "stage_checklist"]
    document = split(render(HEAD, bodies))
    replaced = replace_sections(document, [("stage_checklist", "New.")], document.head)
    assert replaced.fields == INTERVIEW_SECTIONS
    assert {section.state for section in replaced.sections} == {SectionState.UNEDITED}
    assert replaced.text == render(
        HEAD, [(f, "New." if f == "stage_checklist" else f"Text of {f}.") for f in INTERVIEW_SECTIONS]
    )


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["own", "edit", "move", "drop", "double", "damage", "fence", "free"]),
        st.integers(0, 20),
        st.integers(0, 20),
        HOSTILE,
    ),
    max_size=6,
)


def _edited(text: str, edits: list[tuple[str, int, int, str]]) -> str:
    for kind, first, second, words in edits:
        document = split(text)
        raws = [section.raw for section in document.sections]
        if not raws:
            continue
        n, to = first % len(raws), second % len(raws)
        match kind:
            case "own":
                raws.insert(n, f"## Mine\n\n{words}\n\n")
            case "edit":
                raws[n] = raws[n].rstrip("\n") + f"\n\n{words}\n\n"
            case "move":
                raws.insert(to, raws.pop(n).rstrip("\n") + "\n\n")
            case "drop":
                raws.pop(n)
            case "double":
                raws.insert(to, raws[n].rstrip("\n") + "\n\n")
            case "damage":
                raws[n] = raws[n].replace("prepsite:section", "prepsite:sect", 1)
            case "fence":
                raws[n] = raws[n].rstrip("\n") + "\n\n```\nopen\n"
            case _:
                raws[n] = raws[n].rstrip("\n") + "\nmore words"
        text = document.head + "".join(raws)
    return text


@given(
    EDITS, st.sets(st.sampled_from(INTERVIEW_SECTIONS)), HOSTILE, st.sampled_from(["\n", "\r\n"]), st.booleans()
)
def test_replacing_changes_nothing_but_the_sections_asked_for(
    edits: list[tuple[str, int, int, str]], fields: set[str], body: str, newline: str, ended: bool
) -> None:
    text = _edited(render(HEAD, [(field, f"Text of {field}.") for field in INTERVIEW_SECTIONS]), edits)
    text = (text if ended else text.rstrip("\n")).replace("\r\n", "\n").replace("\n", newline)
    document = split(text)
    free = {section.field for section in document.sections if section.state is SectionState.UNEDITED} & fields
    replaced = replace_sections(document, [(field, body) for field in free], document.head)
    assert replaced.head == document.head
    assert len(replaced.sections) == len(document.sections)
    assert replaced.text.endswith("\n") == document.text.endswith("\n")
    for before, after in zip(document.sections, replaced.sections, strict=True):
        assert (after.field, after.state, after.heading) == (before.field, before.state, before.heading)
        if before.field in free:
            assert after.body == guard(body)
        else:
            assert after.raw == before.raw
    assert replace_sections(replaced, [(field, body) for field in free], replaced.head).text == replaced.text


def test_a_marker_that_names_another_section_than_its_heading_keeps_its_bytes() -> None:
    text = render("---\na: b\n---", [("company_context", "Words.")])
    tampered = text.replace("section company_context", "section formatted_jd")
    assert [section.state for section in split(tampered).sections] == [SectionState.EDITED]
