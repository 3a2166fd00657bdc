"""What stands on the sheet of a round: chosen from prep, record and notes, and made shorter by rule."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from interview_vaults import prep_text, round_of, vault_of
from page_vaults import Words
from page_vaults import vault_of as full_vault

from prepsite.core.grounding.ledger import Ledger, ledger_of
from prepsite.core.grounding.record import Record
from prepsite.core.pages.edition import Edition
from prepsite.core.plan import plan_of
from prepsite.core.sheet.choosing import sheet_of
from prepsite.core.sheet.fitting import MORE, ROOMS, fitted, shortened, width
from prepsite.core.sheet.reading import spoken
from prepsite.core.sheet.sheet import Entry, Kind, Sheet
from prepsite.core.vault import InterviewRecord, Vault, VaultFile
from prepsite.models.profile import Answers, Profile
from prepsite.templating import JinjaTemplates

QUESTION = """### 1. How fast is it?

*Technical · about 30 seconds*

**Why likely.** They measure. [job]

**Situation.** It was slow.

**Result.** The p99 latency fell from 2,400 to 380 ms. Nobody was paid twice.

*Evidence:* [project:payouts], [project:payouts/metrics/p99 latency]

### 2. When could you start?

**Answer.** When you decide. [profile/answers/notice]
"""
TO_ASK = "\n".join(f"{n}. **Question {n}: why?**\n\n    It tells you. *(For: them)*\n" for n in range(1, 6))
NARRATIVE = """### Opening

I build ledgers.

### In 30 seconds

