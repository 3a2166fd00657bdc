"""A small dose of mutated vault files; benchmarks/fuzz.py has the full one."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from fuzzing.mutations import TOKENS, case
from fuzzing.shapes import SHAPES, Shape
from fuzzing.subject import Subject

CASES = 300
SEED = 1
# Time within one run only: four times the size may take eight times as long, at most; a square takes 16.
STEEPEST = 8.0
SLOW_ENOUGH = 0.3
STEEP_ONCE = (
    "fields: tabs in texts",
    "full: same metrics",
    "full: projects of a bullet",
    "prep: headings",
    "prep: same headings",
    "prep: references to nothing",
    "posting: semicolons",
)


@pytest.fixture(scope="module")
def subject(tmp_path_factory: pytest.TempPathFactory) -> Subject:
    return Subject(tmp_path_factory.mktemp("fuzz"))


def test_mutated_files_have_problems_with_places_and_nothing_else(subject: Subject) -> None:
    for number in range(CASES):
        path, content = case(number, SEED, subject.seeds)
        try:
            subject.read(path, content, pages=number % 10 == 0)
        except Exception as error:
            error.add_note(f"in case {number} of seed {SEED}: {path}")
            raise


def test_every_token_alone_is_a_file_that_can_be_read(subject: Subject) -> None:
    kinds = {path.rpartition("/")[2]: path for path in subject.seeds}
    for path in kinds.values():
        for token in TOKENS:
            subject.read_alone(path, token)
            subject.read_alone(path, b"---\n" + token + b"\n---\n" + token)


@pytest.mark.parametrize(
    "shape", [each for each in SHAPES if each.name in STEEP_ONCE], ids=lambda each: each.name
)
def test_time_grows_with_size_and_not_faster(subject: Subject, shape: Shape) -> None:
    small, large = (
        min(
            subject.read(shape.path, shape.content(subject.seeds[shape.path], size), pages=True).whole
            for _ in "abcd"
        )
        for size in (32 * 1024, 128 * 1024)
    )
    assert large < SLOW_ENOUGH or large / small <= STEEPEST, f"{small:.2f} s, then {large:.2f} s"


def test_a_case_is_the_same_each_time(subject: Subject) -> None:
    assert [case(number, 7, subject.seeds) for number in range(40)] == [
        case(number, 7, subject.seeds) for number in range(40)
    ]


def test_all_kinds_of_files_are_mutated(subject: Subject) -> None:
    kinds = {path.rpartition("/")[2] for path in subject.seeds}
    assert kinds >= {
        "prepsite.yml", "profile.md", "facts.md", "application.md", "job.md", "company.md", "interview.md",
        "notes.md", "prep.md",
    }  # fmt: skip
    assert {case(number, SEED, subject.seeds)[0] for number in range(CASES)} == set(subject.seeds)
