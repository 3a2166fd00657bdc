"""Topics to be ready on in depth: decisions, their price, and what was learned."""

from dataclasses import dataclass

from prepsite.models.preparation import TechnicalDeepDive
from prepsite.models.vocabulary import Focus, QuestionKind, Stage
from prepsite.writers.offline.earlier import WeakPoint
from prepsite.writers.offline.record import Record, Story
from prepsite.writers.offline.terms import stems, terms
from prepsite.writers.offline.voice import Voice

_MOST = {
    Stage.RECRUITER_SCREEN: 0,
    Stage.HIRING_MANAGER: 1,
    Stage.BEHAVIORAL: 0,
    Stage.PANEL: 2,
    Stage.FINAL_LOOP: 2,
    Stage.EXECUTIVE: 0,
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
    interview = record.round.interview
    found = [dive for point in weak if (dive := _weak_dive(record, point))]
    most = max(_MOST.get(interview.stage, 3), min(1, len(found)))
    most += bool({Focus.SYSTEM_DESIGN, Focus.CODING} & set(interview.focus)) and bool(most)
    taken = {dive.story.id for dive in found}
    topics = {stem for dive in found for stem in stems(dive.topic)}
    shared = _shared(record) if _MOST.get(interview.stage, 3) else []
    for fresh_only in (True, False):
        for tool, story in shared:
            if len(found) >= most:
                return tuple(found[:most])
            if stems(tool) & topics or (fresh_only and story.id in taken):
                continue
            found.append(Dive(tool, story, tool))
            taken.add(story.id)
            topics |= stems(tool)
    return tuple(found[:most])


def _shared(record: Record) -> list[tuple[str, Story]]:
    """Return tools that the posting names too, each with the story that goes deepest on it."""
    asked = " ".join((*(demand.text for demand in record.posting.demands), record.brief.application.role))
    wanted = {term.stem: place for place, term in enumerate(terms(asked)) if not term.is_kin}
    tools = {
        tool
        for story in record.stories
        for tool in story.project.tools
        if _own(tool) and _own(tool) <= set(wanted)
    }
    ordered = sorted(tools, key=lambda tool: (min(wanted[stem] for stem in _own(tool)), tool))
    found: list[tuple[str, Story]] = []
    for tool in ordered:
        users = [
            story
            for story in record.stories
            if tool in story.project.tools and (story.project.decisions or story.project.actions)
        ]
        ranked = sorted(users, key=lambda story: (-_depth(story, tool), not story.is_own, story.id))
        found += [(tool, story) for story in ranked[:2]]
    return sorted(found, key=lambda pair: ordered.index(pair[0]))


def _own(tool: str) -> frozenset[str]:
    return frozenset(stem for stem in stems(tool) if not stem.startswith("#"))


def _depth(story: Story, tool: str) -> int:
    """Return how much a story says about a tool: in its title, its decisions, its steps."""
    wanted = _own(tool)
    project = story.project
    chosen = sum(
        bool(wanted & stems(f"{d.choice} {d.why or ''} {d.trade_off or ''}")) for d in project.decisions
    )
    done = sum(bool(wanted & stems(text)) for text in project.actions)
    return 3 * bool(wanted & stems(project.title)) + 2 * chosen + done


def _weak_dive(record: Record, point: WeakPoint) -> Dive | None:
    if point.asked and point.asked.kind and point.asked.kind not in _TECHNICAL:
        return None
    matches = [match for match in record.matches(point.words) if len(match.shared) >= 2]
    on_topic = [match for match in matches if stems(point.topic) & set(match.story.weights)]
    return Dive(point.topic, on_topic[0].story, point.words, point) if on_topic else None


def write_dives(voice: Voice, record: Record, dives: tuple[Dive, ...]) -> tuple[TechnicalDeepDive, ...]:
    """Return the topics in words."""
    return tuple(_written(voice, record, dive) for dive in dives)


def _written(voice: Voice, record: Record, dive: Dive) -> TechnicalDeepDive:
    story, project = dive.story, dive.story.project
    decision = record.decision_for(story, dive.words) or (project.decisions[0] if project.decisions else None)
    wanted = stems(dive.words)
    ranked = sorted(range(len(project.actions)), key=lambda i: (-len(wanted & stems(project.actions[i])), i))
    actions = tuple(project.actions[i] for i in sorted(ranked[:3]))
    explanation = voice.say("dive_explanation", dive=dive, story=story, decision=decision, actions=actions)
    others = [d for d in project.decisions if d is not decision]
    trade_offs = [d.trade_off for d in ([decision] if decision else []) + others if d.trade_off][:2]
    follow_ups = voice.lines(
        "dive_follow_ups", story=story, decision=decision, others=others, topic=dive.topic.rstrip(" .,;:?!")
    )
    part = project.my_part.value if project.my_part and not story.is_own else ""
    return TechnicalDeepDive(
        topic=voice.say("dive_topic", dive=dive, story=story),
        why=voice.vary("dive_why", "dive_why", dive=dive, part=part),
        explanation=explanation,
        trade_offs=tuple(voice.say("sentence", text=text) for text in trade_offs),
        follow_ups=voice.pick("follow_up", follow_ups, 4),
        evidence=(story.reference,),
    )
