"""What becomes of each section when a document is written anew."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepsite.core.document import SECTION_TITLES, SectionState, render, render_section, split
from prepsite.core.kept import (
    Proposed,
    digest_of,
    generated_in,
    generated_text,
    marker_of,
    proposal_text,
    read_generated,
    read_proposal,
    words_of,
)
from prepsite.core.rewriting import Fresh, Standing, put, rewrite
from prepsite.core.vault import ProposalFile
from prepsite.models.keeping import Proposal

HEAD = "---\nprepsite: '1'\napplication: acme\n---\n"
OLD = {"prep_plan": "Plan one.", "predicted_questions": "Ask one.", "stage_checklist": "Check one."}
THEN, NOW = {"job": "1" * 16}, {"job": "2" * 16}
BASE = [marker_of(section) for section in split(render(HEAD, OLD.items())).sections]


def fresh(**bodies: str) -> dict[str, Fresh]:
    return {field: Fresh(field, body, NOW) for field, body in bodies.items()}


def standing(text: str, **waiting: Proposed) -> Standing:
    return Standing(split(text), dict.fromkeys(OLD, THEN), waiting, BASE, dict.fromkeys(OLD, NOW))


def proposed(field: str, body: str, inputs: dict[str, str]) -> Proposed:
    fields = Proposal(
        document="acme/panel", field=field, writer="w", model="m", prompt="p", inputs=inputs, base="0" * 16
    )
    file = ProposalFile("vault/x.md", field, proposal_text(fields, render_section(field, body)))
    found, problems = read_proposal(file, "acme/panel")
    assert found, problems
    return found


TEXT = render(HEAD, OLD.items())
EDITED = TEXT.replace("Ask one.", "Ask mine.")
TWO = fresh(prep_plan="Plan two.", predicted_questions="Ask two.", stage_checklist="Check two.")


def test_the_unedited_is_replaced_the_edited_proposed() -> None:
    result = rewrite(standing(EDITED), TWO, OLD)
    assert result.replaced == ["prep_plan", "stage_checklist"]
    assert result.proposed == ["predicted_questions"]
    assert result.document.text == EDITED.replace(
        render_section("prep_plan", "Plan one."), render_section("prep_plan", "Plan two.")
    ).replace(render_section("stage_checklist", "Check one."), render_section("stage_checklist", "Check two."))
    assert result.inputs == {"prep_plan": NOW, "predicted_questions": THEN, "stage_checklist": NOW}


def test_only_what_is_in_scope_changes() -> None:
    result = rewrite(standing(EDITED), TWO, {"prep_plan"})
    assert (result.replaced, result.proposed, result.kept) == (["prep_plan"], [], [])


def test_a_deleted_section_stays_deleted_and_one_the_document_never_had_is_added() -> None:
    text = TEXT.replace(render_section("stage_checklist", "Check one."), "")
    result = rewrite(standing(text), TWO | fresh(not_addressed="One more."), OLD)
    assert result.gone == ["stage_checklist"]
    assert result.added == ["not_addressed"]
    assert result.document.fields == ("prep_plan", "predicted_questions", "not_addressed")


def test_a_text_that_says_nothing_new_is_no_proposal() -> None:
    for body in ("Ask one.", "Ask mine."):
        result = rewrite(standing(EDITED), fresh(predicted_questions=body), {"predicted_questions"})
        assert result.proposed == []
        assert result.document.text == EDITED
        assert result.inputs["predicted_questions"] == NOW


def test_a_text_that_waits_already_is_not_proposed_again() -> None:
    waits = proposed("predicted_questions", "Ask two.", NOW)
    known = Standing(
        split(EDITED),
        dict.fromkeys(OLD, THEN),
        {"predicted_questions": waits},
        [*BASE, marker_of(waits.section)],
    )
    result = rewrite(known, fresh(predicted_questions="Ask two."), {"predicted_questions"})
    assert result.proposed == result.obsolete == []
    older = proposed("predicted_questions", "Ask two.", THEN)
    result = rewrite(
        Standing(known.document, known.inputs, {"predicted_questions": older}, known.in_base),
        fresh(predicted_questions="Ask two."),
        {"predicted_questions"},
    )
    assert result.proposed == ["predicted_questions"], "its inputs are renewed"


def test_a_proposal_goes_once_its_section_is_generated_again_or_gone() -> None:
    waits = proposed("predicted_questions", "Ask two.", THEN)
    gone = TEXT.replace(render_section("predicted_questions", "Ask one."), "")
    for text in (TEXT, gone):
        assert rewrite(standing(text, predicted_questions=waits), TWO, OLD).obsolete == ["predicted_questions"]


def test_what_the_draft_has_no_more_goes_unless_it_was_edited() -> None:
    draft = fresh(prep_plan="Plan one.", stage_checklist="Check one.")
    assert rewrite(standing(TEXT), draft, OLD).removed == ["predicted_questions"]
    result = rewrite(standing(EDITED), draft, OLD)
    assert result.removed == []
    assert "Ask mine." in result.document.text
    assert result.inputs["predicted_questions"] == NOW


CONFLICTED = st.lists(
    st.sampled_from(
        ["<<<<<<< yours", "=======", ">>>>>>> proposed", "## Two", "```", "words", "", "---", "<!-- a"]
    ),
    max_size=9,
).map("\n".join)


@given(CONFLICTED, st.booleans())
def test_a_section_with_conflict_markers_is_split_and_joined_whole(middle: str, crlf: bool) -> None:
    text = TEXT.replace("\n", "\r\n") if crlf else TEXT
    marker = f"<!-- prepsite:section predicted_questions {'a' * 16} -->"
    after = put(split(text), "predicted_questions", f"{marker}\n## Predicted questions\n\n{middle}\nend\n")
    assert split(after.text).text == after.text
    newline = "\r\n" if crlf else "\n"
    assert f"{middle}\nend".replace("\n", newline) in after.text
    assert "Plan one." in after.text
    assert "Check one." in after.text
    assert after.text.count("<!-- prepsite:section stage_checklist") == 1


def test_a_section_that_is_put_back_comes_in_its_place() -> None:
    text = TEXT.replace(render_section("predicted_questions", "Ask one."), "")
    after = put(split(text), "predicted_questions", render_section("predicted_questions", "Ask two."))
    assert after.fields == tuple(OLD)
    assert all(section.state is SectionState.UNEDITED for section in after.sections)


SAID = st.dictionaries(
    st.text(min_size=1, max_size=30), st.dictionaries(st.text(max_size=8), st.text(max_size=500), max_size=3)
)


@given(SAID, st.text(max_size=40))
def test_whatever_inputs_say_a_text_as_generated_is_read_back(
    said: dict[str, dict[str, str]], body: str
) -> None:
    said = {"project:x": {"before": "2,400\u2028ms\x85", "why": "\ufeff \x7f 🎈 \\ \"'"}, **said}
    text = generated_text("acme/panel", [("prep_plan", body)], {"job": "1" * 16}, said)
    fields = read_generated(text)
    assert fields
    assert fields.document == "acme/panel"
    assert fields.said["project:x"]["before"] == "2,400\u2028ms\x85"
    (section,) = generated_in(text).values()
    assert section.heading == SECTION_TITLES["prep_plan"]
    assert generated_in(text.replace("\n", "\r\n")).keys() == generated_in(text).keys()
    assert digest_of(text) == digest_of(
        generated_text("acme/panel", [("prep_plan", body)], {"job": "1" * 16}, said)
    )


@given(SAID)
def test_a_text_as_generated_says_the_same_read_quickly_and_as_yaml(said: dict[str, dict[str, str]]) -> None:
    text = generated_text("acme/panel", OLD.items(), {"job": "1" * 16}, said)
    as_yaml = text.replace("\nsaid: ", "\n# A line that prepsite doesn't write.\nsaid: ", 1)
    assert read_generated(text) == read_generated(as_yaml)


@pytest.mark.parametrize(
    "said", ['{"a": {"b": "c"}, "a": {}}', "{a: {b: c}}", "{" * 100_000, '{"a": NaN}', '{"a": {"b": ""}}', "[]"]
)
def test_a_text_that_somebody_changed_is_read_as_yaml_has_it(said: str) -> None:
    text = generated_text("acme/panel", OLD.items(), {}, {}).replace("said: {}", f"said: {said}")
    assert read_generated(text) == read_generated(text.replace("\nsaid: ", "\n# A comment.\nsaid: "))


def test_a_text_that_is_not_what_its_marker_says_does_not_count() -> None:
    text = generated_text("acme/panel", OLD.items(), {}, {})
    assert len(generated_in(text)) == 3
    assert len(generated_in(text.replace("Ask one.", "Ask none."))) == 2


def test_words_leave_out_the_marker_and_the_style_of_line_ends() -> None:
    section = split(EDITED.replace("\n", "\r\n")).sections[1]
    assert words_of(section) == "## Predicted questions\n\nAsk mine.\n"


def test_a_missing_final_newline_stays_missing_where_the_last_section_is_taken_out() -> None:
    text = render(HEAD, OLD.items()).rstrip("\n")
    result = rewrite(standing(text), fresh(prep_plan="Plan two.", predicted_questions="Ask two."), set(OLD))
    assert result.removed == ["stage_checklist"]
    assert result.document.text.endswith("Ask two.")
