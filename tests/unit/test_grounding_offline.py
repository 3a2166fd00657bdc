"""What the offline writer writes, the record backs: no sentence of it is unverified, on any vault."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from prepsite.core.brief import brief_for
from prepsite.core.composing import compose
from prepsite.core.document import render_section
from prepsite.core.grounding.ledger import ledger_of
from prepsite.core.grounding.record import Record
from prepsite.core.posting import format_posting
from prepsite.core.vault import Vault
from prepsite.models.preparation import InterviewPreparation, InterviewPreparationBase
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault
from prepsite.writers.offline import OfflineWriter

ROOT = Path(__file__).parents[2]
VAULTS = (ROOT, *sorted(path.parent for path in (ROOT / "benchmarks/grounding/vaults").glob("*/vault")))
TEMPLATES = JinjaTemplates()
WRITER = OfflineWriter(TEMPLATES)


def _documents(vault: Vault) -> Iterator[tuple[str, str, str]]:
    """Yield (application, document, text) for everything that the offline writer would write."""
    for record in vault.applications.values():
        brief = brief_for(vault, record.id, None)
        base = WRITER.write_base(brief)
        quotes = [quote for driver in base.primary_drivers for quote in driver.quotes]
        whole = InterviewPreparationBase(**dict(base), formatted_jd=format_posting(brief.posting, quotes))
        sections = compose(whole, brief.resume, TEMPLATES)
        yield record.id, record.id, "\n".join(render_section(field, body) for field, body in sections.items())
        for interview in record.interviews:
            brief = brief_for(vault, record.id, interview.id)
            reply = InterviewPreparation(**dict(WRITER.write_interview(brief)))
            sections = compose(reply, brief.resume, TEMPLATES)
            text = "\n".join(render_section(field, body) for field, body in sections.items())
            yield record.id, f"{record.id}/{interview.id}", text


@pytest.mark.parametrize("root", VAULTS, ids=lambda path: path.name)
def test_the_offline_writer_says_nothing_that_the_record_does_not_back(root: Path) -> None:
    vault = read_vault(Workspace.at(root))
    claims = 0
    wrong: list[str] = []
    for application, document, text in _documents(vault):
        ledger = ledger_of(text, Record(vault, application))
        claims += len(ledger.claims)
        for claim in ledger.claims:
            told = "; ".join(part.message for part in claim.findings)
            if told:
                wrong.append(f"{document}:{claim.sentence.line} {claim.sentence.text!r}: {told}")
    assert claims > 10
    assert wrong == []
