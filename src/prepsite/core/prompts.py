"""Brief → prompt: what a language model is told, part by part, and what was left out.

Parts that change least come first, so that a server's prompt cache serves all rounds of an
application; the round itself comes last. Nothing in a prompt depends on the clock. What the
candidate pasted from elsewhere stands between lines that it can't contain.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from prepsite.core.brief import Brief, BriefProject, Round
from prepsite.core.inputs import NOT_USED, WAYS_TO_REACH
from prepsite.core.templates import Templates
from prepsite.core.words import ENGLISH
from prepsite.errors import PrepsiteError

# A token has about 5 characters in prose and 3 in bullets full of numbers: an upper bound.
BYTES_A_TOKEN = 3
TEMPLATES = "prompts/"

# When a prompt is too long, the part with the lowest number goes first.
COMPANY_NOTES, OTHER_DETAIL, OTHER_PROJECT, REFLECTION, DETAIL = range(1, 6)
BASE, COMPANY, NOTES, KEPT, PROJECT = range(6, 11)
# Of an application, a posting and a round, also what makes no prep stale.
_UNUSED = frozenset({*NOT_USED, "resume"})


@dataclass(frozen=True)
class Part:
    """A part of the user's message; `order` says when it is left out, None that it never is."""

    name: str
    text: str
    order: int | None = None


