"""Topics to be ready on in depth: decisions, their price, and what was learned."""

from dataclasses import dataclass

from prepsite.models.preparation import TechnicalDeepDive
from prepsite.models.vocabulary import QuestionKind, Stage
from prepsite.writers.offline.earlier import WeakPoint
from prepsite.writers.offline.prose import unique
from prepsite.writers.offline.record import Record, Story
from prepsite.writers.offline.terms import stems, terms
from prepsite.writers.offline.voice import Voice

_MOST = {
    Stage.RECRUITER_SCREEN: 0,
    Stage.HIRING_MANAGER: 1,
    Stage.BEHAVIORAL: 1,
    Stage.EXECUTIVE: 1,
}
_TECHNICAL = {QuestionKind.TECHNICAL, QuestionKind.SYSTEM_DESIGN, QuestionKind.DOMAIN}


@dataclass(frozen=True)
class Dive:
    """A topic, the story to explain it by, and the words that lead to it."""

    topic: str
    story: Story
    words: str
    weak: WeakPoint | None = None


def dives_of(record: Record, weak: tuple[WeakPoint, ...]) -> tuple[Dive, ...]:
    """Return the topics: weak ones first, then tools that posting and projects share."""
    stage = record.round.interview.stage
    found = [dive for point in weak if (dive := _weak_dive(record, point))]
    most = max(_MOST.get(stage, 3), min(1, len(found)))
    wanted = {term.stem: place for place, term in enumerate(terms(_asked(record)))}
    taken = {dive.story.id for dive in found}
    shared = sorted(
        (wanted[stem], place, tool, story)
        for place, story in enumerate(record.stories)
        for tool in story.project.tools
        for stem in stems(tool)
        if stem in wanted and (story.project.decisions or story.project.actions)
    ) if _MOST.get(stage, 3) else []  # fmt: skip
    topics = {stem for dive in found for stem in stems(dive.topic)}
    for fresh_only in (True, False):
        for _, _, tool, story in shared:
            if len(found) >= most:
                return tuple(found[:most])
            if stems(tool) & topics or (fresh_only and story.id in taken):
                continue
            found.append(Dive(tool, story, tool))
            taken.add(story.id)
            topics |= stems(tool)
    return tuple(found[:most])


def _asked(record: Record) -> str:
    return " ".join((*(demand.text for demand in record.posting.demands), record.brief.application.role))


def _weak_dive(record: Record, point: WeakPoint) -> Dive | None:
    if point.asked and point.asked.kind and point.asked.kind not in _TECHNICAL:
        return None
    matches = [match for match in record.matches(point.words) if len(match.shared) >= 2]
    on_topic = [match for match in matches if stems(point.topic) & set(match.story.weights)]
    return Dive(point.topic, on_topic[0].story, point.words, point) if on_topic else None


def write_dives(voice: Voice, record: Record, dives: tuple[Dive, ...]) -> tuple[TechnicalDeepDive, ...]:
    """Return the topics in words."""
    return tuple(_written(voice, record, dive, index) for index, dive in enumerate(dives))


def _written(voice: Voice, record: Record, dive: Dive, index: int) -> TechnicalDeepDive:
    story, project = dive.story, dive.story.project
    decision = record.decision_for(story, dive.words) or (project.decisions[0] if project.decisions else None)
    wanted = stems(dive.words)
    ranked = sorted(range(len(project.actions)), key=lambda i: (-len(wanted & stems(project.actions[i])), i))[
        :3
    ]
    actions = tuple(project.actions[i] for i in sorted(ranked))
    explanation = voice.say(
        "dive_explanation", dive=dive, story=story, decision=decision, actions=actions, n=index
    )
    others = [d for d in project.decisions if d is not decision]
    trade_offs = [d.trade_off for d in ([decision] if decision else []) + others if d.trade_off][:2]
    follow_ups = voice.lines("dive_follow_ups", story=story, decision=decision, others=others, n=index)
    return TechnicalDeepDive(
        topic=voice.say("dive_topic", dive=dive, story=story),
        why=voice.say("dive_why", dive=dive, stage=record.round.interview.stage.label.lower(), n=index),
        explanation=explanation,
        trade_offs=tuple(voice.say("sentence", text=text) for text in trade_offs),
        follow_ups=unique(follow_ups)[:4],
        evidence=(story.reference,),
    )
