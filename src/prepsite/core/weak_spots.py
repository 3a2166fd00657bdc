"""Weak answers and topics of earlier rounds, and what of a later round's prep follows them up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from prepsite.core.grounding.reading import read
from prepsite.core.prep_items import Documents, PrepItem, upcoming_rounds
from prepsite.core.topics import topic_key
from prepsite.core.vault import ApplicationRecord, InterviewRecord
from prepsite.models.interview import AskedQuestion

# More than anybody could take up in one round's prep; the latest come first.
MOST = 60
FOLLOWING = ("predicted_questions", "technical_deep_dives", "")
_WORD = re.compile(r"[\w']+")
_STEPS = "prep_plan"
_LISTED = "not_addressed"
# Fewer words of a question are in many others.
_TELLING = 3


class FollowUp(StrEnum):
    """What a later round's prep does about a weak spot."""

    FOLLOWED = "followed up"
    PARTLY = "partly followed up"
    LISTED = "listed as not addressed"
    MISSING = "not followed up"
    NO_PREP = "prep not written yet"


@dataclass(frozen=True)
class WeakSpot:
    """A topic that went badly in a round; `field` and `position` (from 1) are where the notes say so."""

    topic: str
    found: InterviewRecord
    path: str
    field: str
    position: tuple[int, int]
    asked: AskedQuestion | None = None

    @property
    def reference(self) -> str:
        """Return how prep cites the notes."""
        return f"notes:{self.found.id}"


@dataclass(frozen=True)
class Trace:
    """A weak spot in the prep of one later round: steps, questions and deep dives, or the list."""

    spot: WeakSpot
    later: InterviewRecord
    steps: tuple[PrepItem, ...]
    answers: tuple[PrepItem, ...]
    listed: tuple[PrepItem, ...]
    has_prep: bool

    @property
    def state(self) -> FollowUp:
        """Return what the prep does about it, the best first."""
        if not self.has_prep:
            return FollowUp.NO_PREP
        if self.steps and self.answers:
            return FollowUp.FOLLOWED
        if self.listed:
            return FollowUp.LISTED
        return FollowUp.PARTLY if self.steps or self.answers else FollowUp.MISSING


def weak_spots(record: ApplicationRecord, before: str) -> tuple[WeakSpot, ...]:
    """Return what went badly before a round, the latest round first, each topic once.

    A later answer on the topic that went well heals it.
    """
    found: list[WeakSpot] = []
    known: set[frozenset[str]] = set()
    earlier = [each for each in record.before(before) if not each.file.is_private]
    for each in reversed(earlier):
        spots = tuple(_of_round(each))
        for spot in spots:
            key = topic_key(spot.topic)
            if key not in known:
                known.add(key)
                found.append(spot)
        known |= {topic_key(asked.topic) for asked in _questions(each) if asked.topic and _went_well(asked)}
    return tuple(found[:MOST])


def traces_of(record: ApplicationRecord, later: InterviewRecord, documents: Documents) -> tuple[Trace, ...]:
    """Return what one round's prep does about each weak spot before it."""
    spots = weak_spots(record, later.id)
    items = documents.get(later.id)
    if items is None:
        return tuple(Trace(spot, later, (), (), (), has_prep=False) for spot in spots)
    alone = {spot.reference for spot in spots if sum(spot.reference == o.reference for o in spots) == 1}
    return tuple(_traced(spot, later, items, only=spot.reference in alone) for spot in spots)


def upcoming_traces(record: ApplicationRecord, documents: Documents) -> tuple[Trace, ...]:
    """Return the traces of all rounds to come, in their order."""
    return tuple(trace for later in upcoming_rounds(record) for trace in traces_of(record, later, documents))


def _of_round(found: InterviewRecord) -> Iterator[WeakSpot]:
    notes = found.notes
    if notes is None or notes.fields is None or notes.is_private:
        return
    for number, asked in enumerate(notes.fields.questions):
        if asked.went_badly:
            topic = asked.topic or asked.text.rstrip(".?! ")
            place = notes.position("questions", number)
            yield WeakSpot(topic, found, notes.path, f"questions.{number}", place, asked)
    for number, topic in enumerate(notes.fields.weak_topics):
        place = notes.position("weak_topics", number)
        yield WeakSpot(topic, found, notes.path, f"weak_topics.{number}", place)


def _questions(found: InterviewRecord) -> tuple[AskedQuestion, ...]:
    notes = found.notes
    return notes.fields.questions if notes and notes.fields and not notes.is_private else ()


def _went_well(asked: AskedQuestion) -> bool:
    return not asked.went_badly and (asked.outcome is not None or asked.confidence is not None)


def _traced(spot: WeakSpot, later: InterviewRecord, items: tuple[PrepItem, ...], *, only: bool) -> Trace:
    answers = tuple(item for item in items if item.field in FOLLOWING and _is_about(item, spot, only=only))
    titles = [_flat(item.title) for item in answers]
    steps = (item for item in items if item.field == _STEPS)
    return Trace(
        spot,
        later,
        tuple(s for s in steps if _is_about(s, spot) or any(title in _flat(s.title) for title in titles)),
        answers,
        tuple(item for item in items if item.field == _LISTED and _is_about(item, spot)),
        has_prep=True,
    )


def _is_about(item: PrepItem, spot: WeakSpot, *, only: bool = False) -> bool:
    """Tell whether an item follows a weak spot up.

    It does if its title names the topic, or asks the same again; or if it cites the round's notes
    and has most of the topic's words, a step all of them. Where nothing else went badly in that
    round (`only`), a question or deep dive that cites its notes is about this.
    """
    if _names(item.title, spot.topic) or _repeats(item.title, spot):
        return True
    if spot.reference not in item.references:
        return False
    if only or _names(item.text, spot.topic):
        return True
    topic, title = read(spot.topic).content, read(item.title).content
    enough = len(topic) if item.field in {_STEPS, _LISTED} else len(topic) // 2 + 1
    return len(topic) > 1 and len(topic & title) >= enough


def _names(text: str, topic: str) -> bool:
    """Tell whether a text has the topic word for word."""
    return f" {_flat(topic)} " in f" {_flat(text)} "


def _repeats(title: str, spot: WeakSpot) -> bool:
    """Tell whether a title asks again what went badly: it has most of the question's words."""
    asked = read(spot.asked.text).content if spot.asked else frozenset[str]()
    again = len(asked & read(title).content)
    return again >= _TELLING and 2 * again > len(asked)


@lru_cache(maxsize=8192)
def _flat(text: str) -> str:
    """Return a text's words in lower case, one space between them."""
    return " ".join(_WORD.findall(text.casefold().replace("’", "'")))
