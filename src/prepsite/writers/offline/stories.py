"""Choosing the project to tell, and telling it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from prepsite.core.posting import sentences
from prepsite.models.preparation import StarAnswer
from prepsite.models.vocabulary import Stage
from prepsite.writers.offline.drivers import Driver
from prepsite.writers.offline.earlier import used_stories
from prepsite.writers.offline.prose import count_words, fitted, numbers, sentence, unique
from prepsite.writers.offline.record import Record, Story, untold_metrics
from prepsite.writers.offline.terms import stems, stems_of
from prepsite.writers.offline.voice import Voice

_MOST_SITUATION_WORDS = 62
_MOST_ACTION_WORDS = 95
_MOST_RESULT_WORDS = 58
_STAGES = tuple(Stage)


@dataclass(frozen=True)
class Casting:
    """A question that wants a story: its slot, its words, and which stories it may have."""

    slot: str
    words: str = ""
    allowed: Callable[[Story], bool] = bool
    priority: float = 0.0


class StoryTeller:
    """Casts stories for the questions of one document: fresh ones first, none twice where another serves."""

    def __init__(self, record: Record, drivers: Sequence[Driver]) -> None:
        self._record = record
        self._earlier = used_stories(record)
        self._told: set[str] = set()
        self._relevance: dict[str, float] = {}
        for place, driver in enumerate(drivers):
            for match in driver.matches:
                gained = match.score / (1 + place)
                self._relevance[match.story.id] = self._relevance.get(match.story.id, 0.0) + gained
        self._turn = self._turns()

    def cast(self, castings: Sequence[Casting]) -> Mapping[str, Story]:
        """Return slot → story, the surest pair first; a story comes twice only where none is left."""
        pairs = [
            (casting.priority + self._worth(story, casting, matched), casting, story)
            for casting in castings
            for matched in [self._matched(casting)]
            for story in self._record.stories
            if casting.allowed(story)
        ]
        ordered = sorted(pairs, key=lambda pair: -pair[0])
        cast: dict[str, Story] = {}
        taken = set(self._told)
        for fresh_only in (True, False):
            for _, casting, story in ordered:
                if casting.slot not in cast and not (fresh_only and story.id in taken):
                    cast[casting.slot] = story
                    taken.add(story.id)
        self._told = taken
        return cast

    def tell(self, story: Story) -> None:
        """Remember that a story is told in this document."""
        self._told.add(story.id)

    def _matched(self, casting: Casting) -> Mapping[str, float]:
        if not casting.words:
            return {}
        return {match.story.id: match.score for match in self._record.matches(casting.words)}

    def _turns(self) -> Mapping[str, float]:
        """Return a small bonus for a fourth of the stories, others at the next stage."""
        ranked = sorted(self._record.stories, key=lambda story: (-self._relevance.get(story.id, 0.0), story.id))
        stage = _STAGES.index(self._record.brief.round.interview.stage) if self._record.brief.round else 0
        return {story.id: 1.2 * ((place - stage) % 4 == 0) for place, story in enumerate(ranked)}

    def _worth(self, story: Story, casting: Casting, matched: Mapping[str, float]) -> float:
        project, slot = story.project, casting.slot
        lexicon = self._record.lexicon
        worth = min(3.0, 0.15 * self._relevance.get(story.id, 0.0)) + self._turn[story.id]
        worth += min(8.0, matched.get(story.id, 0.0))
        cue = stems(" ".join(lexicon.words("stories", slot)))
        worth += 1.5 * len(cue & stems(project.title)) + 0.4 * min(5, len(cue & set(story.weights)))
        bad = stems(" ".join(lexicon.words("stories", "went_wrong")))
        if slot == "failure":
            worth += 1.0 * len(bad & stems_of(project.outcomes)) + 1.0 * bool(project.lessons)
            worth += 3.0 * story.went_wrong
        elif slot in {"leading", "ownership", "impact"}:
            worth += 2.0 * story.is_own + 0.5 * bool(project.metrics)
            worth -= 1.5 * len(bad & (stems_of(project.outcomes) | stems(project.title)))
        elif slot in {"decision", "design"}:
            worth += 0.6 * len(project.decisions) + 0.8 * story.is_own - 2.0 * story.went_wrong
        elif slot != "conflict":
            worth -= 1.5 * story.went_wrong
        worth += 0.8 * sum(map(bool, (project.problem_context, project.actions, project.outcomes)))
        return worth - (3.0 if story.id in self._earlier else 0.0)


def star(voice: Voice, story: Story, *, words: str, with_lesson: bool) -> tuple[StarAnswer, tuple[str, ...]]:
    """Return a story as STAR that takes less than two minutes, with the references it stands on."""
    project = story.project
    outcomes = _chosen(project.outcomes, words, _MOST_RESULT_WORDS, prefer_numbers=True)
    untold = untold_metrics(
        story, " ".join((*project.outcomes, project.problem_context or "", *project.actions))
    )
    said = voice.fields(
        "star",
        story=story,
        context=" ".join(fitted([project.problem_context], _MOST_SITUATION_WORDS))
        if project.problem_context
        else "",
        lead=voice.vary("situation", "star_lead", story=story),
        task=voice.vary("task", "star_task", story=story),
        actions=_chosen(project.actions, words, _MOST_ACTION_WORDS),
        outcomes=outcomes,
        metrics=untold[:1] if count_words(" ".join(outcomes)) < _MOST_RESULT_WORDS - 12 else (),
        lesson=" ".join(sentences(project.lessons[0])[:2]) if with_lesson and project.lessons else "",
    )
    told = " ".join(said.values())
    metrics = [
        metric for metric in project.metrics if numbers(f"{metric.before} {metric.after}") & numbers(told)
    ]
    evidence = unique((story.reference, *(story.cite_metric(metric) for metric in metrics[:3])))
    return StarAnswer(**{part: said[part] for part in ("situation", "task", "action", "result")}), evidence


def _chosen(texts: Sequence[str], words: str, most: int, *, prefer_numbers: bool = False) -> tuple[str, ...]:
    """Return the texts that fit into so many words, in their order, those that matter most chosen first."""
    wanted = stems(words)
    ranked = sorted(
        range(len(texts)),
        key=lambda i: (-len(wanted & stems(texts[i])) - (prefer_numbers and bool(numbers(texts[i]))), i),
    )
    kept: set[int] = set()
    left = most
    for index in ranked:
        length = count_words(sentence(texts[index]))
        if not kept or length <= left:
            kept.add(index)
            left -= length
    return tuple(texts[index] for index in sorted(kept))
