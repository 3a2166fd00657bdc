"""What a sentence of prep may say: every status with its message, against a small vault."""

import pytest

from prepsite.core.grounding.verdict import PartKind, Status

from grounding_vault import claim, finding, status  # isort: skip

PAYOUTS = "project:payouts"
PLATFORM = "project:platform"

TRUE = (
    "The p99 latency fell from 1.2 s to 340 ms.",
    "The p99 latency fell from 1,200 ms to 0.34 seconds.",
    "We took the p99 latency down by 72%.",
    "The p99 latency fell by 860 ms.",
    "The p99 latency is 3.5 times lower.",
    "We now make 2.4M payouts a year.",
    "We now make over 2 million payouts a year.",
    "We now make nearly 2.5 million payouts a year.",
    "We now make about 2,400k payouts a year.",
    "Support tickets fell to 1.15k a month.",
    "Support tickets fell to eleven hundred and fifty a month, which is half.",
    "There were four of us.",
    "There were 4 of us on it, and I led them.",
    "I led it, with three colleagues.",
    "It took 14 months, from Sept 2023 to October 2024.",
    "It took more than a year.",
    "I started in Sep 2023.",
    "I started in 2023-09.",
    "I moved the bank calls behind a queue in Postgres.",
    "I wrote the search on pgv.",
    "I talked to twenty-three merchants, and fourteen rules came of it.",
    "14 rules were written by me after I had interviewed 23 merchants.",
    "I did two things: a queue and a rule for each bank.",
    "The contract was worth 420,000 euros a year.",
    "Nobody was paid twice.",
    "No merchant was paid twice.",
)


@pytest.mark.parametrize("text", TRUE)
def test_a_true_sentence_in_other_words_is_no_finding(text: str) -> None:
    found = claim(text, PAYOUTS)
    assert found is None or found.findings == (), found


FALSE = (
    ("The p99 latency fell from 1,200 ms to 360 ms.", PartKind.FIGURE),
    ("The p99 latency fell from 1,200 s to 340 s.", PartKind.FIGURE),
    ("We took the p99 latency down by 82%.", PartKind.FIGURE),
    ("We took the p99 latency down by 28%.", PartKind.FIGURE),
    ("We now make over 3 million payouts a year.", PartKind.FIGURE),
    ("We now make 2.4 million payouts a month.", PartKind.FIGURE),
    ("I interviewed 23 engineers and wrote 14 rules.", PartKind.FIGURE),
    ("There were eight of us.", PartKind.TEAM),
    ("I did this in a team of 6.", PartKind.TEAM),
    ("I started in May 2023.", PartKind.DATE),
    ("I built it for Sternmoos Logistics.", PartKind.EMPLOYER),
    ("I was at Kestrel Grid at the time.", PartKind.EMPLOYER),
    ("I moved the calls to the bank behind a queue in MongoDB.", PartKind.TOOL),
    ("I wrote it in Rust.", PartKind.TOOL),
    ("Corin Halloway of Brightmere asked me to.", PartKind.NAME),
    ("I was Principal Engineer at the time.", PartKind.TITLE),
    ("I hold a PhD in Computer Science.", PartKind.CREDENTIAL),
    ("I earned my Certified Scrum Master certificate in 2020.", PartKind.CREDENTIAL),
    ("The p99 latency rose to 340 ms.", PartKind.POLARITY),
    ("I did not put tracing through the whole path.", PartKind.POLARITY),
    ("Everybody was paid twice while the merchants changed over.", PartKind.POLARITY),
    ("The time from merge to production fell to 22 minutes.", PartKind.FIGURE),
)


@pytest.mark.parametrize(("text", "kind"), FALSE)
def test_what_the_record_does_not_back_is_found_by_its_kind(text: str, kind: PartKind) -> None:
    found = claim(text, PAYOUTS)
    assert found is not None
    assert kind in {part.kind for part in found.findings}


def test_a_team_of_another_size_names_the_true_one() -> None:
    assert finding("I led a team of 8.", PAYOUTS).message == "team of 8: the project says 4"


def test_a_derived_figure_shows_how_it_was_computed() -> None:
    found = claim("The p99 latency fell by 72%, as measured at the gateway.", PAYOUTS)
    assert found is not None
    assert found.status is Status.DERIVED
    part = next(part for part in found.parts if part.status is Status.DERIVED)
    assert part.message == "(1,200 − 340) / 1,200 = 72%"
    assert part.source is not None
    assert part.source.reference.startswith(PAYOUTS)


def test_a_supported_sentence_names_file_and_line() -> None:
    found = claim("I wrote 14 rules after talking to the merchants.", PAYOUTS)
    assert found is not None
    assert found.status is Status.SUPPORTED
    source = found.parts[0].source
    assert source is not None
    assert source.path == "vault/projects/payouts.md"
    assert "14 rules" in source.text
    assert source.line > 1


def test_a_figure_of_another_project_is_told_where_it_stands() -> None:
    found = finding("The time from merge to production fell from 95 to 22 minutes.", PAYOUTS)
    assert PLATFORM in found.message


def test_a_result_of_one_project_is_not_caused_by_another() -> None:
    text = (
        "I moved the calls to the bank behind a queue, and as a result the time from merge to production fell."
    )
    assert finding(text, PAYOUTS, PLATFORM).kind is PartKind.JOIN


def test_leading_is_not_supporting_whatever_a_bullet_says() -> None:
    found = finding("I led the whole project.", PLATFORM)
    assert found.kind is PartKind.OWNERSHIP
    assert "supported" in found.message
    assert status("I supported it, and moved seven of the services.", PLATFORM) is Status.SUPPORTED


def test_the_posting_backs_no_claim_of_the_candidate() -> None:
    assert finding("I have led teams of 25 engineers.").kind in {PartKind.TEAM, PartKind.FIGURE}
    assert finding("I know Terraform well, and used it for years.").kind is PartKind.TOOL
    assert status("You meter 740,000 households.") is Status.SUPPORTED


def test_what_was_confirmed_is_confirmed_and_what_was_withdrawn_is_retracted() -> None:
    assert status("I have been on call one week in five.") is Status.CONFIRMED
    found = finding("I led the platform team at Fennhold.", PAYOUTS)
    assert found.status is Status.RETRACTED
    assert found.source is not None
    assert found.source.reference == "fact:led-platform"


def test_since_is_counted_to_the_day_of_the_vault() -> None:
    assert status("I have been at Fennhold for five years.") is Status.DERIVED
    assert finding("I have been at Fennhold for nine years.").kind is PartKind.FIGURE


def test_a_sentence_without_anything_to_check_is_no_claim() -> None:
    assert claim("That was a good day.", PAYOUTS) is None
