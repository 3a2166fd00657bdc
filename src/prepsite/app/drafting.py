"""Drafting: one document from brief to checked sections."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pydantic import ValidationError

from prepsite.app.ledgers import record_of
from prepsite.app.reviewing import bodies_of, checked, refusals
from prepsite.core.brief import Brief, brief_for
from prepsite.core.composing import cited
from prepsite.core.inputs import Inputs
from prepsite.core.plan import PlannedDocument
from prepsite.core.usage import used
from prepsite.core.vault import Vault
from prepsite.core.words import ENGLISH
from prepsite.core.yamltext import dump_front_matter
from prepsite.errors import PrepsiteError
from prepsite.models.preparation import BaseDraft, InterviewDraft
from prepsite.models.provenance import Provenance
from prepsite.templating import JinjaTemplates
from prepsite.writers.provider import Writer

Reply = TypeVar("Reply", BaseDraft, InterviewDraft)


@dataclass(frozen=True)
class Drafted:
    """A document as drafted: its sections' Markdown by field, and where it came from.

    `left` counts the sentences that the record does not back, whatever repairs were asked for.
    """

    bodies: Mapping[str, str]
    provenance: Provenance
    left: int = 0

    @property
    def language(self) -> str:
        """Return the language that it is written in."""
        return self.provenance.language or ENGLISH

    @property
    def told_left(self) -> str:
        """Return what is said of sentences that nothing backs, or an empty text."""
        if not self.left:
            return ""
        number = "1 sentence is" if self.left == 1 else f"{self.left} sentences are"
        return f"; {number} not backed by your record: see `prepsite check`"

    def head(
        self,
        on: date,
        *,
        kept: Mapping[str, Mapping[str, str]] | None = None,
        fields: Collection[str] | None = None,
    ) -> str:
        """Return the front matter as text.

        `kept` are the inputs of a document that exists; only those of `fields` are renewed.
        """
        own = self.provenance.inputs
        inputs = dict(kept or {}) | {name: own[name] for name in own if fields is None or name in fields}
        return dump_front_matter(self.provenance.model_copy(update={"generated_on": on, "inputs": inputs}))


def draft(
    vault: Vault, planned: PlannedDocument, writer: Writer, templates: JinjaTemplates, inputs: Inputs
) -> Drafted:
    """Have the writer write one document; `inputs` are the vault's.

    Raises PrepsiteError where the document cites what doesn't exist.
    """
    brief = brief_for(vault, planned.application_id, planned.interview_id)
    if planned.interview_id is None:
        base = _asked(writer.write_base, brief)
        _require_backed(base, brief, inputs)
        bodies = bodies_of(brief, base, templates)
        made_from = _made_from(bodies, cited(base), brief, ("job", "application"))
        made_from["company_context"] |= {"company"}
        made_from["formatted_jd"] = frozenset({"job"})
    else:
        reply = _asked(writer.write_interview, brief)
        _require_backed(reply, brief, inputs)
        bodies = bodies_of(brief, reply, templates)
        earlier = [f"notes:{before.id}" for before in brief.earlier]
        standing = ("job", f"interview:{planned.interview_id}", *earlier)
        made_from = _made_from(bodies, cited(reply), brief, standing)
    account = writer.account(brief)
    provenance = Provenance(
        application=planned.application_id,
        interview=planned.interview_id,
        writer=writer.name,
        model=account.answered if account else writer.model,
        language=None if brief.language == ENGLISH else brief.language,
        asked=account.asked if account else None,
        prompt=writer.prompt_digest(brief),
        tokens=account.tokens if account else None,
        cost=account.cost if account else None,
        left_out=(account.left_out or None) if account else None,
        inputs={field: inputs.digests(made_from[field], brief.application_id) for field in bodies},
    )
    # The embedded writer says the record's own words; a model may have kept to what it made up.
    return Drafted(bodies, provenance, _left(bodies, brief, vault) if writer.remote else 0)


def _asked(write: Callable[[Brief], Reply], brief: Brief) -> Reply:
    """Ask the writer; a reply that breaks the documents' rules fails this document alone."""
    try:
        return write(brief)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise PrepsiteError(
            f"the reply breaks a rule of the document: {place}: {first['msg']}".replace(": : ", ": "),
            where=brief.name,
            remedy="nothing was written; the other documents are not affected",
        ) from error


def _made_from(
    bodies: Mapping[str, str], cited: Mapping[str, frozenset[str]], brief: Brief, standing: tuple[str, ...]
) -> dict[str, frozenset[str]]:
    """Return what each section is made from: what it cites, the metrics it says, what all are made from."""
    metrics = used(bodies, cited, brief)
    return {
        field: references | metrics.get(field, frozenset()) | set(standing)
        for field, references in cited.items()
    } | {field: frozenset(standing) for field in bodies if field not in cited}


def _require_backed(reply: BaseDraft | InterviewDraft, brief: Brief, inputs: Inputs) -> None:
    refused = refusals(brief, reply, inputs)
    if refused:
        raise PrepsiteError(
            f"the reply can't be backed: {refused[0]}",
            where=brief.name,
            remedy="nothing was written; run the command again, or use another writer",
        )


def _left(bodies: Mapping[str, str], brief: Brief, vault: Vault) -> int:
    """Return how many sentences of a document the record does not back."""
    ledger = checked(brief, bodies, record_of(vault, brief.application_id))
    return sum(bool(claim.findings) for claim in ledger.claims)
