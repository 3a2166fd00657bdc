"""Figures in prose, and which metrics a section's text uses."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepsite.core.figures import _FIGURE, _WORDS, Derived, derived, figures, values
from prepsite.core.usage import says, sentences_of
from prepsite.models.project import Metric


def amounts(text: str) -> list[set[Decimal]]:
    return [set(figure.amounts) for figure in figures(text)]


WORDS = (
    "sixteen", "SIX", "threefold", "twice", "Half", "of", "a", "third", "quarter",
    "halving", "12", "1.200", "2,4", "3", "\u0663", "%", " per cent", " times", "x", "k", " million", "p99",
    "-", " ", " ", ",", ":", "_", "\u00e9", "\u00a0",
)  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join))
def test_figures_are_all_that_their_pattern_finds(text: str) -> None:
    assert [(each.start, each.end) for each in figures(text)] == [f.span() for f in _FIGURE.finditer(text)]


OTHERS = "twice double doubled doubling halve halved halving triple tripled treble trebled quadruple quadrupled"


@pytest.mark.parametrize(
    "text",
    [
        *_WORDS,
        *(f"{word}fold" for word in _WORDS[2:]),
        *OTHERS.split(),
        "half of",
        "a third of",
        "a quarter of",
    ],
)
def test_every_word_of_a_figure_is_found(text: str) -> None:
    for shown in (text, text.upper(), f"by {text} it", f"\u00fc, {text}."):
        assert len(figures(shown)) == 1, shown


@pytest.mark.parametrize("text", ["\u017fix", "S\u0130X", "s\u0131x", "twent\u0131es \u017feven"])
def test_letters_that_only_fold_to_those_of_a_number_are_none(text: str) -> None:
    assert figures(text) == ()
    assert [set(each.amounts) for each in figures(f"3 {text}")] == [{Decimal(3)}]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2,400 ms", 2400),
        ("2400ms", 2400),
        ("2 400", 2400),
        ("2'400", 2400),
        ("2.400", 2400),
        ("2.4", "2.4"),
        ("99,71 %", "99.71"),
        ("214 million", 214),
        ("214 million", 214_000_000),
        ("1.2m", 1_200_000),
        ("3k", 3000),
        ("nine of them", 9),
        ("Twenty people", 20),
        ("$380", 380),
        ("~7%", 7),
    ],
)
def test_a_figure_means_what_it_says(text: str, meant: str | int) -> None:
    assert Decimal(meant) in amounts(text)[0]


@pytest.mark.parametrize("text", ["p99 latency", "Q3", "at 01:00", "v2", "someone", "tense", "in the quarter"])
def test_names_times_and_words_are_no_figures(text: str) -> None:
    assert amounts(text) == []


def test_times_are_ratios_unless_they_are_how_often() -> None:
    assert [figure.times for figure in figures("3 times as fast, threefold, 3x, halved, a third of it")] == [
        True
    ] * 5
    assert not figures("six times a week")[0].times
    assert figures("by a factor of 4")[0].times


def test_what_may_be_said_of_two_values() -> None:
    found = derived(*values("2,400"), *values("380"))
    assert Derived(frozenset({Decimal(2020)})) in found
    percent = next(change for change in found if change.percent)
    assert {Decimal(84), Decimal("84.2"), Decimal(16), Decimal("15.8")} <= percent.amounts
    ratio = next(change for change in found if change.times)
    assert {Decimal(6), Decimal("6.3")} <= ratio.amounts


LATENCY = Metric(name="p99 latency", before="2,400", after="380", unit="ms")
PAGES = Metric(name="pages at night", before="6", after="1", unit="a week")
FAILED = Metric(name="failed deployments", before="11", after="4", unit="%")
OFFERS = Metric(name="offers accepted", before="5 of 11", after="9 of 12")
MOVED = Metric(name="applications I moved", after="9", unit="of the 31")
CADENCE = Metric(name="releases", before="quarterly", after="weekly")
ENTRIES = Metric(name="ledger entries moved", after="214", unit="million")


@pytest.mark.parametrize(
    ("metric", "text"),
    [
        (LATENCY, "It fell to 380 ms."),
        (LATENCY, "It fell to 380ms."),
        (LATENCY, "It took 2400 milliseconds before."),
        (LATENCY, "We saved 2,020 ms a request."),
        (LATENCY, "It is 84% faster now."),
        (LATENCY, "Its p99 latency is six times better."),
        (LATENCY, "| p99 | 2,400 | 380 |"),
        (PAGES, "Pages at night fell from six to one."),
        (PAGES, "Whoever was on call was woken six times a week."),
        (PAGES, "We had 5 pages fewer each night."),
        (FAILED, "Failures fell from 11 to 4 per cent."),
        (FAILED, "Only 4% failed."),
        (OFFERS, "Nine of 12 offers were accepted."),
        (MOVED, "I moved nine of them."),
        (CADENCE, "We went from quarterly to weekly."),
        (ENTRIES, "I moved 214 million entries."),
        (ENTRIES, "I moved 214,000,000 entries."),
    ],
)
def test_a_text_that_says_a_figure_uses_the_metric(metric: Metric, text: str) -> None:
    assert says(sentences_of(f"Something else.\n\n{text} [project:x]"), metric)


@pytest.mark.parametrize(
    ("metric", "text"),
    [
        (LATENCY, "It took 381 ms."),
        (LATENCY, "It is 1,380 ms."),
        (LATENCY, "How did you measure p99 latency? [project:x/metrics/p99 latency 380]"),
        (PAGES, "- [ ] **Must · 6 min** Read one page aloud."),
        (PAGES, "### 1. A question\n\n*Technical · about 6 seconds*"),
        (PAGES, "It took six weeks, and one day."),
        (PAGES, "You will hear within five weeks."),
        (FAILED, "I sat with 4 teams during their first deployment."),
        (FAILED, "Searches without a result fell from 30% to 7%."),
        (OFFERS, "Of 11 offers most came late."),
        (MOVED, "Take nine minutes."),
        (CADENCE, "We meet weekly."),
        (LATENCY, "It was doubled."),
        (
            Metric(name="certificates without an owner", before="17", after="0"),
            "At 01:00 our certificate ran out.",
        ),
    ],
)
def test_a_figure_that_measures_something_else_is_no_use_of_the_metric(metric: Metric, text: str) -> None:
    assert not says(sentences_of(text), metric)
