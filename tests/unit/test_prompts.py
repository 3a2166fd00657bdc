"""Prompts: nothing private, stable parts first, posting fenced, what doesn't fit left out by order."""

import shutil
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepsite.core.brief import KeptSection, brief_for
from prepsite.core.document import render_section
from prepsite.core.prompts import Prompt, estimated_tokens, fence_for, prompt_for
from prepsite.errors import PrepsiteError
from prepsite.models.vocabulary import Focus, Stage
from prepsite.templating import JinjaTemplates, package_templates
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault

DEMO = Path(__file__).parents[2] / "vault"
APPLICATION = "kestrel-grid-staff-engineer"
ROUNDS = ("technical-screen", "hiring-manager", "system-design")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(DEMO, tmp_path / "vault", ignore=shutil.ignore_patterns("prep.md", ".prepsite"))
    return tmp_path


def prompt(root: Path, interview: str | None = None, room: int = 100_000, user: Path | None = None) -> Prompt:
    brief = brief_for(read_vault(Workspace.at(root)), APPLICATION, interview)
    return prompt_for(brief, JinjaTemplates(user), room)


def change(root: Path, path: str, old: str, new: str) -> None:
    file = root / "vault" / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(("one", "other"), list(combinations(ROUNDS, 2)))
def test_two_rounds_share_four_fifths_of_their_prompts_from_the_start(root: Path, one: str, other: str) -> None:
    first, second = (found.system + "\n" + found.user for found in (prompt(root, one), prompt(root, other)))
    pairs = zip(first, second, strict=False)
    same = next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))
    common = first[:same]
    assert estimated_tokens(common) > 0.8 * max(estimated_tokens(first), estimated_tokens(second))


def test_a_prompt_holds_the_whole_record_with_its_references(root: Path) -> None:
    text = prompt(root, "technical-screen").user
    for words in (
        "Senior Backend Engineer, Fennhold (2021-04 to present), Leipzig [role:backend-2026/fennhold]",
        "[bullet:backend-2026/ledger] (backed by project:ledger-migration)",
        '"reference": "project:payout-latency/metrics/',
        '"backs": [\n  "bullet:backend-2026/payouts"',
        "`notes:recruiter-screen`",
        "`interview:technical-screen`",
        '"my_part": "contributed"',
    ):
        assert words in text


def test_a_retracted_claim_is_told_as_retracted(root: Path) -> None:
    (root / "vault/facts.md").write_text(
        "---\nfacts:\n  - id: bonus\n    status: retracted\n    text: A bonus of 20%.\n---\n", encoding="utf-8"
    )
    assert '"status": "retracted"' in prompt(root).user


def test_nothing_private_and_no_way_to_reach_a_person_is_told(root: Path) -> None:
    vault = read_vault(Workspace.at(root))
    assert vault.profile
    assert vault.profile.fields
    email = vault.profile.fields.email
    assert email
    change(root, "profile.md", "\nprivate:\n", "\nprivate:\n  canary: canary-private\n")
    for interview in (None, *ROUNDS):
        text = prompt(root, interview).system + prompt(root, interview).user
        for secret in (
            "101,500",
            "93,400",
            "gut_feeling",
            "canary-private",
            email,
            "join_link",
            "scheduled_at",
        ):
            assert secret not in text


def test_a_new_date_or_room_changes_no_prompt(root: Path) -> None:
    before = prompt(root, "technical-screen").digest
    path = f"applications/{APPLICATION}/interviews/technical-screen/interview.md"
    change(root, path, "14:00", "15:30")
    assert prompt(root, "technical-screen").digest == before
    change(root, path, "Tobias Renk", "Tobias Rank")
    assert prompt(root, "technical-screen").digest != before


def test_base_prep_is_told_to_rounds_as_it_stands_but_not_what_people_added(root: Path) -> None:
    prep = root / "vault/applications" / APPLICATION / "prep.md"
    prep.write_text(
        "---\nprepsite: '1'\n---\n\n"
        "<!-- prepsite:section company_context 0123456789abcdef -->\n## Company context\n\nEdited by hand.\n\n"
        "<!-- prepsite:section formatted_jd 0123456789abcdef -->\n## Job description\n\nsecret-posting\n\n"
        "## Mine\n\nsecret-own\n",
        encoding="utf-8",
    )
    text = prompt(root, "technical-screen").user
    assert "## Company context\n\nEdited by hand." in text
    assert "secret-" not in text


