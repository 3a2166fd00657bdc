"""One sentence against the record: its parts, and the status that is the worst of theirs."""

from dataclasses import dataclass

from prepsite.core.grounding.dated import DateCheck
from prepsite.core.grounding.figures import FigureCheck, source_of
from prepsite.core.grounding.named import NameCheck
from prepsite.core.grounding.reading import Reading, read
from prepsite.core.grounding.record import Passage, Record, Subject
from prepsite.core.grounding.sentences import Sentence
from prepsite.core.grounding.tokens import root
from prepsite.core.grounding.verdict import ORDER, Part, PartKind, Status
from prepsite.core.grounding.voiced import VoiceCheck

_ABOUT_THEM = frozenset({"you", "your", "yours", "posting"})
_ENOUGH = 0.75


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


def judge(sentence: Sentence, record: Record) -> Claim | None:
    """Return the claim a sentence makes, or None where nothing in it can be checked."""
    reading = read(sentence.text)
    known = _known(reading, record)
    if known:
        return Claim(sentence, known.status, (known,))
    scope = record.scope(sentence.cites)
    wide = record.everything
    word_for_word = _verbatim(reading, (*scope, *record.own, *record.roles.values()))
    parts: list[Part] = []
    if word_for_word is not None:
        if not (reading.quantities or reading.moments or record.names.find(reading)):
            return None
        parts.append(Part(PartKind.WORDING, reading.text, Status.SUPPORTED, "", source_of(word_for_word)))
        return Claim(sentence, Status.SUPPORTED, tuple(parts))
    names = NameCheck(reading, scope, wide, record.names)
    hidden = frozenset(root(word) for employer in names.employers for word in employer.split())
    hidden |= frozenset(root(named.text) for named in names.found)
    context = read(sentence.title).content
    if not _about_them(reading, record):
        parts += FigureCheck(reading, scope, wide, hidden, context).parts()
        parts += DateCheck(reading, scope, wide, names.employers).parts()
    parts += names.parts()
    parts += VoiceCheck(reading, scope, wide).parts()
    if not parts:
        return None
    return Claim(sentence, max((part.status for part in parts), key=ORDER.index), tuple(parts))


def _about_them(reading: Reading, record: Record) -> bool:
    """Tell whether a sentence speaks of the other side alone, and not of the candidate."""
    lower = set(reading.lower)
    company = (record.application.fields.company.casefold().split() if record.application and record.application.fields else [""])[0]
    return bool((lower & _ABOUT_THEM) or company in lower) and not lower & {"i", "i've", "i'd", "my", "me", "we", "our"}


def _known(reading: Reading, record: Record) -> Part | None:
    """Return what the candidate's own confirmations and retractions say of a sentence."""
    for passage in record.retracted:
        theirs = passage.reading
        shared = theirs.content & reading.content
        same_figures = all(any(abs(q.value - r.value) < 1e-9 for r in reading.quantities) for q in theirs.quantities)
        if theirs.content and len(shared) / len(theirs.content) >= _ENOUGH and same_figures and len(theirs.negations) % 2 == len(reading.negations) % 2:
            message = f"withdrawn: “{passage.text}”"
            return Part(PartKind.WORDING, reading.text, Status.RETRACTED, message, source_of(passage))
    for passage in record.confirmed:
        if _normal(passage.reading) == _normal(reading):
            return Part(PartKind.WORDING, reading.text, Status.CONFIRMED, "", source_of(passage))
    return None


def _normal(reading: Reading) -> str:
    return " ".join(token.text.casefold() for token in reading.tokens if token.kind != "mark")


def _verbatim(reading: Reading, subjects: tuple[Subject, ...]) -> Passage | None:
    """Return the passage that says the sentence word for word."""
    words = f" {_normal(reading)} "
    for subject in subjects:
        for passage in subject.passages:
            if words in f" {_normal(passage.reading)} ":
                return passage
    return None
