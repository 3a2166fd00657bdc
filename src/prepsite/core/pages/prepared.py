"""Prep documents as pages show them: sections with anchors, questions that can be linked to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count, zip_longest

from prepsite.core.addresses import Addresses
from prepsite.core.document import (
    BASE_SECTIONS,
    INTERVIEW_SECTIONS,
    SECTION_TITLES,
    Section,
    SectionState,
    split,
)
from prepsite.core.grounding.judging import Claim
from prepsite.core.grounding.ledger import Ledger
from prepsite.core.known_addresses import is_generated, tame
from prepsite.core.pages.bodies import Surroundings, cited, embed, headings
from prepsite.core.pages.body_passages import MOST_PIECES, pieces_in
from prepsite.core.pages.escaping import escape, plain, slug
from prepsite.core.pages.marking import marked
from prepsite.core.plan import provenance_of
from prepsite.core.vault import PrepFile
from prepsite.core.words import SPOKEN, Words
from prepsite.models.provenance import Provenance

FOLDED = frozenset({"predicted_questions", "resume_defense_prep", "technical_deep_dives"})
ITEM_LEVEL = 3
# What matters the evening before, first.
TONIGHT = (
    "prep_plan",
    "predicted_questions",
    "interviewer_questions",
    "resume_defense_prep",
    "technical_deep_dives",
    "stage_checklist",
    "not_addressed",
)


@dataclass(frozen=True)
class Item:
    """A question, bullet or topic in a section, or the section's own text, and what it cites."""

    anchor: str
    title: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class PreparedSection:
    """A section with its anchor; `anchors` are those of its items, in order.

    `claims` are its sentences that claim, each with its number in the document; `room` is how many
    headings and blocks of code are left for it.
    """

    section: Section
    anchor: str
    items: tuple[Item, ...]
    anchors: tuple[str, ...]
    claims: tuple[tuple[int, Claim], ...] = ()
    room: int = MOST_PIECES

    @property
    def headings(self) -> list[tuple[int, str, str]]:
        """Return (level, heading, text up to the next heading), the text before all first."""
        return headings(self.section.body, self.room)

    @property
    def heading(self) -> str:
        """Return the heading as the document has it, or an empty text."""
        return plain(self.section.heading)

    def markdown(self, around: Callable[[int], Surroundings]) -> str:
        """Return the section for a page, its claims marked."""
        attributes = f"#{self.anchor}{' .fold' if self.section.field in FOLDED else ''}"
        title = f"## {escape(self.heading)} {{: {attributes} }}\n\n" if self.heading else ""
        surroundings = around(2)
        anchors = iter(self.anchors)
        surroundings.anchor = lambda level, _: next(anchors) if level == ITEM_LEVEL and self.heading else ""
        if not self.claims:
            return title + embed(self.section.body, surroundings, self.room)
        return title + embed(self._marked_body, surroundings, self.room, marked=True)

    @cached_property
    def _marked_body(self) -> str:
        return marked(self.section, self.claims)


@dataclass(frozen=True)
class PreparedDocument:
    """A prep file's sections, where it came from, and what the record says of its claims."""

    prep: PrepFile
    sections: tuple[PreparedSection, ...]
    ledger: Ledger | None = None

    @property
    def path(self) -> str:
        """Return the path of the file."""
        return self.prep.path

    @cached_property
    def provenance(self) -> Provenance | None:
        """Return what its head says of where it came from, None where that can't be read."""
        return provenance_of(self.prep)

    def of_field(self, name: str) -> PreparedSection | None:
        """Return the section of a field, or None where the document has none."""
        return next((part for part in self.sections if part.section.field == name), None)

    def in_base_order(self) -> tuple[PreparedSection, ...]:
        """Return base prep in the order of the reference page, the user's own sections last."""
        known = [found for name in BASE_SECTIONS if (found := self.of_field(name))]
        return (*known, *(part for part in self.sections if part.section.field not in BASE_SECTIONS))

    def for_tonight(self) -> tuple[PreparedSection, ...]:
        """Return a round's prep in the order of its page; a person's own sections stay where they follow.

        Where a person moved a section, their order is the page's.
        """
        groups: list[list[PreparedSection]] = [[]]
        for part in self.sections:
            if part.section.field in TONIGHT:
                groups.append([])
            groups[-1].append(part)
        first, *others = groups
        fields = [group[0].section.field for group in others]
        if fields == [name for name in INTERVIEW_SECTIONS if name in fields]:
            others.sort(key=lambda group: TONIGHT.index(group[0].section.field))
        return tuple(part for group in (first, *others) for part in group)

    @property
    def references(self) -> tuple[str, ...]:
        """Return everything that it cites, once each."""
        return tuple(
            dict.fromkeys(text for part in self.sections for item in part.items for text in item.references)
        )

    @property
    def edited(self) -> tuple[str, ...]:
        """Return the headings of the sections that people wrote or edited."""
        return tuple(
            part.heading
            for part in self.sections
            if part.section.state is not SectionState.UNEDITED and part.heading
        )

    def by(self, words: Words = SPOKEN) -> str:
        """Return who wrote it, in a sentence; empty where the document doesn't say."""
        if self.provenance is None:
            return ""
        writer, model, on = self.provenance.writer, self.provenance.model, self.provenance.generated_on
        if writer == "offline":
            if on is None:
                return words("Drafted without a language model, from your own words.")
            return words("Drafted without a language model on {day}, from your own words.", day=on.isoformat())
        if on is None:
            return plain(words("Written by {writer} ({model}). Check it.", writer=writer, model=model))
        said = words(
            "Written by {writer} ({model}) on {day}. Check it.", writer=writer, model=model, day=on.isoformat()
        )
        return plain(said)


