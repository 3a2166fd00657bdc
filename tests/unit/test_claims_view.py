"""What a claim stands on, as its popover tells it: each source once."""

from prepsite.core.grounding.verdict import Status
from prepsite.core.pages.page import ClaimNote, ClaimsNote, LinkTo, Standing
from prepsite.site.claims import StandingView, claims_view

PROJECT = LinkTo("Ledger", "projects/ledger/index.md")
NOTES = LinkTo("Notes", "applications/acme/index.md", "notes-hm")


def standing(said: str, where: str, link: LinkTo = PROJECT, status: Status = Status.SUPPORTED) -> Standing:
    return Standing(status, (said,), "", "", where, link)


def shown(*standings: Standing) -> tuple[StandingView, ...]:
    claim = ClaimNote(Status.SUPPORTED, "I led it.", 7, standings)
    view = claims_view(ClaimsNote("1 claim", "", "prep.md", (claim,)), "", lambda link: link.uri)
    assert view is not None
    return view.claims[0].standings


def told(*standings: Standing) -> list[tuple[str, str, str]]:
    return [(view.said, view.where, view.link.text if view.link else "") for view in shown(*standings)]


def test_a_source_in_a_row_is_told_once_with_all_its_lines() -> None:
    assert told(
        standing("September 2023", "vault/projects/ledger.md:5"),
        standing("June 2024", "vault/projects/ledger.md:6"),
        standing("Fennhold", "vault/projects/ledger.md:5"),
        standing("41", "vault/notes.md:3", NOTES),
    ) == [
        ("September 2023", "", ""),
        ("June 2024", "", ""),
        ("Fennhold", "vault/projects/ledger.md:5, 6", "Ledger"),
        ("41", "vault/notes.md:3", "Notes"),
    ]


def test_what_is_in_doubt_keeps_its_own_source() -> None:
    doubted = standing("8", "vault/projects/ledger.md:7", status=Status.UNVERIFIED)
    backed = standing("4", "vault/projects/ledger.md:8")
    assert told(doubted, backed) == [
        ("8", "vault/projects/ledger.md:7", "Ledger"),
        ("4", "vault/projects/ledger.md:8", "Ledger"),
    ]


def test_places_that_are_no_file_stay_as_they_are() -> None:
    assert told(standing("4", ""), standing("5", "")) == [("4", "", "Ledger"), ("5", "", "Ledger")]
