"""What an application says in three places: the resume as submitted, the notes' `told_them`, the prep to come.

Private files say nothing here. Of the prep only sentences that claim count; what is advice does not.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from prepsite.core.defence import submitted_resume
from prepsite.core.grounding.reading import Reading, read
from prepsite.core.grounding.sentences import Sentence, cut, sentences_of
from prepsite.core.phrases import phrase, phrase_label
from prepsite.core.prep_items import shown_rounds, upcoming_rounds
from prepsite.core.vault import ApplicationRecord, PrepFile, Vault, VaultFile
from prepsite.models.reference import Reference, ReferenceKind
from prepsite.models.resume import Resume

# "To the end of a month": a figure by its looks, and nothing that could be told wrong.
ARTICLES = frozenset({"a", "an"})


class Where(StrEnum):
    """Which of the three places says it."""

    RESUME = "resume"
    TOLD = "told"
    PREP = "prep"


@dataclass(frozen=True)
class Saying:
    """A sentence, with its place from 1; `title` names the round, and `order` is the round's number.

    `topic` is that of `told_them`, or the question of an answer; `item` is the same for the sentences of one
    answer. `projects` are those it stands on, `cites` all that is cited with it.
    """

    where: Where
    text: str
    path: str
    line: int
    column: int
    title: str = ""
    topic: str = ""
    order: int = -1
    item: str = ""
    projects: frozenset[str] = frozenset()
    cites: frozenset[str] = field(default=frozenset())

    @property
    def reading(self) -> Reading:
        """Return the sentence as read."""
        return read(self.text)

    def words(self, start: int, end: int) -> str:
        """Return the words of the tokens from `start` to before `end`, or to the end of the sentence."""
        return self.reading.between(start, min(end, len(self.reading.tokens)))


def sources_of(record: ApplicationRecord) -> tuple[PrepFile | None, ...]:
    """Return where an application says something, in order: first what is no prep, then the prep to come."""
    upcoming = upcoming_rounds(record)
    base = (record.prep,) if record.prep and upcoming else ()
    return (None, *base, *(each.prep for each in upcoming if each.prep))


def sayings_in(vault: Vault, record: ApplicationRecord, source: PrepFile | None) -> tuple[Saying, ...]:
    """Return what a prep document says, or without one what the resume says and what was told."""
    resume = submitted_resume(vault, record)
    if source is None:
        return (*(_of_resume(resume) if resume else ()), *_told(record))
    backing = _backing(resume)
    if source is record.prep:
        return tuple(_of_prep(source, phrase("Base prep"), len(record.interviews), backing))
    rounds = list(shown_rounds(record))
    order, found = next((order, each) for order, each in enumerate(rounds) if each.prep is source)
    title = phrase_label(found.interview.stage) if found.interview else found.id
    return tuple(_of_prep(source, title, order, backing))


def _of_resume(file: VaultFile[Resume]) -> Iterator[Saying]:
    resume = file.fields
    if resume is None:
        return
    if resume.summary:
        place = file.position("summary")
        yield from (Saying(Where.RESUME, text, file.path, *place) for _, text in cut(resume.summary))
    for r, role in enumerate(resume.roles):
        for b, bullet in enumerate(role.bullets):
            place = file.position("roles", r, "bullets", b)
            yield Saying(
                Where.RESUME,
                bullet.text,
                file.path,
                *place,
                item=bullet.id,
                projects=frozenset(bullet.projects),
            )


def _told(record: ApplicationRecord) -> Iterator[Saying]:
    for order, found in enumerate(shown_rounds(record)):
        notes = found.notes
        if notes is None or notes.fields is None or notes.is_private:
            continue
        title = phrase_label(found.interview.stage) if found.interview else found.id
        for number, told in enumerate(notes.fields.told_them):
            place = notes.position("told_them", number)
            item = f"{found.id}/{number}"
            yield Saying(Where.TOLD, told.said, notes.path, *place, title, told.topic, order, item)


def _of_prep(prep: PrepFile, title: str, order: int, backing: dict[str, frozenset[str]]) -> Iterator[Saying]:
    for sentence in _sentences(prep.text):
        cites = frozenset(sentence.cites)
        yield Saying(
            Where.PREP,
            sentence.text,
            prep.path,
            sentence.line,
            sentence.column,
            title,
            sentence.title,
            order,
            f"{sentence.field}/{sentence.item}",
            frozenset(project for text in cites for project in _projects(text, backing)),
            cites,
        )


@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[Sentence, ...]:
    return sentences_of(text)


def _projects(text: str, backing: dict[str, frozenset[str]]) -> frozenset[str]:
    try:
        reference = Reference.parse(text)
    except ValueError:
        return frozenset()
    if reference.kind in {ReferenceKind.PROJECT, ReferenceKind.METRIC}:
        return frozenset({reference.target})
    return backing.get(str(reference), frozenset())


def _backing(file: VaultFile[Resume] | None) -> dict[str, frozenset[str]]:
    """Return the projects behind each bullet, by the bullet's reference."""
    roles = file.fields.roles if file and file.fields else ()
    return {
        f"bullet:{file.id}/{bullet.id}": frozenset(bullet.projects)
        for role in roles
        for bullet in role.bullets
        if file
    }
