"""What a prep document asks and cites, in few words: what the pages over all applications read of it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from prepsite.core.addresses import Addresses
from prepsite.core.known_addresses import may_tame
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.items import bare, field_of, words_of
from prepsite.core.pages.prepared import ITEM_LEVEL, PreparedSection, prepare
from prepsite.core.prep_labels import english_of
from prepsite.core.vault import PrepFile
from prepsite.models.vocabulary import QuestionKind, Word

_KIND = re.compile(r"^\s*\*(?P<kind>[^*·\n]{1,40}) ·")
_BOLD_ITEM = re.compile(r"^ {0,3}(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?\*\*(?P<text>.+?)\*\*(?:\s|$)")
_KINDS = {kind.label.casefold(): kind for kind in QuestionKind}
DRIVERS, DEEP_DIVES = "primary_drivers", "technical_deep_dives"
_LISTED_IN = {"stage_checklist": "checklist", "interviewer_questions": "mine"}


class Source(Word):
    """Where a question comes from."""

    PREDICTED = "predicted"
    CHECKLIST = "checklist"
    ASKED = "asked"
    MINE = "mine"


@dataclass(frozen=True, slots=True)
class Asks:
    """A question that a document prepares for, or lists; `projects` are those that its answer tells of."""

    source: Source
    text: str
    anchor: str
    kind: QuestionKind | None = None
    projects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cites:
    """An item of a document that cites the candidate's own files, and where it stands."""

    anchor: str
    title: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """A section of which search finds what its items are called."""

    field: str
    anchor: str
    heading: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """What a document asks and cites, in its order, and what it is about."""

    asks: tuple[Asks, ...]
    cites: tuple[Cites, ...]
    names: tuple[Names, ...] = ()

    def named(self, field: str) -> tuple[Names, ...]:
        """Return what the sections of one field name."""
        return tuple(each for each in self.names if each.field == field)


Outlines = Mapping[str | None, Outline]
"""Those of an application by the id of the round; None is base prep."""

# Of what the pages of the record look up.
_OWN = ("project:", "bullet:", "role:", "credential:", "fact:")


def outline_of(prep: PrepFile, known: Callable[[], Addresses]) -> Outline:
    """Return the outline of a document; `known` are the addresses that its questions may name."""
    sections = (prepare(prep, known=known) if may_tame(prep.text) else bare(prep)).sections
    asks = tuple(each for part in sections for each in _asks(part))
    cites = tuple(each for part in sections for each in _cites(part))
    return Outline(asks, cites, tuple(each for part in sections for each in _names(part)))


@lru_cache(maxsize=4096)
def _once(text: str) -> str:
    """Return the same object for equal texts: documents cite the same files again and again."""
    return text


def _cites(part: PreparedSection) -> Iterator[Cites]:
    for item in part.items:
        own = tuple(dict.fromkeys(_once(text) for text in item.references if text.startswith(_OWN)))
        if own:
            yield Cites(item.anchor, item.title or part.heading, own)


def _names(part: PreparedSection) -> Iterator[Names]:
    field = field_of(part)
    if field in (DRIVERS, DEEP_DIVES):
        yield Names(field, part.anchor, part.heading, tuple(item.title for item in part.items))


def _asks(part: PreparedSection) -> Iterator[Asks]:
    field = field_of(part)
    if field == "predicted_questions":
        yield from _predicted(part)
    elif field in _LISTED_IN:
        for line in part.section.body.split("\n"):
            if item := _BOLD_ITEM.match(line):
                yield Asks(Source(_LISTED_IN[field]), plain(words_of(item["text"])), part.anchor)


def _predicted(part: PreparedSection) -> Iterator[Asks]:
    items = {item.anchor: item for item in part.items}
    anchors = iter(part.anchors)
    for level, _, text in part.headings:
        if level != ITEM_LEVEL or not part.section.heading:
            continue
        item = items[next(anchors)]
        projects = (
            reference.removeprefix("project:").partition("/")[0]
            for reference in item.references
            if reference.startswith("project:")
        )
        yield Asks(Source.PREDICTED, item.title, item.anchor, _kind(text), tuple(dict.fromkeys(projects)))


def _kind(text: str) -> QuestionKind | None:
    """Return what a predicted question probes, from the line below it, in whatever language that is."""
    said = _KIND.match(text)
    return _KINDS.get((english_of(said["kind"]) or said["kind"]).strip().casefold()) if said else None
