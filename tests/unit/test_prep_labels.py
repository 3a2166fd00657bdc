"""Labels of prep: one document can be read back whatever language it was written in."""

import pytest

from prepsite.core.document import SECTION_TITLES
from prepsite.core.prep_labels import LABELS, LANGUAGES, english_of, label_of, spoken_as
from prepsite.models.preparation import PhaseName, Priority
from prepsite.models.vocabulary import QuestionKind


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_labels_of_a_language_read_alike(language: str) -> None:
    said = [label_of(label, language).casefold() for label in LABELS]
    assert sorted(said) == sorted(set(said))


@pytest.mark.parametrize("label", LABELS)
def test_a_label_of_any_language_leads_back_to_the_english_one(label: str) -> None:
    assert {english_of(said) for said in spoken_as(label)} == {label}


def test_every_section_phase_priority_and_kind_has_a_label() -> None:
    words = [*SECTION_TITLES.values(), *PhaseName, *(each.label for each in (*Priority, *QuestionKind))]
    assert set(words) <= set(LABELS)


def test_an_unknown_language_has_english_labels() -> None:
    assert label_of("Roadmap", "fr") == "Roadmap"


def test_a_regional_language_has_its_languages_labels() -> None:
    assert label_of("Roadmap", "de-CH") == "Fahrplan"


@pytest.mark.parametrize("text", ["Fahrplan", "ROADMAP", "fahrplan ", "Roadmap:"])
def test_labels_are_known_in_any_case_and_with_their_stop(text: str) -> None:
    assert english_of(text) == "Roadmap"


def test_other_text_is_no_label() -> None:
    assert english_of("My own heading") == ""