I build ledgers, [project:ledger] and *never* lose `entries`. I led 40 people.
"""


def edition_of(vault: Vault, ledgers: Mapping[str, Ledger] | None = None) -> Edition:
    return Edition.of(vault, plan_of(vault), JinjaTemplates(), ledgers)


def sheet(
    *rounds: InterviewRecord, of: str | None = None, edit: Sequence[tuple[str, object]] = (), **given: object
) -> Sheet:
    """Return the sheet of the last round, or of the one with that id; `edit` sets fields of the vault."""
    vault, record = vault_of(*rounds, **given)  # type: ignore[arg-type]
    vault = replace(vault, **dict(edit))  # type: ignore[arg-type]
    found = record.interview(of) if of else record.interviews[-1]
    assert found is not None
    preps = [each for each in (record.prep, *(r.prep for r in record.interviews)) if each]
    ledgers = {prep.path: ledger_of(prep.text, Record(vault, "acme")) for prep in preps}
    return sheet_of(edition_of(vault, ledgers), record, found)


def texts(made: Sheet, kind: Kind) -> list[str]:
    return [entry.text for entry in made.block(kind).entries]


def everything(made: Sheet) -> str:
    """Return all words of a sheet."""
    facts = [f"{fact.label} {fact.text} {fact.more} {fact.url}" for fact in made.facts]
    entries = [f"{e.text} {e.value} {e.source} {e.more}" for block in made.blocks for e in block.entries]
    empty = [block.empty for block in made.blocks if not block.entries]
    return "\n".join(
        (made.title, made.application, made.candidate, made.when, made.notice, *facts, *entries, *empty)
    )


def test_numbers_are_those_that_the_rounds_prep_cites_most() -> None:
    made = sheet(round_of("tech", 11, prep=prep_text(("predicted_questions", QUESTION))))
    first = made.block(Kind.NUMBERS).entries[0]
    assert first == Entry("p99 latency", "2,400 → 380 ms", "Making the payout API fast", "at the gateway")
    other = "### 1. How much?\n\n**Answer.** All. [project:ledger/metrics/entries moved]\n"
    made = sheet(round_of("tech", 11, prep=prep_text(("predicted_questions", other))))
    assert made.block(Kind.NUMBERS).entries[0].value == "214 million"


def test_a_number_that_was_withdrawn_and_one_of_a_private_project_are_left_out() -> None:
    prep = prep_text(("predicted_questions", QUESTION))
    facts = [{"id": "slow", "status": "retracted", "text": "The p99 latency fell to 380 ms."}]
    assert "380" not in str(sheet(round_of("tech", 11, prep=prep), facts=facts).block(Kind.NUMBERS))
    facts = [{**facts[0], "text": "The p99 latency fell to 120 ms."}]
    assert "380" in str(sheet(round_of("tech", 11, prep=prep), facts=facts).block(Kind.NUMBERS))
    hidden = {
        "payouts": {"title": "Hidden", "private": True, "metrics": [{"name": "p99 latency", "after": "380"}]}
    }
    made = sheet(round_of("tech", 11, prep=prep), projects=hidden)
    assert made.block(Kind.NUMBERS).entries == ()
    assert "Hidden" not in everything(made)


def test_a_recruiter_hears_pay_and_notice_as_they_were_said_before() -> None:
    before = round_of(
        "first", 1, status="completed", told=[("pay", "100,000 euros"), ("Notice period", "Three months.")]
    )
    made = sheet(before, round_of("second", 5, stage="recruiter_screen"))
    assert [(e.text, e.more) for e in made.block(Kind.NUMBERS).entries[:2]] == [
        ("Pay", "100,000 euros"),
        ("Notice", "Three months."),
    ]
    assert "Pay" not in texts(sheet(before, round_of("second", 5)), Kind.NUMBERS)


def test_a_recruiter_hears_the_profiles_words_where_nothing_was_said_yet() -> None:
    answers = Answers(
        pay="I look for 100,000 euros. More follows here, and it is long.", notice="Three months."
    )
    profile = VaultFile("vault/profile.md", "profile", Profile(name="Ana", answers=answers))
    made = sheet(round_of("first", 1, stage="recruiter_screen"), edit=[("profile", profile)])
    assert "I look for 100,000 euros." in made.block(Kind.NUMBERS).entries[0].more
    private = replace(profile, fields=Profile(name="Ana", answers=answers, private=True))
    made = sheet(round_of("first", 1, stage="recruiter_screen"), edit=[("profile", private)])
    assert "100,000" not in everything(made)
    assert made.candidate == ""


def test_a_question_comes_with_the_project_to_tell_and_how_the_answer_ends() -> None:
    made = sheet(round_of("tech", 11, prep=prep_text(("predicted_questions", QUESTION))))
    assert made.block(Kind.EXPECTED).entries == (
        Entry(
            "How fast is it?",
            source="Making the payout API fast",
            more="The p99 latency fell from 2,400 to 380 ms. Nobody was paid twice.",
        ),
        Entry("When could you start?", more="When you decide."),
    )


def test_a_sentence_in_doubt_is_in_brackets_in_the_narrative_and_in_no_other_line() -> None:
    doubtful = "### 1. How many?\n\n**Answer.** I led 40 people at Fennhold. We shipped. [project:payouts]"
    made = sheet(
        round_of("tech", 11, prep=prep_text(("predicted_questions", doubtful))),
        prep=prep_text(("background_narrative", NARRATIVE)),
    )
    assert texts(made, Kind.NARRATIVE) == [
        "I build ledgers, and never lose entries. ⟦I led 40 people.⟧ unverified"
    ]
    assert made.block(Kind.EXPECTED).entries[0].more == "We shipped."


def test_weak_spots_are_those_of_earlier_rounds_with_the_line_that_answers_them() -> None:
    asked = {"questions": [{"text": "What of idempotency?", "topic": "idempotency", "outcome": "weak"}]}
    dive = (
        "### Idempotency in the ledger\n\n**Why it may come up.** It went badly. [notes:first]\n\n"
        "I designed a ledger for payments of all kinds. I put the idempotency key under a unique constraint.\n"
    )
    prep = prep_text(("technical_deep_dives", dive))
    made = sheet(round_of("first", 1, status="completed", notes=asked), round_of("second", 5, prep=prep))
    spot = made.block(Kind.WEAK_SPOTS).entries[0]
    assert (spot.text, spot.source) == ("idempotency", "Technical screen")
    assert spot.more == "I put the idempotency key under a unique constraint."
    made = sheet(round_of("first", 1, status="completed", notes=asked), round_of("second", 5))
    assert made.block(Kind.WEAK_SPOTS).entries[0].more.startswith("No answer is prepared")
    private = {**asked, "private": True}
    made = sheet(round_of("first", 1, status="completed", notes=private), round_of("second", 5, prep=prep))
    assert texts(made, Kind.WEAK_SPOTS) == []


def test_the_name_of_a_field_keeps_its_underscore() -> None:
    said = spoken("Add `why_leaving`, __not__ _now_ but a_b_c, under `answers` in profile.md. [profile]")
    assert said == "Add why_leaving, not now but a_b_c, under answers in profile.md."


def test_questions_to_ask_are_the_bold_ones() -> None:
    made = sheet(round_of("tech", 11, prep=prep_text(("interviewer_questions", TO_ASK))))
    assert texts(made, Kind.TO_ASK) == [f"Question {n}: why?" for n in range(1, 6)]


def test_what_is_not_written_is_said_with_what_to_do() -> None:
    made = sheet(round_of("tech", 11), projects={}, resume={"title": "One", "roles": []})
    assert "prepsite generate acme/tech" in made.notice
    assert all(block.empty for block in made.blocks)
    assert [block.kind for block in made.blocks if block.entries] == []


def test_nothing_private_is_on_a_sheet() -> None:
    loud = Words("SECRET", private={"note": "SECRET-BLOCK"})
    assert "SECRET-BLOCK" not in everything(sheet_of_full(full_vault(loud)))
    files = frozenset({"profile", "project", "resume", "notes:recruiter", "facts"})
    quiet = full_vault(Words("SECRET", private_files=files))
    made = sheet_of_full(quiet)
    private = {Kind.NARRATIVE, Kind.NUMBERS, Kind.WEAK_SPOTS}
    assert all("SECRET" not in str(made.block(kind).entries) for kind in private)


def sheet_of_full(vault: Vault) -> Sheet:
    record = vault.applications["acme"]
    found = record.interview("tech")
    assert found is not None
    return sheet_of(edition_of(vault), record, found)


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        ("Short.", 20, "Short."),
        ("It was slow. It is fast now.", 20, "It was slow. …"),
        ("It was e.g. slow on a Monday morning, and fast later.", 34, "It was e.g. slow on a Monday …"),
        ("x" * 50, 20, "x" * 18 + " …"),
        ("漢字" * 20, 20, "漢字" * 4 + "漢 …"),
        ("I did. ⟦I led forty people there.⟧ unverified", 30, "I did. …"),
        ("Anything at all", 2, ""),
    ],
)
def test_a_text_ends_after_a_sentence_or_a_word(text: str, longest: int, expected: str) -> None:
    assert shortened(text, longest) == expected
    assert width(shortened(text, longest)) <= longest


@given(st.text(max_size=300), st.integers(0, 200))
def test_a_shortened_text_is_no_longer_than_its_room_and_says_that_it_was_cut(text: str, longest: int) -> None:
    short = shortened(text, longest)
    assert width(short) <= max(longest, 0)
    assert short == text or short == "" or (short.endswith(MORE) and text.startswith(short.removesuffix(MORE)))


def test_each_step_shows_less_than_the_one_before_and_none_is_too_small_to_read() -> None:
    sizes = [room.size for room in ROOMS]
    assert sizes == sorted(sizes, reverse=True)
    assert min(sizes) >= 8.5
    lengths = [(room.narrative, room.text, room.more, room.fact, room.people) for room in ROOMS]
    assert all(
        a >= b for before, after in itertools.pairwise(lengths) for a, b in zip(before, after, strict=True)
    )


def test_a_sheet_that_was_shortened_says_so() -> None:
    made = sheet(round_of("tech", 11, prep=prep_text(("predicted_questions", QUESTION))))
    assert not fitted(made, ROOMS[0]).is_shortened
    assert fitted(made, ROOMS[-1]).is_shortened


def test_prep_in_german_is_read_as_english_prep_is() -> None:
    german = QUESTION.replace("**Result.**", "**Ergebnis.**").replace("*Evidence:*", "*Belege:*")
    made = sheet(
        round_of("tech", 11, prep=prep_text(("predicted_questions", german))),
        prep=prep_text(("background_narrative", NARRATIVE.replace("In 30 seconds", "In 30 Sekunden"))),
    )
    assert made.block(Kind.EXPECTED).entries[0].more.startswith("The p99 latency fell")
    assert made.block(Kind.NARRATIVE).entries[0].text.startswith("I build ledgers, and")
