"""Figures, dates and sentences as they are read from text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prepsite.core.grounding.ledger import ledger_of
from prepsite.core.grounding.numerals import Sense
from prepsite.core.grounding.reading import Reading
from prepsite.core.grounding.sentences import sentences_of

from grounding_vault import record  # isort: skip

FIGURES = (
    ("1.2 s", 1.2, "s"),
    ("1,200 ms", 1.2, "s"),
    ("1.2k", 1200, ""),
    ("2.4M", 2_400_000, ""),
    ("2.4 million", 2_400_000, ""),
    ("€46k", 46_000, "EUR"),
    ("46,000 pounds", 46_000, "GBP"),
    ("72%", 72, "%"),
    ("72 percent", 72, "%"),
    ("nine points", 9, "pp"),
    ("two thirds", 200 / 3, "%"),
    ("three quarters of an hour", 2700, "s"),
    ("14 months", 14, "month"),
    ("1 h 35 min", 5700, "s"),
    ("twenty-three", 23, ""),
    ("three hundred and forty", 340, ""),
    ("five and a half points", 5.5, "pp"),
    ("38 working hours", 136_800, "s"),
    ("four-page", 4, ""),
)


@pytest.mark.parametrize(("text", "value", "unit"), FIGURES)
def test_a_figure_is_read_with_its_unit(text: str, value: float, unit: str) -> None:
    found = Reading(f"It was {text} then.").quantities
    assert len(found) == 1
    assert found[0].value == pytest.approx(value)
    assert found[0].unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "I began in 2021.",
        "On 6 May 2019 I left.",
        "ISO 20022 is the norm.",
        "At 14:05 it was over.",
        "One of them.",
    ],
)
def test_years_days_norms_and_hours_count_nothing(text: str) -> None:
    assert Reading(text).quantities == ()


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("over 2 million", Sense.OVER),
        ("nearly 40", Sense.UNDER),
        ("about 12", Sense.ABOUT),
        ("12", Sense.EXACT),
    ],
)
def test_the_word_before_a_figure_bends_it(text: str, sense: Sense) -> None:
    assert Reading(f"We had {text} of them.").quantities[0].sense is sense


def test_a_range_shares_its_unit() -> None:
    found = Reading("It fell from 2,400 to 380 ms.").quantities
    assert [round(q.value, 3) for q in found] == [2.4, 0.38]
    assert {q.unit for q in found} == {"s"}


@pytest.mark.parametrize(
    "text", ["January 2022", "Jan 2022", "Jan. 2022", "2022-01", "01/2022", "January of 2022"]
)
def test_a_month_is_read_however_it_is_written(text: str) -> None:
    (moment,) = Reading(f"That was in {text}.").moments
    assert (moment.year, moment.months) == (2022, (1,))


@pytest.mark.parametrize("text", ["6 May 2019", "May 6, 2019", "2019-05-06"])
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    (moment,) = Reading(f"It ended on {text}.").moments
    assert (moment.year, moment.months, moment.day) == (2019, (5,), 6)


def test_advice_questions_and_the_roadmap_claim_nothing() -> None:
    text = (
        "## Roadmap\n\n- [ ] **Must · 15 min** Learn the 17 figures.\n\n## Predicted questions\n\n"
        "### 1. Why 12?\n\n"
        "**Why likely.** They ask 40 people.\n\n**Action.** I asked 23 people. Would 40 be more?\n\n"
        "**They may go on with:**\n\n- Why 99?\n"
    )
    assert [sentence.text for sentence in sentences_of(text)] == ["I asked 23 people."]


def test_a_sentence_has_its_line_and_column() -> None:
    text = "## Predicted questions\n\n### 1. Why?\n\n**Answer.** It was late. I asked 23 people.\n"
    found = sentences_of(text)
    assert [(each.line, each.column) for each in found] == [(5, 13), (5, 26)]
    line = text.splitlines()[4]
    assert line[25:].startswith("I asked")


MARKDOWN = st.text(
    alphabet=st.one_of(
        st.characters(codec="utf-8"), st.sampled_from("\n#*-_`[]()<>.,:;%€$0123456789 abcdenotI’“”—")
    ),
    max_size=400,
)


@settings(max_examples=150, deadline=None)
@given(MARKDOWN)
def test_any_text_is_judged_without_an_error(text: str) -> None:
    heads = "## Predicted questions\n\n### 1. Why?\n\n**Action.** "
    ledger = ledger_of(heads + text, record())
    assert ledger.told.split()[0] == str(len(ledger.claims))


WORDS = (
    "I", "led", "4", "of", "23", "2.4M", "%", "ms", "a", "year", "not", "never", "from", "to", "May", "2019",
    "the", "bank", ",", ";", "(", "“", "half", "twice", "Senior", "PhD", "Fennhold", "Kestrel", "Grid", "as",
    "result",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=40,
    )
)
def test_any_words_of_the_trade_are_judged_without_an_error(words: list[str]) -> None:
    ledger_of("## Predicted questions\n\n### 1. Why?\n\n**Action.** " + " ".join(words), record())


def test_a_ledger_takes_twice_as_long_for_twice_the_text() -> None:
    item = (
        "### 1. Why?\n\n**Action.** I interviewed 23 merchants and wrote 14 rules. It took 14 months.\n\n"
        "*Evidence:* [project:payouts]\n\n"
    )
    times = []
    for count in (40, 160):
        text = "## Predicted questions\n\n" + item * count
        ledger_of(text, record())
        start = time.process_time()
        assert len(ledger_of(text, record()).claims) == 2 * count
        times.append(time.process_time() - start)
    assert times[1] < 12 * times[0]
