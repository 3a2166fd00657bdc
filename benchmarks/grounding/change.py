"""What a rule of the corpus makes of a sentence, and the case it is given."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from grounding.corpus import Claim
from grounding.quantities import Quantity
from grounding.record import Record, Scope, Source


@dataclass(frozen=True)
class Case:
    """A clean sentence with its record, and the chance that decides among equals."""

    claim: Claim
    record: Record
    scope: Scope
    random: Random

    @property
    def text(self) -> str:
        """Return the sentence."""
        return self.claim.text


@dataclass(frozen=True)
class Change:
    """A sentence made false, and why it is; `inserted` is a new one after the clean one."""

    text: str
    why: str
    inserted: bool = False


Rule = Callable[[Case], Iterator[Change]]


def replaced(text: str, start: int, end: int, new: str) -> str:
    """Return the text with a span replaced; a capital at the sentence's start stays one."""
    if start == 0 and new[:1].islower():
        new = new[0].upper() + new[1:]
    return text[:start] + new + text[end:]


def about(case: Case, subject: Source, sentence: str) -> str:
    """Return a new sentence that says which project it is about, always where its item cites several."""
    if len(case.claim.projects) == 1 and case.random.random() < 0.5:
        return sentence
    own = sentence if re.match(r"I\b", sentence) else sentence[0].lower() + sentence[1:]
    lead = case.random.choice(("On “{}”, ", "For “{}”, ", "As for “{}”, "))
    return lead.format(subject.project.title) + own


def with_article(noun: str) -> str:
    """Return a noun with "a" or "an", by its first sound."""
    letters = re.match(r"[A-Z]{2,}", noun)
    vowel = noun[0] in "AEFHILMNORSX" if letters else noun[0].lower() in "aeio"
    return f"{'an' if vowel else 'a'} {noun}"


def free_numbers(case: Case, found: tuple[Quantity, ...]) -> Iterator[Quantity]:
    """Yield the numbers of a sentence that count or measure: none inside a name, title or quotation."""
    names = [*case.record.tools, *case.record.credentials, *case.record.titles]
    taken = [m.span() for name in names for m in re.finditer(re.escape(name), case.text)]
    taken += [m.span() for m in re.finditer(r"“[^”]*”|\"[^\"]*\"", case.text)]
    for quantity in found:
        before = case.text[: quantity.start].rstrip().rpartition(" ")[2]
        is_model = (
            before[:1].isupper()
            and before
            not in {
                "All",
                "About",
                "Of",
                "Nearly",
                "Only",
                "In",
                "At",
                "On",
                "Over",
                "And",
                "The",
                "I",
                "We",
                "Some",
                "From",
                "My",
                "Our",
                "With",
                "For",
            }
            and not quantity.is_word
        )
        if not is_model and not any(a <= quantity.start < b for a, b in taken):
            yield quantity