def test_what_a_person_edited_or_wrote_is_told_to_the_document_that_it_stands_in(root: Path) -> None:
    prep = root / "vault/applications" / APPLICATION / "prep.md"
    generated = render_section("background_narrative", "As generated.")
    prep.write_text(
        "---\nprepsite: '1'\n---\n\n"
        "<!-- prepsite:section company_context 0123456789abcdef -->\n## Company context\n\nEdited by hand.\n\n"
        f"{generated}\n## Mine\n\nMy own plan.\n",
        encoding="utf-8",
    )
    brief = brief_for(read_vault(Workspace.at(root)), APPLICATION)
    assert brief.kept == (
        KeptSection("company_context", "Company context", "Edited by hand."),
        KeptSection("", "Mine", "My own plan."),
    )
    told = prompt(root)
    kept = next(part for part in told.parts if part.name == "your own sections")
    assert "Edited by hand." in kept.text
    assert "My own plan." in kept.text
    assert "agree with them" in kept.text
    assert "As generated." not in told.user
    assert not brief_for(read_vault(Workspace.at(root)), APPLICATION, "technical-screen").kept


def test_a_document_that_does_not_exist_keeps_nothing(root: Path) -> None:
    assert brief_for(read_vault(Workspace.at(root)), APPLICATION).kept == ()
    assert all(part.name != "your own sections" for part in prompt(root).parts)


@given(st.text())
def test_a_posting_cannot_contain_its_fence(posting: str) -> None:
    fence = fence_for(posting)
    assert fence not in posting
    assert fence_for(posting) == fence
    # Not even one that knows the fence of the text around it.
    assert fence_for(posting + fence) not in posting + fence


def test_what_does_not_fit_is_left_out_in_the_stated_order_and_named(root: Path) -> None:
    whole = prompt(root, "system-design")
    assert whole.left_out == ()
    assert prompt(root, "system-design", whole.tokens - 100).left_out == ("company (its notes)",)
    left_out: tuple[str, ...] = ()
    for room in range(whole.tokens, 5_500, -500):
        smaller = prompt(root, "system-design", room)
        assert smaller.tokens <= room
        assert smaller.left_out[: len(left_out)] == left_out
        left_out = smaller.left_out
        for name in left_out:
            assert name not in [part.name for part in smaller.parts]
    order = [
        "company (its notes)",
        "notes:recruiter-screen (reflection)",
        "project:payout-latency (detail)",
        "company",
        "notes:recruiter-screen",
        "project:payout-latency",
    ]
    assert [name for name in left_out if name in order] == order
    assert {"the resume", "the posting", "the task", "the facts"}.isdisjoint(left_out)
    with pytest.raises(PrepsiteError, match=r"limits\.context_tokens"):
        prompt(root, "system-design", 1_000)


def test_each_stage_and_focus_has_words_of_its_own(root: Path) -> None:
    path = f"applications/{APPLICATION}/interviews/system-design/interview.md"
    file = root / "vault" / path
    told = set()
    for stage in Stage:
        file.write_text(f"---\nstage: {stage}\nfocus: [{', '.join(Focus)}]\n---\n", encoding="utf-8")
        text = prompt(root, "system-design").parts[-1].text
        told.add(text.split("```\n\n")[1].split("\n\nWhat the round is about")[0])
        assert text.count("\n- ") >= len(Focus) + 8
    assert len(told) == len(Stage)


def test_a_users_partial_goes_first_and_changes_the_digest(root: Path) -> None:
    before = prompt(root, "technical-screen")
    own = root / "templates/prompts/interview/stages/technical_screen.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text("Only questions about parsers.\n", encoding="utf-8")
    after = prompt(root, "technical-screen", user=root / "templates")
    assert "Only questions about parsers." in after.user
    assert after.digest != before.digest
    assert (package_templates() / "prompts/interview/stages/technical_screen.md.j2").is_file()


def test_tokens_of_texts_in_other_scripts_are_not_underestimated() -> None:
    assert estimated_tokens("a" * 300) == 100
    assert estimated_tokens("支" * 300) == 300
