"""Choosing the project to tell, and telling it."""

from collections import Counter
from collections.abc import Mapping

from prepsite.models.preparation import StarAnswer
from prepsite.writers.offline.drivers import Driver
from prepsite.writers.offline.earlier import used_stories
from prepsite.writers.offline.prose import count_words, sentence, unique
from prepsite.writers.offline.record import Record, Story, untold_metrics
from prepsite.writers.offline.terms import stems, stems_of
from prepsite.writers.offline.voice import Voice

_CUES: Mapping[str, str] = {
    "failure": "rollback rolled failed failure fail worse mistake wrong broke outage incident thrown late",
    "conflict": "disagreed convinced argued proposed refused objected persuaded won rejected negotiated agreed",
    "leading": "led agreed mentored coached convinced split handed guide team colleagues customers adopted",
    "ownership": "owned designed alone handed runbook migrated launched",
    "pressure": "deadline auditors outage urgent contract weeks days night on-call emergency",
    "learning": "learned lesson first interviewed guide tracing",
    "cross_team": "finance sales support customers teams doctors legal stakeholders auditors agreed",
    "impact": "cost revenue saved customers reduced fell rose contract close hours",
    "quality": "tested test tests testing comparison compared canary review load drill",
    "scale": "load throughput latency queue partition million requests peak traffic",
    "migration": "migration migrated moved switch switched rollback",
    "design": "designed architecture pipeline queue ledger event database",
}
_MOST_ACTION_WORDS = 110


class StoryTeller:
    """Picks stories for one document: fresh ones first, none twice where another serves."""

    def __init__(self, record: Record, drivers: tuple[Driver, ...]) -> None:
        self._record = record
        self._earlier = used_stories(record)
        self._told: Counter[str] = Counter()
        self._relevance: dict[str, float] = {}
        for place, driver in enumerate(drivers):
            for match in driver.matches:
                gained = match.score / (1 + place)
                self._relevance[match.story.id] = self._relevance.get(match.story.id, 0.0) + gained

    def pick(self, slot: str, words: str = "") -> Story | None:
        """Return the best story for a slot, or for some words; None in a record without stories."""
        ranked = sorted(self._record.stories, key=lambda story: (-self._worth(story, slot, words), story.id))
        return ranked[0] if ranked else None

    def peek_order(self) -> tuple[Story, ...]:
        """Return the stories by their worth for the posting, fresh ones first."""
        return tuple(sorted(self._record.stories, key=lambda story: (-self._worth(story, "", ""), story.id)))

    def tell(self, story: Story) -> None:
        """Remember that a story is told in this document."""
        self._told[story.id] += 1

    def is_used(self, story: Story) -> bool:
        """Tell whether an earlier round heard the story."""
        return story.id in self._earlier

    def _worth(self, story: Story, slot: str, words: str) -> float:
        project = story.project
        worth = min(3.0, 0.15 * self._relevance.get(story.id, 0.0))
        if words:
            match = next((m for m in self._record.matches(words) if m.story.id == story.id), None)
            worth += min(8.0, match.score) if match else 0.0
        if slot in _CUES:
            cue = stems(_CUES[slot])
            worth += 1.5 * len(cue & stems(project.title)) + 0.4 * min(5, len(cue & set(story.weights)))
        if slot == "failure":
            bad = stems(_CUES["failure"])
            worth += 1.0 * len(bad & stems_of(project.outcomes)) + (1.0 if project.lessons else 0.0)
        elif slot in {"leading", "ownership", "impact"}:
            worth += 2.0 * story.is_own + 0.5 * bool(project.metrics)
            worth -= 1.5 * len(
                stems("failed worse rollback thrown") & (stems_of(project.outcomes) | stems(project.title))
            )
        worth += (
            0.8 * bool(project.problem_context) + 0.8 * bool(project.actions) + 0.8 * bool(project.outcomes)
        )
        worth -= 4.0 * self._told[story.id]
        return worth - (2.0 if story.id in self._earlier else 0.0)


def star(
    voice: Voice, story: Story, *, words: str, variant: int, with_lesson: bool
) -> tuple[StarAnswer, tuple[str, ...]]:
    """Return a story as STAR, with the references it stands on."""
    metrics = untold_metrics(story)[:2]
    said = voice.fields(
        "star",
        story=story,
        n=variant,
        actions=_chosen_actions(story, words),
        metrics=metrics,
        with_lesson=with_lesson,
    )
    evidence = unique((story.reference, *(story.cite_metric(metric) for metric in story.project.metrics[:3])))
    return StarAnswer(**{part: said[part] for part in ("situation", "task", "action", "result")}), evidence


def _chosen_actions(story: Story, words: str) -> tuple[str, ...]:
    """Return the steps that fit into a spoken answer, in their order, those that match first chosen."""
    actions = story.project.actions
    wanted = stems(words)
    ranked = sorted(range(len(actions)), key=lambda index: (-len(wanted & stems(actions[index])), index))
    kept: set[int] = set()
    left = _MOST_ACTION_WORDS
    for index in ranked:
        length = count_words(sentence(actions[index]))
        if not kept or length <= left:
            kept.add(index)
            left -= length
    return tuple(actions[index] for index in sorted(kept))