def prepare(
    prep: PrepFile, ledger: Ledger | None = None, known: Callable[[], Addresses] | None = None
) -> PreparedDocument:
    """Read a prep file once: everything that pages need of it; `ledger` is its own.

    What was generated has no link but to the addresses that `known` returns, if it is given.
    """
    taken: dict[str, int] = {}
    numbered = list(enumerate(ledger.claims)) if ledger else []
    whole = split(prep.text).sections
    found, rooms = _with_room(whole)
    ends = [section.line for section in whole[1 : len(found) + 1]]
    sections: list[PreparedSection] = []
    at = 0
    for room, (section, end) in zip(rooms, zip_longest(found, ends), strict=True):
        begin = at
        while at < len(numbered) and (end is None or numbered[at][1].sentence.line < end):
            at += 1
        if known is not None and is_generated(section):
            section = replace(section, body=tame(section.body, known))
        part = _prepared(section, numbered[begin:at], taken, room)
        if part is not None:
            sections.append(part)
    return PreparedDocument(prep, tuple(sections), ledger)


def _with_room(sections: Sequence[Section]) -> tuple[tuple[Section, ...], tuple[int, ...]]:
    """Return sections with the room that each has; all that follow the one in which it ends are part of it."""
    rooms: list[int] = []
    left = MOST_PIECES
    for number, section in enumerate(sections):
        left -= bool(section.heading)
        rooms.append(max(0, left))
        left -= pieces_in(section.body)
        if left < 0:
            rest = [f"## {each.heading}\n\n{each.body}" for each in sections[number + 1 :]]
            last = replace(section, body="\n\n".join((section.body, *rest)))
            return (*sections[:number], last), tuple(rooms)
    return tuple(sections), tuple(rooms)


def _prepared(
    section: Section, claims: Sequence[tuple[int, Claim]], taken: dict[str, int], room: int
) -> PreparedSection | None:
    if not section.heading and not section.body.strip():
        return None
    anchor = _free(slug(SECTION_TITLES.get(section.field) or section.heading, "notes"), taken)
    name = "q" if section.field == "predicted_questions" else f"{anchor}-"
    items, anchors = [], []
    numbers = count(1)
    for level, heading, text in headings(section.body, room):
        references = cited(f"{heading}\n\n{text}")
        if level == ITEM_LEVEL and section.heading:
            anchors.append(_free(f"{name}{next(numbers)}", taken))
            items.append(Item(anchors[-1], _title(heading), references))
        elif items:
            items[-1] = Item(items[-1].anchor, items[-1].title, items[-1].references + references)
        elif references:
            items.append(Item(anchor, plain(section.heading), references))
    return PreparedSection(section, anchor, tuple(items), tuple(anchors), tuple(claims), room)


def _title(heading: str) -> str:
    """Return an item's heading without its number and its escapes."""
    number, stop, rest = heading.partition(". ")
    text = rest if stop and number.isdigit() else heading
    return plain("".join(_unescaped(text)))


def _unescaped(text: str) -> Iterator[str]:
    after_backslash = False
    for character in text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"):
        if character == "\\" and not after_backslash:
            after_backslash = True
            continue
        if after_backslash and character.isalnum():
            yield "\\"
        after_backslash = False
        yield character


def _free(name: str, taken: dict[str, int]) -> str:
    """Return the name, or the first of name-2, name-3 … that is free; `taken` counts on from the last."""
    free = name
    while free in taken:
        taken[name] += 1
        free = f"{name}-{taken[name]}"
    taken[free] = 1
    return free
