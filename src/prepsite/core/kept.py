"""What is kept beside prep, as text: sections as they were generated, and texts that wait.

Both are Markdown with front matter. A section's marker says which generated text its edit started
from; a text found here counts only while it still has the digest of its own marker.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from prepsite.core.document import Section, SectionState, render, section_digest, split
from prepsite.core.frontmatter import ParsedText, parse_front_matter
from prepsite.core.validation import validate
from prepsite.core.vault import ProposalFile
from prepsite.core.words import ENGLISH
from prepsite.core.yaml_values import YamlValue
from prepsite.core.yamltext import dump_front_matter
from prepsite.errors import Problem, Severity
from prepsite.models.keeping import MAX_SAID, GeneratedText, Proposal

# The field of a section and the digest of its text as generated.
Marker = tuple[str, str]

_MARKERS = re.compile(r"^<!-- prepsite:section ([a-z_]+) ([0-9a-f]{16}) -->[ \t]*\r?$", re.MULTILINE)
# The front matter that `generated_text` writes.
_HEAD = re.compile(
    r"---\nprepsite: '1'\ndocument: (?P<document>\".*)\ninputs: (?P<inputs>\{.*)\nsaid: (?P<said>\{.*)\n---\n"
)
# What JSON may hold as it is and YAML may not.
_ONLY_JSON = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# YAML reads a key of a mapping on one line only up to 1,024 characters.
_LONGEST_KEY = 1000


@dataclass(frozen=True)
class Proposed:
    """A text that waits beside an edited section: its file, its origin, its section."""

    path: str
    text: str
    fields: Proposal
    section: Section

    @property
    def digest(self) -> str:
        """Return the digest of the text as it was generated."""
        return marker_of(self.section)[1]

    @property
    def was_edited(self) -> bool:
        """Tell whether a person changed the waiting text itself."""
        return self.section.state is not SectionState.UNEDITED


def markers_in(text: str) -> tuple[Marker, ...]:
    """Return every whole marker that stands in a text, doubled ones too."""
    return tuple((found[1], found[2]) for found in _MARKERS.finditer(text))


def marker_of(section: Section) -> Marker:
    """Return a generated section's marker; two empty texts for a part that has none."""
    found = _MARKERS.match(section.raw)
    return (found[1], found[2]) if found else ("", "")


def words_of(section: Section) -> str:
    r"""Return a section's text without its marker, line ends as `\n`, without blank lines at its end."""
    text = section.raw.replace("\r\n", "\n")
    if section.field:
        text = text.partition("\n")[2]
    return text.strip("\n") + "\n"


def generated_text(
    document: str,
    sections: Iterable[tuple[str, str]],
    inputs: Mapping[str, str],
    said: Mapping[str, Mapping[str, str]],
    language: str = ENGLISH,
) -> str:
    """Return a file of `base/`: the sections, and what their inputs said, by reference and part."""
    shortened = {
        reference: {leaf: text[:MAX_SAID] for leaf, text in leaves.items() if _is_key(leaf) and text}
        for reference, leaves in sorted(said.items())
        if _is_key(reference)
    }
    head = "\n".join(
        [
            "---",
            "prepsite: '1'",
            f"document: {_flow(document)}",
            f"inputs: {_flow({name: inputs[name] for name in sorted(inputs) if _is_key(name)})}",
            f"said: {_flow(shortened)}",
            "---",
        ]
    )
    return render(head, sections, language)


def digest_of(text: str) -> str:
    """Return the first 16 hex digits of the SHA-256 of a text's bytes."""
    return digest_of_bytes(text.encode("utf-8", "surrogatepass"))


def digest_of_bytes(content: bytes) -> str:
    """Return the first 16 hex digits of the SHA-256 of bytes."""
    return hashlib.sha256(content).hexdigest()[:16]


def read_generated(text: str) -> GeneratedText | None:
    """Return what the front matter of a file of `base/` says, or None where it can't be used."""
    fields, _ = validate(GeneratedText, _as_written(text) or parse_front_matter(text, ""))
    return fields


def _as_written(text: str) -> ParsedText | None:
    """Return the front matter as `generated_text` writes it, which takes much less than to read it as YAML."""
    if not (found := _HEAD.match(text)):
        return None
    values: dict[str, YamlValue] = {"prepsite": "1"}
    for key, value in found.groupdict().items():
        try:
            values[key] = json.loads(value, object_pairs_hook=_each_once)
        except (ValueError, RecursionError):
            return None
    return ParsedText("", values, is_usable=True)


def _each_once(pairs: list[tuple[str, YamlValue]]) -> dict[str, YamlValue]:
    """Return an object; raise ValueError where it has a key twice, which YAML refuses, too."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands there twice")
    return found


def generated_in(text: str) -> Mapping[Marker, Section]:
    """Return the sections of a file of `base/` that still are what their markers say."""
    return {
        marker_of(section): section
        for section in split(text).sections
        if section.field and section.state is not SectionState.OWN and _is_whole(section)
    }


def proposal_text(fields: Proposal, section: str) -> str:
    """Return a file of `proposals/` from its front matter and the rendered section."""
    return f"{dump_front_matter(fields)}\n{section}"


def read_proposal(file: ProposalFile, document: str) -> tuple[Proposed | None, tuple[Problem, ...]]:
    """Return a waiting text, or None and why its file can't be used; `document` is whose it must be."""
    fields, objections = validate(Proposal, parsed := parse_front_matter(file.text, file.path))
    problems = (*parsed.problems, *objections)
    if fields is None:
        return None, problems or (_useless(file.path, "says no origin"),)
    if (fields.document, fields.field) != (document, file.field):
        stated = f"belongs to {fields.field} of {fields.document}"
        return None, (_useless(file.path, f"{stated}, but stands where {file.field} of {document} waits"),)
    sections = [section for section in split(file.text).sections if section.field == fields.field]
    if len(sections) != 1:
        return None, (_useless(file.path, f"holds no section {fields.field} under its marker"),)
    return Proposed(file.path, file.text, fields, sections[0]), ()


def _is_key(name: str) -> bool:
    return len(name.strip()) > 0 and len(name) < _LONGEST_KEY


def _is_whole(section: Section) -> bool:
    return section_digest(section.heading, section.body) == marker_of(section)[1]


def _useless(path: str, what: str) -> Problem:
    remedy = "delete it; `prepsite generate --stale` writes it anew where it is needed"
    return Problem(path, 1, 1, Severity.WARNING, "", f"the waiting text {what}", remedy)


def _flow(value: object) -> str:
    """Return a value on one line that both JSON and YAML read alike."""
    text = json.dumps(value, ensure_ascii=False)
    return _ONLY_JSON.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
