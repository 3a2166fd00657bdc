"""What a language model would be told and would cost, before anything is sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from prepsite.core.brief import brief_for
from prepsite.core.plan import Plan, PlanState
from prepsite.core.vault import Vault
from prepsite.errors import PrepsiteError, UsageError
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault
from prepsite.writers.context import WriterContext
from prepsite.writers.openai.writer import OpenAIWriter

NAME = OpenAIWriter.name


@dataclass(frozen=True)
class ShownPrompt:
    """What would be sent for one document: where to, the JSON body, its messages, what has no room."""

    url: str
    body: str
    messages: tuple[tuple[str, str], ...]
    tokens: int
    left_out: tuple[str, ...]
    lacks_base: bool


@dataclass(frozen=True)
class Bound:
    """The most that a document can take without repairs; `cost` in US dollars, None if unknown."""

    tokens_read: int
    tokens_written: int
    cost: Decimal | None


def prompt_shown(workspace: Workspace, target: str) -> ShownPrompt:
    """Return exactly what would be sent for `application` or `application/interview`; sends nothing.

    Raises UsageError where there is no such document, PrepsiteError where it can't be prepared.
    """
    vault = read_vault(workspace)
    application_id, _, interview_id = target.strip("/").partition("/")
    record = vault.applications.get(application_id)
    if record is None or (interview_id and record.interview(interview_id) is None):
        raise UsageError(f"there is no document {target!r}", remedy="see `prepsite plan` for the names")
    brief = brief_for(vault, application_id, interview_id or None)
    writer = model_writer(workspace, vault)
    request = writer.preview(brief)
    messages = request.body["messages"]
    shown = messages if isinstance(messages, list) else []
    return ShownPrompt(
        url=f"{request.base_url.rstrip('/')}/chat/completions",
        body=json.dumps(request.sent, ensure_ascii=False, indent=1),
        messages=tuple((message["role"], message["content"]) for message in shown),
        tokens=request.prompt_tokens,
        left_out=writer.left_out(brief),
        lacks_base=bool(interview_id) and not brief.base,
    )


def upper_bounds(workspace: Workspace, vault: Vault, plan: Plan) -> Mapping[str, Bound]:
    """Return by name what the documents to be written can take; none if no language model writes."""
    if vault.settings.writer != NAME:
        return {}
    writer = model_writer(workspace, vault)
    bounds: dict[str, Bound] = {}
    for planned in plan.documents:
        if planned.state in {PlanState.MISSING, PlanState.STALE}:
            try:
                brief = brief_for(vault, planned.application_id, planned.interview_id)
                # Base prep that is still to be written will be told to the rounds after it.
                unwritten = 0 if brief.base or not brief.round else vault.settings.limits.max_output_tokens
                bounds[planned.name] = Bound(*writer.upper_bound(brief, more=unwritten))
            except PrepsiteError:
                # Generating it will say why; a plan says what it can.
                continue
    return bounds


def model_writer(workspace: Workspace, vault: Vault) -> OpenAIWriter:
    """Return the language model writer of the vault's settings; it calls nobody yet."""
    context = WriterContext(JinjaTemplates(workspace.templates), vault.settings, workspace.private)
    return OpenAIWriter(context)
