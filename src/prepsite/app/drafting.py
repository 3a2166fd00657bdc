"""Drafting: one document from brief to checked sections."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from prepsite.core.brief import Brief, brief_for
from prepsite.core.composing import cited, compose
from prepsite.core.grounding.evidence import misquoted, unresolved
from prepsite.core.inputs import Inputs
from prepsite.core.plan import PlannedDocument
from prepsite.core.posting import format_posting
from prepsite.core.vault import Vault
from prepsite.core.yamltext import dump_front_matter
from prepsite.errors import PrepsiteError
from prepsite.models.preparation import (
    BaseDraft,
    InterviewDraft,
    InterviewPreparation,
    InterviewPreparationBase,
)
from prepsite.models.provenance import Provenance
from prepsite.templating import JinjaTemplates
from prepsite.writers.provider import Writer


@dataclass(frozen=True)
class Drafted:
    """A document as drafted: its sections' Markdown by field, and where it came from."""

    bodies: Mapping[str, str]
    provenance: Provenance

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


def draft(vault: Vault, planned: PlannedDocument, writer: Writer, templates: JinjaTemplates) -> Drafted:
    """Have the writer write one document; raise PrepsiteError where it cites what doesn't exist."""
    brief = brief_for(vault, planned.application_id, planned.interview_id)
    inputs = Inputs(vault)
    if planned.interview_id is None:
        base = writer.write_base(brief)
        _check(base, inputs, brief)
        bodies = compose(_with_posting(base, brief), brief.resume, templates)
        used = _with_standing_inputs(cited(base), ("job", "application"))
        used["company_context"] |= {"company"}
        used["formatted_jd"] = frozenset({"job"})
    else:
        reply = writer.write_interview(brief)
        _check(reply, inputs, brief)
        preparation = InterviewPreparation.model_construct(**dict(reply))
        bodies = compose(preparation, brief.resume, templates)
        earlier = [f"notes:{before.id}" for before in brief.earlier]
        standing = ("job", f"interview:{planned.interview_id}", *earlier)
        used = _with_standing_inputs(cited(reply), standing)
    provenance = Provenance(
        application=planned.application_id,
        interview=planned.interview_id,
        writer=writer.name,
        model=writer.model,
        prompt=writer.prompt_digest(brief),
        inputs={field: inputs.digests(used[field], brief.application_id) for field in bodies},
    )
    return Drafted(bodies, provenance)


def _with_posting(base: BaseDraft, brief: Brief) -> InterviewPreparationBase:
    quotes = [quote for driver in base.primary_drivers for quote in driver.quotes]
    return InterviewPreparationBase.model_construct(
        **dict(base), formatted_jd=format_posting(brief.posting, quotes)
    )


def _with_standing_inputs(
    used: Mapping[str, frozenset[str]], standing: tuple[str, ...]
) -> dict[str, frozenset[str]]:
    """Add what every section is made from, cited or not."""
    return {field: references | set(standing) for field, references in used.items()}


def _check(reply: BaseDraft | InterviewDraft, inputs: Inputs, brief: Brief) -> None:
    missing = unresolved(reply, inputs, brief.application_id)
    if missing:
        raise PrepsiteError(
            f"the reply cites what the vault does not hold: {', '.join(missing)}",
            where=brief.name,
            remedy="nothing was written; run the command again, or use another writer",
        )
    wrong = misquoted(reply, brief.posting) if isinstance(reply, BaseDraft) else ()
    if wrong:
        raise PrepsiteError(
            f"the reply quotes what the posting does not say: {wrong[0]!r}",
            where=brief.name,
            remedy="nothing was written; run the command again, or use another writer",
        )
