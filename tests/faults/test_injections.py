"""Injected postings, obeyed by the model: nothing of them acts, and `check` names what they left."""

import pytest

from injections import FRAMES_A_PAYLOAD, ROUND, SECRETS, corpus, obedient
from injections_judged import addresses_in, of_markdown
from injections_run import run
from prepsite.app.reviewing import bodies_of
from prepsite.core.brief import brief_for
from prepsite.core.document import render_section
from prepsite.models.preparation import BaseDraft, InterviewDraft
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault
from prepsite.writers.openai.ledger import Ledger
from searches import APPLICATION, DEMO, Search, good_replies


def test_the_corpus_is_large_and_of_many_kinds() -> None:
    cases = corpus()
    assert len({(case.payload, case.frame) for case in cases}) == len(cases) >= 200
    assert len({case.frame for case in cases}) >= 20
    assert {case.seen for case in cases} >= {"link", "markup", "structure", "claim", "reference", "shape"}


# Each fourth payload through the whole; `benchmarks/injected_postings.py` runs all.
@pytest.mark.timeout(300)
def test_no_injected_posting_is_carried_out(search: Search) -> None:
    cases = corpus()[:: FRAMES_A_PAYLOAD * 4]
    judged = run(search, cases)
    carried = {each.case.name: each.carried for each in judged if each.carried}
    assert carried == {}
    # Most were written, with the payload as text: else nothing was shown.
    assert sum(each.written for each in judged) > len(cases)
    prompts = "".join(chat.user for chat in search.server.chats)
    assert not [secret for secret in SECRETS if secret in prompts]
    assert Ledger(search.workspace.private).attempts()


@pytest.mark.parametrize("name", ["", ROUND])
def test_no_payload_changes_what_an_editor_shows(name: str) -> None:
    """Compose each payload, without asking anybody, and read it as CommonMark does."""
    brief = brief_for(read_vault(Workspace.at(DEMO.parent)), APPLICATION, name or None)
    known = addresses_in(brief.posting + brief.company_notes + repr(brief))
    model = InterviewDraft if name else BaseDraft
    control = bodies_of(brief, model.model_validate_json(good_replies()[name]), JinjaTemplates())
    carried: dict[str, list[str]] = {}
    for case in corpus()[::FRAMES_A_PAYLOAD]:
        if not case.says or case.evidence:
            continue
        draft = model.model_validate_json(obedient(case, good_replies()[name]).replace("\\u0000", ""))
        for field, body in bodies_of(brief, draft, JinjaTemplates()).items():
            if field != "formatted_jd":
                found = list(
                    of_markdown(render_section(field, body), render_section(field, control[field]), known)
                )
                if found:
                    carried[f"{case.payload}: {field}"] = found[:3]
    assert carried == {}
