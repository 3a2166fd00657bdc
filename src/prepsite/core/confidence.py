"""How sure the candidate was of each topic, round by round: what the plot and its table show."""

from collections.abc import Iterator
from dataclasses import dataclass

from prepsite.core.prep_items import shown_rounds
from prepsite.core.topics import topic_key
from prepsite.core.vault import ApplicationRecord, InterviewRecord
from prepsite.models.interview import AskedQuestion

HIGHEST = 5


@dataclass(frozen=True)
class Point:
    """One answer: `round` counts from 1 along the plot, `confidence` is 1 to 5."""

    round: int
    confidence: int
    went_badly: bool


@dataclass(frozen=True)
class Topic:
    """One topic, as last called, with its answers in the order of the rounds."""

    name: str
    points: tuple[Point, ...]

    @property
    def change(self) -> int:
        """Return how much the last answer is above the first one."""
        return self.points[-1].confidence - self.points[0].confidence


@dataclass(frozen=True)
class Confidence:
    """The topics of an application, and the rounds that have answers, in order.

    Topics asked in several rounds come first, then those that went worst the last time.
    """

    rounds: tuple[InterviewRecord, ...]
    topics: tuple[Topic, ...]


def confidence_of(record: ApplicationRecord) -> Confidence:
    """Return how sure the candidate was, from the notes that other pages may show."""
    rounds = tuple(found for found in shown_rounds(record) if any(True for _ in _answers(found)))
    points: dict[frozenset[str], list[Point]] = {}
    names: dict[frozenset[str], str] = {}
    for number, found in enumerate(rounds, 1):
        for name, asked, confidence in _answers(found):
            key = topic_key(name)
            names[key] = name
            points.setdefault(key, []).append(Point(number, confidence, asked.went_badly))
    topics = (Topic(names[key], tuple(each)) for key, each in points.items())
    return Confidence(rounds, tuple(sorted(topics, key=_worth)))


def _worth(topic: Topic) -> tuple[int, int]:
    return -len({point.round for point in topic.points}), topic.points[-1].confidence


def _answers(found: InterviewRecord) -> Iterator[tuple[str, AskedQuestion, int]]:
    """Yield (topic, question, confidence) for the answers of a round whose confidence is noted."""
    if found.notes is None or found.notes.fields is None or found.notes.is_private:
        return
    for asked in found.notes.fields.questions:
        name = " ".join((asked.topic or asked.text).split())
        if asked.confidence is not None:
            yield name, asked, asked.confidence
