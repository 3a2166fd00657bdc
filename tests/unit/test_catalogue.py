"""Catalogues: read with what is wrong named, filled with no other names, and dates as a language tells them."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from prepsite.catalogue import read_words, words_problems
from prepsite.catalogue.placeholders import fits
from prepsite.core.pages import labels
from prepsite.core.pages.escaping import sorted_by
from prepsite.core.words import SPOKEN, Words
from prepsite.errors import Problem
from prepsite.models.base import PartialDate
from prepsite.models.vocabulary import Stage
from prepsite.templating import package_templates

BERLIN = ZoneInfo("Europe/Berlin")
GERMAN = read_words("de", [package_templates()])


def _catalogue(folder: Path, language: str, text: str) -> tuple[Words, tuple[Problem, ...]]:
    (folder / "locale").mkdir(exist_ok=True)
    (folder / "locale" / f"{language}.po").write_text(text, encoding="utf-8")
    return read_words(language, [folder]), words_problems(language, [folder])


def test_a_catalogue_says_its_own_words_and_english_for_the_rest(tmp_path: Path) -> None:
    words, problems = _catalogue(tmp_path, "he", 'msgid "Home"\nmsgstr "בית"\n')
    assert (words("Home"), words("Rounds"), words.is_right_to_left) == ("בית", "Rounds", True)
    assert problems == ()


def test_the_users_own_words_go_before_prepsites(tmp_path: Path) -> None:
    _catalogue(tmp_path, "de", 'msgid "Recruiter screen"\nmsgstr "Erstes Telefonat"\n')
    words = read_words("de", [tmp_path, package_templates()])
    assert words.label(Stage.RECRUITER_SCREEN) == "Erstes Telefonat"
    assert words.label(Stage.PANEL) == GERMAN.label(Stage.PANEL)


def test_a_language_of_a_region_has_the_words_of_its_language() -> None:
    assert read_words("de-AT", [package_templates()]).label(Stage.PANEL) == GERMAN.label(Stage.PANEL)


def test_without_a_catalogue_pages_are_in_english(tmp_path: Path) -> None:
    assert read_words("fr", [tmp_path]) is SPOKEN
    assert read_words("xx", [tmp_path]) is SPOKEN


def test_a_translation_with_a_name_of_its_own_is_left_out_and_told(tmp_path: Path) -> None:
    text = 'msgid "Home"\nmsgstr "Start"\n\nmsgid "since {when}"\nmsgstr "seit {wann}"\n'
    words, problems = _catalogue(tmp_path, "de", text)
    assert words("since {when}", when="2021") == "since 2021"
    assert words("Home") == "Start"
    assert [(problem.line, problem.remedy) for problem in problems] == [(4, "copy the {names} as they are")]


def test_braces_that_do_not_match_are_left_out(tmp_path: Path) -> None:
    words, problems = _catalogue(tmp_path, "de", 'msgid "since {when}"\nmsgstr "seit {when"\n')
    assert words("since {when}", when="2021") == "since 2021"
    assert len(problems) == 1


def test_a_catalogue_that_cannot_be_read_is_told_at_its_line(tmp_path: Path) -> None:
    words, problems = _catalogue(tmp_path, "de", 'msgid "Home"\nmsgstr "Start"\n\nnonsense\n')
    assert words("Home") == "Home"
    assert problems[0].line == 4
    (tmp_path / "locale" / "de.po").write_bytes(b'msgid "Home"\nmsgstr "St\xe4rt"\n')
    assert read_words("de", [tmp_path])("Home") == "Home"
    assert "UTF-8" in words_problems("de", [tmp_path])[0].remedy


@pytest.mark.parametrize(
    ("said", "meant", "may"),
    [
        ("seit {when}", ("since {when}",), True),
        ("seit", ("since {when}",), False),
        ("{a} {b}", ("{b}: {a}",), True),
        ("eine Runde", ("{n} round", "{n} rounds"), True),
        ("{n.__class__} Runden", ("{n} round", "{n} rounds"), False),
        ("{} Runden", ("{n} round", "{n} rounds"), False),
    ],
)
def test_a_translation_is_filled_with_the_same_names(said: str, meant: tuple[str, ...], may: bool) -> None:
    assert fits(said, *meant) is may


def test_times_are_told_as_each_language_does() -> None:
    start = datetime(2026, 3, 12, 13, 0, tzinfo=ZoneInfo("UTC"))
    assert labels.moment_text(start, BERLIN, 60) == "Thu 12 March 2026, 14:00–15:00 (Europe/Berlin)"
    assert labels.moment_text(start, BERLIN, 60, GERMAN) == "Do., 12. März 2026, 14:00–15:00 (Europe/Berlin)"
    over = labels.moment_text(start, BERLIN, 24 * 60, GERMAN)
    assert over == "Do., 12. März 2026, 14:00 – Fr., 13. März 2026, 14:00 (Europe/Berlin)"


def test_months_days_and_numbers_are_told_as_each_language_does() -> None:
    assert labels.month_text(PartialDate(2021, 3), GERMAN) == "März 2021"
    assert labels.month_text(PartialDate(2021, 3, 15), GERMAN) == "15. März 2021"
    assert labels.month_text(PartialDate(2021, 3, 15)) == "15 March 2021"
    assert labels.day(date(2026, 3, 1), GERMAN) == "So., 1. März 2026"
    assert (GERMAN.dates.number(1200.5), SPOKEN.dates.number(1200)) == ("1.200,5", "1,200")
    assert GERMAN.dates.weekdays == ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
    assert SPOKEN.dates.weekdays[6] == "Sun"


def test_titles_are_sorted_without_regard_to_case_and_accents() -> None:
    titles = ["Zoë", "émile", "Eva", "Fay", "Ämter"]
    assert sorted(titles, key=sorted_by) == ["Ämter", "émile", "Eva", "Fay", "Zoë"]
