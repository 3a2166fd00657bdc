"""What pydantic objects to, in our own words and at its place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prepsite.core.frontmatter import parse_front_matter, parse_yaml
from prepsite.core.ids import slug, why_not_an_id
from prepsite.core.nearest import nearest
from prepsite.core.validation import validate
from prepsite.errors import Problem
from prepsite.models.application import Application
from prepsite.models.base import VaultModel
from prepsite.models.interview import Interview, Notes
from prepsite.models.profile import Profile
from prepsite.models.project import ExperienceProject
from prepsite.models.provenance import Provenance
from prepsite.models.resume import Resume
from prepsite.models.settings import Settings

PATH = "vault/applications/acme/interviews/screen/interview.md"


def problems(model: type[VaultModel], front: str) -> tuple[Problem, ...]:
    parsed = parse_front_matter(f"---\n{front}\n---\n", PATH)
    assert parsed.problems == ()
    return validate(model, parsed)[1]


def only(model: type[VaultModel], front: str) -> Problem:
    (problem,) = problems(model, front)
    return problem


def test_the_line_of_the_design() -> None:
    assert str(only(Interview, "format: onsite\nstage: technicall")) == (
        f"{PATH}:3:8: error: stage: 'technicall' is not a stage; did you mean technical_screen?"
    )


@pytest.mark.parametrize(
    ("model", "front", "line", "column", "says"),
    [
        (Interview, "stage: panel\nstatus: done", 3, 9, "not an interview status; use scheduled"),
        (Interview, "stage: panel\nfocus: [coding, behaviour]", 3, 17, "not a focus; did you mean behavioral?"),
        (Interview, "stage: Technical-Screen", 2, 8, "did you mean technical_screen?"),
        (Interview, "stage: panel\nstatge: panel", 3, 1, "statge: unknown key"),
        (Interview, "statge: panel", 2, 1, "did you mean stage?"),
        (Interview, "stage:", 2, 1, "is empty"),
        (Interview, "format: onsite", 1, 1, "stage: is missing"),
        (Interview, "stage: panel\ninterviewers:\n  - title: CTO", 4, 5, "interviewers.name: is missing"),
        (Interview, "stage: panel\ninterviewers: Ruth", 3, 15, "should be a list"),
        (Interview, "stage: panel\ninterviewers: [Ruth]", 3, 16, "should be a block"),
        (Interview, "stage: panel\nscheduled_at: tomorrow", 3, 15, "not a time like"),
        (Interview, "stage: panel\nduration: long", 3, 11, "not a duration"),
        (Interview, "stage: panel\nround: two", 3, 8, "not a whole number"),
        (Interview, "stage: panel\nround: 0", 3, 8, "at least 1"),
        (Interview, "stage: panel\nround: 99", 3, 8, "at most 50"),
        (Interview, "stage: panel\njoin_link: javascript:alert(1)", 3, 12, "not an address"),
        (Interview, "stage: panel\nprivate:", 3, 1, "is empty"),
        (Interview, "stage: panel\nprivate: [a]", 3, 10, "true, false, or a block"),
        (Application, "company: A\nrole: B\nstatus: applied\nresume: My Resume", 5, 9, "hyphens: my-resume"),
        (Application, "company: [A]\nrole: B\nstatus: applied", 2, 10, "should be text"),
        (Application, "company: ''\nrole: B\nstatus: applied", 2, 10, "is empty"),
        (ExperienceProject, "title: A\nend: 2021-13", 3, 6, "or present"),
        (ExperienceProject, "title: A\nmy_part: lead", 3, 10, "not a part you played; did you mean led?"),
        (ExperienceProject, "title: A\nactions:\n  - a\n  -\n", 5, 4, "is empty"),
        (Profile, "name: A\npay: 100", 3, 1, "belongs below answers"),
        (Resume, "title: A\nroles:\n  - id: x\n    employer: E\n    title: T\n    bulets: []", 7, 5, "bullets"),
        (Notes, "questions:\n  - text: Why?\n    confidence: 9", 4, 17, "at most 5"),
        (Provenance, "application: a\nwriter: w\nmodel: m\nprompt: p\nprepsite: 2", 6, 11, "use '1'"),
        (
            Provenance,
            "application: a\nwriter: w\nmodel: m\nprompt: p\ninputs: {a: {job: [c]}}",
            6,
            19,
            "should be text",
        ),
    ],
)
def test_an_objection_stands_where_it_belongs(
    model: type[VaultModel], front: str, line: int, column: int, says: str
) -> None:
    problem = only(model, front)
    assert (problem.line, problem.column) == (line, column)
    assert says in str(problem)


def test_all_objections_of_a_file_are_told_once_each() -> None:
    found = problems(Interview, "stage: x\nstatus: y\nround: z\nprivate: [a]\ncolour: red")
    assert sorted(problem.line for problem in found) == [2, 3, 4, 5, 6]


def test_a_mistyped_key_does_not_also_count_as_a_missing_one() -> None:
    found = problems(Application, "compny: A\nrole: B\nstatus: applied")
    assert [problem.field for problem in found] == ["compny"]


def test_empty_values_leave_the_defaults() -> None:
    parsed = parse_front_matter("---\nstage: panel\nfocus:\nstatus:\ninterviewers: ~\n---\n", PATH)
    fields, objections = validate(Interview, parsed)
    assert objections == ()
    assert fields == Interview.model_validate({"stage": "panel"})


@pytest.mark.parametrize("private", ["private: true", "private: yes"])
def test_a_private_file_keeps_its_values_out_of_messages(private: str) -> None:
    front = f"{private}\nstage: canary\nduration: canary\nround: canary\njoin_link: canary\nfocus: canary"
    found = problems(Interview, front)
    assert len(found) == 5
    assert not any("canary" in str(problem) for problem in found)


def test_long_values_are_not_repeated_whole() -> None:
    assert len(str(only(Interview, "stage: " + "x" * 5_000))) < 400


def test_settings_have_positions_too() -> None:
    parsed = parse_yaml("writer: offline\ntimezone: Moon/Base\n", "vault/prepsite.yml")
    fields, (problem,) = validate(Settings, parsed)
    assert fields is None
    assert (problem.line, problem.column) == (2, 11)
    assert "not a time zone" in problem.message


def test_unreadable_text_has_no_second_complaint() -> None:
    parsed = parse_front_matter("---\nstage: [\n---\n", PATH)
    assert validate(Interview, parsed) == (None, ())


def test_a_list_of_many_mistakes_is_cut_off() -> None:
    focus = "\n".join("  - nothing" for _ in range(2_000))
    assert len(problems(Interview, f"stage: panel\nfocus:\n{focus}")) == 50


def test_nearest_forgives_case_and_separators_and_admits_defeat() -> None:
    names = ["technical_screen", "hiring_manager", "panel"]
    assert nearest("Hiring Manager", names) == "hiring_manager"
    assert nearest("technical", names) == "technical_screen"
    assert nearest("pannel", names) == "panel"
    assert nearest("zzz", names) is None
    assert nearest("", names) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zoë Müller & Söhne", "zoe-muller-sohne"),
        ("St Brigid's Straße", "st-brigids-strasse"),
        ("con", "con-1"),
        ("日本", ""),
        ("x" * 99, "x" * 64),
    ],
)
def test_an_id_is_made_of_a_name(text: str, expected: str) -> None:
    assert slug(text) == expected
    assert not expected or why_not_an_id(expected) is None


@pytest.mark.parametrize("name", ["", "-a", "A", "a_b", "a b", "aux", "lpt1", "a" * 65, "é", "a\n"])
def test_a_name_that_is_no_id_says_why(name: str) -> None:
    assert why_not_an_id(name) is not None


SAMPLES: dict[type[VaultModel], str] = {
    Interview: "stage: panel\nscheduled_at: 2026-03-10 10:30\nduration: 1h30\nround: 2\nfocus: [coding]\n"
    "interviewers:\n  - {name: Ada, link: https://a.example}\nprivate: {a: [b]}\n",
    ExperienceProject: "title: A\nstart: 2021-03\nend: present\nmy_part: led\nmetrics:\n  - name: p95\n",
    Provenance: "prepsite: 1\napplication: a\nwriter: w\nmodel: m\nprompt: p\ninputs: {a: {job: 0f}}\n",
}
MODELS: list[type[VaultModel]] = list(SAMPLES)
SIGNS = st.text("[]{}:- \n'\"~0123456789azé,\u0660½\u2028", max_size=6)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_whatever_the_fields_say_only_problems_come_out(data: st.DataObject) -> None:
    model = data.draw(st.sampled_from(MODELS))
    sample = SAMPLES[model]
    start = data.draw(st.integers(0, len(sample)))
    end = data.draw(st.integers(start, min(len(sample), start + 8)))
    front = sample[:start] + data.draw(SIGNS) + sample[end:]
    parsed = parse_front_matter(f"---\n{front}\n---\n", PATH)
    fields, found = validate(model, parsed)
    assert (fields is None) == bool(found or not parsed.is_usable)
    for problem in found:
        assert 1 <= problem.line <= front.count("\n") + 3
        assert problem.message
