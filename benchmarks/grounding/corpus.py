"""The clean side of the corpus: whole vaults, and the sentences of their prep that claim something.

A claim sentence stands in an answer, in the narrative, in a defence ("Say."), in the explanation of
a deep dive or in a driver's "Where you stand.". Each keeps its place and the references of its item.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from prepsite.core.document import split
from prepsite.core.posting.sentences import sentences
from prepsite.core.vault import Vault
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault

HERE = Path(__file__).resolve().parent
DEMO = "demo"

_SPOKEN = re.compile(
    r"^\*\*(?P<label>Situation|Task|Action|Result|Answer|Say|Where you stand)\.\*\*[ ]?(?P<text>.*)$"
)
_LABEL = re.compile(r"^\*\*[^*]+[.:]\*\*")
_EVIDENCE = re.compile(r"^\*Evidence:\*")
_REFERENCE = re.compile(r"\[([a-z]+(?::[^\]]+|/[^\]]+)?)\]")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
# The unit "ms." and the language "R." end sentences here; elsewhere they may be abbreviations.
_NO_ABBREVIATION = re.compile(r"(?<=\d ms\.) (?=[A-Z])|(?<= in R\.) (?=[A-Z])")
_SHORT_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$")
_NO_CLAIM = re.compile(r"^(?:Nothing in your record|Be ready to|Write down)")


@dataclass(frozen=True)
class Claim:
    """One clean sentence: exact text, its line (from 1) in the document, and what its item cites."""

    document: str
    line: int
    label: str
    text: str
    evidence: tuple[str, ...]

    @property
    def projects(self) -> tuple[str, ...]:
        """Return the ids of the projects that the item cites, each once."""
        found = (reference[8:].split("/")[0] for reference in self.evidence if reference.startswith("project:"))
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Paraphrase:
    """A true sentence in other words; `how` is hand or rule."""

    document: str
    sentence: str
    paraphrase: str
    kind: str
    how: str = "hand"


@dataclass(frozen=True)
class Trade:
    """A vault with its prep documents, each by name: `application` or `application/interview`."""

    name: str
    root: Path
    vault: Vault
    documents: Mapping[str, str]
    claims: tuple[Claim, ...]


def trade_names() -> tuple[str, ...]:
    """Return the names of all vaults of the corpus, the demo first."""
    folders = sorted((HERE / "vaults").glob("*/vault/prepsite.yml"))
    return (DEMO, *(folder.parents[1].name for folder in folders))


@cache
def load(name: str) -> Trade:
    """Read a vault of the corpus and the claims of its documents."""
    root = HERE.parents[1] if name == DEMO else HERE / "vaults" / name
    vault = read_vault(Workspace.at(root))
    documents: dict[str, str] = {}
    for record in vault.applications.values():
        if record.prep is not None:
            documents[record.id] = record.prep.text
        for found in record.interviews:
            if found.prep is not None:
                documents[f"{record.id}/{found.id}"] = found.prep.text
    claims = tuple(claim for document, text in documents.items() for claim in claims_of(document, text))
    return Trade(name, root, vault, documents, claims)


def claims_of(document: str, text: str) -> Iterator[Claim]:
    """Yield the claim sentences of a document, in its order."""
    for section in split(text).sections:
        if section.field:
            yield from _claims_of_section(document, section.field, section.raw.split("\n"), section.line)


def _claims_of_section(document: str, field: str, lines: list[str], first: int) -> Iterator[Claim]:
    item: list[tuple[int, str, str]] = []
    evidence: tuple[str, ...] = ()
    label = ""
    for number, line in enumerate(lines, first):
        if line.startswith("#"):
            yield from _claims_of_item(document, item, evidence)
            item, evidence = [], ()
            label = "Narrative" if field == "background_narrative" else ""
        elif _EVIDENCE.match(line):
            evidence = tuple(_REFERENCE.findall(line))
            label = ""
        elif spoken := _SPOKEN.match(line):
            label = spoken["label"]
            item.append((number, label, spoken["text"]))
        elif line.startswith("**Why it may come up.**"):
            label = "Explanation"
        elif _LABEL.match(line):
            label = ""
        elif label and line.strip():
            item.append((number, label, _ITEM.sub("", line)))
    yield from _claims_of_item(document, item, evidence)


def _claims_of_item(
    document: str, item: list[tuple[int, str, str]], evidence: tuple[str, ...]
) -> Iterator[Claim]:
    for number, label, text in item:
        for sentence in _cut(text):
            says_something = len(sentence.split()) > 2 and not sentence.endswith(("?", ":"))
            if says_something and not _NO_CLAIM.match(sentence):
                yield Claim(document, number, label, sentence, evidence)


def _cut(text: str) -> Iterator[str]:
    """Yield the sentences of a text: "in Nov. 2025" is not the end of one, "2,400 ms." may be."""
    begun = ""
    for piece in (cut for long in sentences(text) for cut in _NO_ABBREVIATION.split(long)):
        begun = f"{begun} {piece}" if begun else piece
        if not _SHORT_MONTH.search(begun):
            yield begun
            begun = ""
    if begun:
        yield begun


def paraphrases_by_hand(name: str) -> tuple[Paraphrase, ...]:
    """Return the paraphrases that a person wrote for a vault; none where there is no file."""
    path = HERE / "paraphrases" / f"{name}.yml"
    if not path.is_file():
        return ()
    return tuple(Paraphrase(**entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8")))
