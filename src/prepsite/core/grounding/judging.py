"""One sentence against the record: its parts, and the status that is the worst of theirs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prepsite.core.grounding.contrary import DirectionCheck
from prepsite.core.grounding.credentials import CredentialCheck
from prepsite.core.grounding.dated import DateCheck
from prepsite.core.grounding.denied import DenialCheck
from prepsite.core.grounding.figures import FigureCheck
from prepsite.core.grounding.foreign import parts_of_foreign
from prepsite.core.grounding.joined import JoinCheck
from prepsite.core.grounding.named import NameCheck
from prepsite.core.grounding.owned import OwnershipCheck
from prepsite.core.grounding.passages import Passage, Subject
from prepsite.core.grounding.reading import Clause, Reading, read
from prepsite.core.grounding.record import Record
from prepsite.core.grounding.scope import Scope, Scopes
from prepsite.core.grounding.sentences import TO_CANDIDATE, Sentence
from prepsite.core.grounding.titles import TitleCheck
from prepsite.core.grounding.tokens import flat, root
from prepsite.core.grounding.verdict import ORDER, Part, PartKind, Status
from prepsite.core.words import ENGLISH

_SECOND = frozenset({"you", "your", "yours", "you're", "you've"})
_FIRST = frozenset({"i", "i've", "i'd", "i'm", "my", "me", "we", "our", "us", "mine"})
_ENOUGH, _ENOUGH_CITED = 0.75, 0.6
_RETOLD = 0.5
_LEAST_WORDS = 4
_QUOTED = re.compile(r"“[^”]*”")


@dataclass(frozen=True)
class Claim:
    """A sentence with something to check: its status is the worst of its parts'."""

    sentence: Sentence
    status: Status
    parts: tuple[Part, ...]

    @property
    def findings(self) -> tuple[Part, ...]:
        """Return the parts that the record does not back."""
        return tuple(part for part in self.parts if part.status in {Status.UNVERIFIED, Status.RETRACTED})


def judge(sentence: Sentence, record: Record, scopes: Scopes | None = None) -> Claim | None:
    """Return the claim a sentence makes, or None where nothing in it can be checked.

    `scopes` are shared by the sentences of one document.
    """
    reading = read(sentence.text)
    known = _known(sentence, reading, record)
    if known:
        return Claim(sentence, known.status, (known,))
    scope = (scopes or Scopes(record)).of(sentence, reading)
    said = _verbatim(reading, scope)
    if said is not None:
        if not (reading.quantities or reading.dates or record.names.find(reading)):
            return None
        return Claim(
            sentence,
            Status.SUPPORTED,
            (Part(PartKind.WORDING, reading.text, Status.SUPPORTED, "", said.source),),
        )
    foreign = sentence.language.partition("-")[0] != ENGLISH
    parts = tuple(parts_of_foreign(reading, scope) if foreign else _parts(sentence, reading, scope))
    if not parts:
        return None
    return Claim(sentence, max((part.status for part in parts), key=ORDER.index), parts)


def _parts(sentence: Sentence, reading: Reading, scope: Scope) -> Iterator[Part]:
    record = scope.record
    to_candidate = sentence.field in TO_CANDIDATE
    about_them = _is_about_them(reading, scope, to_candidate=to_candidate)
    theirs = record.theirs if about_them or _SECOND & reading.words else ()
    to_them = not to_candidate and bool(_SECOND & reading.words)
    names = NameCheck(reading, scope, record.names, about_them=about_them, to_them=to_them)
    hidden = frozenset(root(word) for employer in names.employers for word in employer.split())
    hidden |= frozenset(root(word) for named in names.found for word in named.text.split())
    figures = FigureCheck(reading, read(sentence.before), scope, hidden, theirs)
    parts = [
        *figures.parts(),
        *DateCheck(reading, scope, names.workplaces, hidden, theirs).parts(),
        *names.parts(),
    ]
    yield from parts
    if about_them:
        return
    yield from TitleCheck(reading, scope).parts()
    yield from CredentialCheck(reading, scope).parts()
    yield from OwnershipCheck(reading, scope, to_candidate=to_candidate).parts()
    yield from DenialCheck(reading, scope, parts, hidden).parts()
    yield from DirectionCheck(reading, scope, figures.backings).parts()
    yield from JoinCheck(reading, scope).parts()


def _is_about_them(reading: Reading, scope: Scope, *, to_candidate: bool) -> bool:
    """Tell whether a sentence speaks of the other side alone, and not of what the record tells."""
    words = reading.words
    if words & _FIRST or (to_candidate and words & _SECOND):
        return False
    opening = reading.phrases[0] if reading.phrases else Clause(0, 0)
    if _SECOND & set(reading.lower[opening.start : opening.end]):
        return True
    application = scope.record.application
    company = flat(application.company_name) if application else ""
    if not company or f" {company} " not in reading.padded or "at" in words:
        return False
    closest = scope.matches(reading.content)
    return not closest or closest[0].shared < _RETOLD * len(reading.content)


def _known(sentence: Sentence, reading: Reading, record: Record) -> Part | None:
    """Return what the candidate's own confirmations and retractions say of a sentence."""
    quoted = read(" ".join(_QUOTED.findall(reading.text))).content if record.retracted else frozenset()
    for passage in record.retracted:
        theirs = passage.reading
        shared = theirs.content & (reading.content - quoted)
        enough = _ENOUGH if passage.reference not in sentence.cites else _ENOUGH_CITED
        alike = theirs.content and len(shared) / len(theirs.content) >= enough
        if alike and _same_figures(theirs, reading) and len(theirs.negations) % 2 == len(reading.negations) % 2:
            message = f"withdrawn: “{passage.text}”"
            return Part(PartKind.WORDING, reading.text, Status.RETRACTED, message, passage.source)
    for passage in record.confirmed:
        if flat(passage.text) == flat(reading.text):
            return Part(PartKind.WORDING, reading.text, Status.CONFIRMED, "", passage.source)
    return None


def _same_figures(theirs: Reading, mine: Reading) -> bool:
    return all(any(abs(q.value - r.value) < 1e-9 for r in mine.quantities) for q in theirs.quantities)


def _verbatim(reading: Reading, scope: Scope) -> Passage | None:
    """Return the passage that says the sentence word for word."""
    words = reading.padded
    if words.count(" ") <= _LEAST_WORDS:
        return None
    for subject in scope.near if words in scope.flat else ():
        if words in subject.flat and (found := _saying(words, subject)):
            return found
    return None


def _saying(words: str, subject: Subject) -> Passage | None:
    return next((passage for passage in subject.passages if words in passage.padded), None)
