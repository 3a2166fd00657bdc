"""Checks who a sentence says did the work, and whether it says the contrary of its source."""

from collections.abc import Iterable, Iterator

from prepsite.core.grounding.figures import source_of
from prepsite.core.grounding.lexicon import (
    BETTER,
    FALLING,
    HELPING,
    HYPOTHETICAL,
    LEADING,
    LEADING_PHRASES,
    NEGATIONS,
    RISING,
    WORSE,
)
from prepsite.core.grounding.reading import Clause, Reading, clauses
from prepsite.core.grounding.record import Passage, Subject
from prepsite.core.grounding.verdict import Part, PartKind, Status
from prepsite.models.vocabulary import MyPart

_OWN = frozenset({MyPart.LED, MyPart.OWNED})
_FIRST = frozenset({"i", "i'd", "i've", "i'm", "my", "me", "we", "mine"})
_OTHERS = frozenset({"she", "he", "they", "her", "his", "their", "who", "whose", "your", "you"})
_BEHIND = 0.5
_NEAR = 3


class VoiceCheck:
    """Checks ownership and polarity of one sentence."""

    def __init__(self, reading: Reading, scope: Iterable[Subject], wide: Iterable[Subject]) -> None:
        self.reading = reading
        self.scope = tuple(scope)
        self.wide = tuple(wide)

    def parts(self) -> Iterator[Part]:
        """Yield what is wrong, or what had to be looked at."""
        yield from self._ownership()
        yield from self._polarity()

    # Ownership

    def _ownership(self) -> Iterator[Part]:
        said = self._leading()
        if not said:
            return
        projects = [subject for subject in self.scope if subject.is_project and subject.my_part]
        if not projects:
            return
        backed = self._said_so(said)
        if backed:
            yield Part(PartKind.OWNERSHIP, said, Status.SUPPORTED, "", source_of(backed))
            return
        strongest = self._aligned(projects)
        if strongest.my_part in _OWN:
            yield Part(PartKind.OWNERSHIP, said, Status.SUPPORTED, "", source_of(strongest.place("my_part")))
            return
        message = f"“{said}”: the project says that you {strongest.my_part}"
        yield Part(PartKind.OWNERSHIP, said, Status.UNVERIFIED, message, source_of(strongest.place("my_part")))

    def _leading(self) -> str:
        """Return the words that claim the whole of the work in the first person, or an empty text."""
        lower = self.reading.lower
        text = f" {' '.join(lower)} "
        for phrase in LEADING_PHRASES:
            if f" {phrase} " in text and _FIRST & set(lower):
                return phrase
        for at, word in enumerate(lower):
            if word not in LEADING or self.reading.tokens[at].text.isupper() or not self._is_mine(at):
                continue
            return word
        return ""

    def _is_mine(self, at: int) -> bool:
        """Tell whether the verb at a place has the first person before it, and nobody else nearer."""
        lower = self.reading.lower
        if lower[at] in {"own", "leading", "head", "lead", "owner", "leader", "leadership", "owning", "managed", "ran", "drove"}:
            near = lower[max(0, at - 4) : at]
            if lower[at] in {"own", "lead"}:
                return False
            return bool({"i", "i'd"} & set(near)) or (lower[at] in {"owner", "leader"} and "i" in lower[:at])
        for word in reversed(lower[:at]):
            if word in _OTHERS:
                return False
            if word in _FIRST:
                return word != "we"
            if word in {".", ";", ":"}:
                return False
        return at == 0

    def _said_so(self, said: str) -> Passage | None:
        """Return the passage that says the same strong word of the same thing."""
        mine = self.reading.content
        for subject in self.scope:
            for passage in subject.passages:
                if passage.metric is not None:
                    continue
                words = passage.reading.lower
                strong = LEADING & set(words) or any(f" {p} " in f" {' '.join(words)} " for p in LEADING_PHRASES)
                shared = mine & passage.reading.content
                if strong and len(shared) >= 2 and len(shared) / max(1, len(mine)) >= 0.4:
                    return passage
        return None

    def _aligned(self, projects: list[Subject]) -> Subject:
        if len(projects) == 1:
            return projects[0]
        mine = self.reading.content
        return max(projects, key=lambda subject: (len(mine & subject.roots), subject.my_part in _OWN))

    # Polarity

    def _polarity(self) -> Iterator[Part]:
        for clause in clauses(self.reading):
            yield from self._denial(clause)
        yield from self._direction()

    def _roots(self, clause: Clause) -> frozenset[str]:
        return frozenset(each for at, each in self.reading.placed_roots if clause.start <= at < clause.end)

    def _denial(self, clause: Clause) -> Iterator[Part]:
        """Compare what a clause denies with what the passage closest to it denies."""
        lower = self.reading.lower[clause.start : clause.end]
        if HYPOTHETICAL & set(lower):
            return
        roots = self._roots(clause)
        if len(roots) < 2:
            return
        denied = [at for at in self.reading.negations if clause.start <= at < clause.end]
        best = self._closest(roots)
        if best is None:
            return
        passage, theirs = best
        if denied and _FIRST & set(lower) and not _FIRST & set(passage.reading.lower):
            return
        wrong = _contrary(self.reading, denied, roots, passage.reading, theirs)
        if wrong:
            message = f"{wrong}: the record says “{passage.text}”"
            yield Part(PartKind.POLARITY, self.reading.between(clause.start, clause.end), Status.UNVERIFIED, message, source_of(passage))

    def _closest(self, roots: frozenset[str]) -> tuple[Passage, Clause] | None:
        found: tuple[float, Passage, Clause] | None = None
        for subject in (*self.scope, *self.wide):
            for passage in subject.passages:
                if passage.metric is not None or len(roots & passage.reading.content) < 2:
                    continue
                for clause in clauses(passage.reading):
                    theirs = frozenset(e for at, e in passage.reading.placed_roots if clause.start <= at < clause.end)
                    shared = len(roots & theirs)
                    if shared < 2:
                        continue
                    score = shared / len(roots) + 0.5 * shared / len(theirs)
                    if found is None or score > found[0]:
                        found = (score, passage, clause)
            if found and subject not in self.scope:
                continue
        if found is None or found[0] < 0.9:
            return None
        return found[1], found[2]

    def _direction(self) -> Iterator[Part]:
        """Compare which way a sentence says something went with the figures, or with its source."""
        lower = self.reading.lower
        ways = [(at, word) for at, word in enumerate(lower) if word in RISING or word in FALLING]
        for at, word in ways:
            pair = self._pair_after(at)
            if pair is None:
                yield from self._direction_of_source(at, word)
                continue
            first, second = pair
            if (word in RISING and second < first) or (word in FALLING and second > first):
                yield Part(PartKind.POLARITY, word, Status.UNVERIFIED, f"“{word}” from {first:g} to {second:g}")

    def _pair_after(self, at: int) -> tuple[float, float] | None:
        lower = self.reading.lower
        found = [q for q in self.reading.quantities if q.at > at]
        for first, second in zip(found, found[1:], strict=False):
            if first.unit == second.unit and second.at - first.end <= 2 and "from" in lower[at : first.at] and lower[second.at - 1] == "to":
                return first.value, second.value
        return None

    def _direction_of_source(self, at: int, word: str) -> Iterator[Part]:
        clause = next(c for c in clauses(self.reading) if c.start <= at < c.end)
        before = frozenset(each for place, each in self.reading.placed_roots if clause.start <= place < at)
        after = frozenset(each for place, each in self.reading.placed_roots if at < place < clause.end)
        roots = before or after
        if not roots:
            return
        for subject in self.scope:
            for passage in subject.passages:
                if passage.metric is not None:
                    pair = passage.reading.quantities
                    name = frozenset(r for r in passage.reading.roots)
                    if len(pair) != 2 or pair[0].value == pair[1].value or not name or len(name & roots) / len(name) <= _BEHIND:
                        continue
                    rises = pair[1].value > pair[0].value
                elif len(roots & passage.reading.content) >= max(2, 0.6 * len(roots)):
                    ways = {w for w in passage.reading.lower if w in RISING or w in FALLING}
                    if not ways or (ways & RISING and ways & FALLING):
                        continue
                    rises = bool(ways & RISING)
                else:
                    continue
                if rises != (word in RISING):
                    message = f"“{word}”: the record says “{passage.text}”"
                    yield Part(PartKind.POLARITY, word, Status.UNVERIFIED, message, source_of(passage))
                return


def _contrary(mine: Reading, denied: list[int], roots: frozenset[str], theirs: Reading, clause: Clause) -> str:
    """Return what is denied on one side alone, of the words that both sides share; or an empty text."""
    their_denied = [at for at in theirs.negations if clause.start <= at < clause.end]
    their_roots = frozenset(e for at, e in theirs.placed_roots if clause.start <= at < clause.end)
    shared = roots & their_roots
    if len(denied) % 2 == len(their_denied) % 2:
        return ""
    if denied and not their_denied:
        near = _near(mine, denied[0]) & shared
        enough = len(shared) >= 0.5 * len(roots)
        return f"“{mine.tokens[denied[0]].text}”" if near and enough else ""
    if their_denied and not denied:
        near = _near(theirs, their_denied[0]) & shared
        enough = len(shared) >= 3 and len(shared) >= 0.6 * len(their_roots)
        return f"without “{theirs.tokens[their_denied[0]].text}”" if near and enough else ""
    return ""


def _near(reading: Reading, at: int) -> frozenset[str]:
    """Return the roots right after a word that denies, which are what it denies."""
    after = [each for place, each in reading.placed_roots if place > at][:_NEAR]
    return frozenset(after)


_ = (BETTER, WORSE, HELPING)