@dataclass(frozen=True)
class Prompt:
    """What a model is told for one document; `left_out` names the parts there was no room for."""

    system: str
    parts: tuple[Part, ...]
    left_out: tuple[str, ...] = ()

    @property
    def user(self) -> str:
        """Return the user's message."""
        return "\n\n".join(part.text for part in self.parts)

    @property
    def tokens(self) -> int:
        """Return an upper bound of the prompt's tokens."""
        return estimated_tokens(self.system) + estimated_tokens(self.user)

    @property
    def digest(self) -> str:
        """Return 32 hex digits for all that the model is told."""
        text = json.dumps([self.system, self.user], ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def estimated_tokens(text: str) -> int:
    """Return an upper bound of the text's tokens, without a tokenizer."""
    return -(-len(text.encode("utf-8", "surrogatepass")) // BYTES_A_TOKEN)


def prompt_for(brief: Brief, templates: Templates, room: int) -> Prompt:
    """Return the prompt for the brief's document, in `room` tokens at the most.

    Parts are left out by their order until the rest fits. Raises PrepsiteError where even what
    can't be left out is too long.
    """
    task = "interview" if brief.round else "base"
    language = "" if brief.language == ENGLISH else templates.language_name(brief.language)
    system = templates.render(f"{TEMPLATES}{task}/system.md.j2", brief=brief, language=language).strip()
    parts = [part for part in _parts(brief, templates, task) if part.text]
    needed = estimated_tokens(system) + sum(estimated_tokens(part.text) + 1 for part in parts)
    left_out: list[Part] = []
    droppable = sorted((part for part in parts if part.order is not None), key=lambda part: part.order or 0)
    for part in droppable:
        if needed <= room:
            break
        needed -= estimated_tokens(part.text) + 1
        left_out.append(part)
    if needed > room:
        raise PrepsiteError(
            f"the prompt needs about {needed:,} tokens and there is room for {max(0, room):,}",
            where=brief.name,
            remedy="raise limits.context_tokens if the server allows it, lower limits.max_output_tokens, "
            "or shorten the posting",
        )
    kept = tuple(part for part in parts if part not in left_out)
    return Prompt(system, kept, tuple(part.name for part in left_out))


def fence_for(text: str) -> str:
    """Return a line that the text does not contain, the same for the same text."""
    attempt = 0
    while True:
        digest = hashlib.sha256(f"{attempt}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
        if digest not in text:
            return f"===== pasted-{digest} ====="
        attempt += 1


def _parts(brief: Brief, templates: Templates, task: str) -> Iterator[Part]:
    def rendered(name: str, **values: object) -> str:
        return templates.render(f"{TEMPLATES}{name}.md.j2", **values).strip()

    yield Part("the resume", rendered("record/resume", resume=brief.resume, id=brief.resume_id))
    yield from _projects(brief, templates)
    if brief.profile:
        yield Part("the profile", rendered("record/profile", json=_json(brief.profile)))
    if brief.facts:
        yield Part("the facts", rendered("record/facts", json=_json([_told(fact) for fact in brief.facts])))
    stated = {"job": _told(brief.job, _UNUSED), "application": _told(brief.application, _UNUSED)}
    fence = fence_for(brief.posting)
    yield Part("the posting", rendered("record/posting", json=_json(stated), text=brief.posting, fence=fence))
    if brief.company:
        yield Part("company", rendered("record/company", json=_json(brief.company)), COMPANY)
    if brief.company_notes:
        fence = fence_for(brief.company_notes)
        text = rendered("record/company_notes", text=brief.company_notes, fence=fence)
        yield Part("company (its notes)", text, COMPANY_NOTES)
    if brief.base:
        fence = fence_for(brief.base)
        yield Part("base prep", rendered("record/base", text=brief.base, fence=fence), BASE)
    for earlier in brief.earlier:
        yield Part(f"notes:{earlier.id}", rendered("record/notes", id=earlier.id, json=_round(earlier)), NOTES)
        if earlier.reflection:
            text = rendered("record/reflection", id=earlier.id, text=earlier.reflection)
            yield Part(f"notes:{earlier.id} (reflection)", text, REFLECTION)
    if brief.kept:
        told = [{"heading": kept.heading, "field": kept.field, "text": kept.text} for kept in brief.kept]
        yield Part("your own sections", rendered("record/kept", json=_json(told)), KEPT)
    this = _round(brief.round) if brief.round else ""
    yield Part("the task", rendered(f"{task}/task", brief=brief, round=this))


def _projects(brief: Brief, templates: Templates) -> Iterator[Part]:
    """Yield the projects behind the resume first, each with the bullets that it backs."""
    backed = _bullets_by_project(brief)
    for project in sorted(brief.projects.values(), key=lambda project: (project.id not in backed, project.id)):
        own = project.id in backed
        text = templates.render(
            f"{TEMPLATES}record/project.md.j2",
            id=project.id,
            json=_project(project, backed.get(project.id, [])),
        )
        yield Part(f"project:{project.id}", text.strip(), PROJECT if own else OTHER_PROJECT)
        if project.detail:
            text = templates.render(f"{TEMPLATES}record/detail.md.j2", id=project.id, text=project.detail)
            yield Part(f"project:{project.id} (detail)", text.strip(), DETAIL if own else OTHER_DETAIL)


def _bullets_by_project(brief: Brief) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for role in brief.resume.roles if brief.resume else ():
        for bullet in role.bullets:
            for project in bullet.projects:
                found.setdefault(project, []).append(f"bullet:{brief.resume_id}/{bullet.id}")
    return found


def _project(project: BriefProject, bullets: list[str]) -> str:
    fields = _told(project.fields)
    metrics = [
        {"reference": f"project:{project.id}/metrics/{metric.name}", **_told(metric)}
        for metric in project.fields.metrics
    ]
    named = {"reference": f"project:{project.id}", "backs": bullets}
    return _json(named | fields | ({"metrics": metrics} if metrics else {}))


def _round(told: Round) -> str:
    fields: dict[str, object] = {"id": told.id, **_told(told.interview, _UNUSED)}
    if told.notes:
        fields["notes"] = _told(told.notes)
    return _json(fields)


def _told(model: BaseModel, unused: frozenset[str] = frozenset()) -> dict[str, object]:
    """Return the fields that prep may be written from; what is empty or says nothing is left out."""
    stated: dict[str, object] = model.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return {
        name: _without_ways_to_reach(value)
        for name, value in stated.items()
        if name not in unused and name not in WAYS_TO_REACH
    }


def _without_ways_to_reach(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_ways_to_reach(item) for key, item in value.items() if key not in WAYS_TO_REACH}
    if isinstance(value, list):
        return [_without_ways_to_reach(item) for item in value]
    return value


def _json(value: object) -> str:
    stated = _told(value) if isinstance(value, BaseModel) else value
    return json.dumps(stated, ensure_ascii=False, indent=1)
