"""What becomes of each section of a document when it is written anew.

What nobody edited is replaced. An edited section keeps its bytes, and the new text becomes a
proposal, unless it says what the section, its text as generated, or the waiting proposal says
already. A deleted section stays deleted.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from prepsite.core.document import (
    SECTION_TITLES,
    PrepDocument,
    Section,
    SectionState,
    guard,
    render_section,
    replace_sections,
    section_digest,
    split,
)
from prepsite.core.head import newline_of
from prepsite.core.kept import Marker, Proposed, marker_of
from prepsite.core.prep_labels import label_of
from prepsite.core.words import ENGLISH

Inputs = Mapping[str, str]


@dataclass(frozen=True)
class Fresh:
    """A section as it was drafted now; `inputs` are digests by reference."""

    field: str
    body: str
    inputs: Inputs
    language: str = ENGLISH

    @property
    def title(self) -> str:
        """Return its heading."""
        return label_of(SECTION_TITLES[self.field], self.language)

    @property
    def digest(self) -> str:
        """Return the digest that its marker has."""
        return section_digest(self.title, guard(self.body))

    @property
    def text(self) -> str:
        """Return the section as text, under its marker."""
        return render_section(self.field, self.body, self.language)


@dataclass(frozen=True)
class Standing:
    """A document as it stands: its parts, recorded inputs by field, what waits, what `base/` holds.

    `renewed` says what the inputs of a section are by now that the new draft no longer has.
    """

    document: PrepDocument
    inputs: Mapping[str, Inputs]
    waiting: Mapping[str, Proposed] = field(default_factory=dict)
    in_base: Collection[Marker] = ()
    renewed: Mapping[str, Inputs] = field(default_factory=dict)


@dataclass
class Rewrite:
    """What a rewrite comes to, by field; `document` still has its old head.

    `settled` are sections whose new text says nothing new: their inputs alone are renewed.
    `obsolete` are the fields whose proposals go.
    """

    document: PrepDocument
    inputs: dict[str, Inputs]
    replaced: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    proposed: list[str] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    obsolete: list[str] = field(default_factory=list)

    @property
    def from_draft(self) -> tuple[str, ...]:
        """Return the fields whose text as generated is the draft's, in the draft's order."""
        chosen = {*self.replaced, *self.added, *self.proposed, *self.settled}
        return tuple(name for name in SECTION_TITLES if name in chosen)

    @property
    def changes_text(self) -> bool:
        """Tell whether the sections change, not only what is recorded of them."""
        return bool(self.added or self.removed or self.replaced)


def rewrite(standing: Standing, drafted: Mapping[str, Fresh], scope: Collection[str]) -> Rewrite:
    """Return what becomes of the document when the sections of `scope` are taken from the draft.

    Sections that the document never had are added, in scope or not.
    """
    document = standing.document
    result = Rewrite(document, dict(standing.inputs))
    sections = {section.field: section for section in document.sections if section.field}
    for name, fresh in drafted.items():
        if name in sections:
            if name in scope:
                _take(result, standing, sections[name], fresh)
        elif name not in standing.inputs:
            result.added.append(name)
            result.inputs[name] = fresh.inputs
        else:
            result.gone.append(name)
            if name in standing.waiting:
                result.obsolete.append(name)
    for name, section in sections.items():
        if name in scope and name not in drafted and name in standing.inputs:
            _leave_out(result, standing, section)
    bodies = [(name, drafted[name].body) for name in (*result.replaced, *result.added)]
    language = next((fresh.language for fresh in drafted.values()), ENGLISH)
    result.document = replace_sections(without(document, result.removed), bodies, document.head, language)
    return result


def without(document: PrepDocument, fields: Collection[str]) -> PrepDocument:
    """Return the document without the generated sections of these fields; a missing final newline stays so."""
    if not fields:
        return document
    kept = "".join(section.raw for section in document.sections if section.field not in fields)
    if not document.text.endswith("\n"):
        kept = kept.rstrip("\r\n")
    return split(document.head + kept)


def put(document: PrepDocument, field: str, text: str) -> PrepDocument:
    r"""Return the document with a section's whole text, marker included, in its place.

    `text` has `\n` at line ends. A section that isn't there comes where the order of sections
    puts it. The blank lines around it and the newline style stay.
    """
    if field not in document.fields:
        document = replace_sections(document, [(field, "")], document.head)
    newline = newline_of(document.text)
    words = text.rstrip("\n").replace("\n", newline)
    raws = [
        words + section.raw[len(section.raw.rstrip("\r\n")) :] if section.field == field else section.raw
        for section in document.sections
    ]
    return split(document.head + "".join(raws))


def _take(result: Rewrite, standing: Standing, section: Section, fresh: Fresh) -> None:
    """Decide what becomes of a section that stands in the document and that was drafted anew."""
    name, digest = fresh.field, fresh.digest
    waits = standing.waiting.get(name)
    started_from = marker_of(section)
    is_recorded = standing.inputs.get(name) == fresh.inputs and started_from in standing.in_base
    present = section_digest(fresh.title, section.body)
    if section.state is SectionState.UNEDITED:
        if digest != started_from[1]:
            result.replaced.append(name)
        elif not is_recorded:
            result.settled.append(name)
        result.inputs[name] = fresh.inputs
    elif digest in {started_from[1], present}:
        result.kept.append(name)
        if not is_recorded and digest == started_from[1]:
            result.settled.append(name)
        result.inputs[name] = fresh.inputs
    else:
        result.kept.append(name)
        waits_so = waits is not None and waits.digest == digest and waits.fields.inputs == fresh.inputs
        if not waits_so or (name, digest) not in standing.in_base:
            result.proposed.append(name)
        return
    if waits is not None:
        result.obsolete.append(name)


def _leave_out(result: Rewrite, standing: Standing, section: Section) -> None:
    """Take out a section that the new draft has no more, unless a person edited it."""
    name = section.field
    if section.state is SectionState.UNEDITED:
        result.removed.append(name)
        del result.inputs[name]
    else:
        result.kept.append(name)
        result.inputs[name] = standing.renewed.get(name, standing.inputs[name])
    if name in standing.waiting:
        result.obsolete.append(name)
