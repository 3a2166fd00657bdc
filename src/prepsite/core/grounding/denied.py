"""Checks what a sentence denies, or no longer denies, against the passage that says the same thing."""

from collections.abc import Iterator

from prepsite.core.grounding.lexicon import HYPOTHETICAL
from prepsite.core.grounding.passages import Passage
from prepsite.core.grounding.reading import Clause, Reading
from prepsite.core.grounding.scope import Scope
from prepsite.core.grounding.verdict import Part, PartKind, Status

_FIRST = frozenset({"i", "we", "i've", "we've", "i'd", "i'm"})
_NEAR = 3
_LIKE = 0.5
_MORE_LIKE = 0.6
_REACH = 3
_CLOSEST = 8


class DenialCheck:
    """Checks the negations of one sentence, and those that it should have."""

    def __init__(self, reading: Reading, scope: Scope) -> None:
        self.reading = reading
        self.scope = scope

    def parts(self) -> Iterator[Part]:
        """Yield a part for each phrase that says the contrary of the record."""
        for phrase in self.reading.phrases:
            lower = self.reading.lower[phrase.start : phrase.end]
            if HYPOTHETICAL & set(lower):
                continue
            denied = [at for at in self.reading.negations if phrase.start <= at < phrase.end]
            wrong = self._inserted(phrase, denied[0]) if denied else self._dropped(phrase)
            if wrong is not None:
                word = self.reading.tokens[denied[0]].text if denied else "without its “not”"
                message = f"“{word}”: the record says “{wrong.text}”" if denied else f"the record denies it: “{wrong.text}”"
                text = self.reading.between(phrase.start, phrase.end)
                yield Part(PartKind.POLARITY, text, Status.UNVERIFIED, message, wrong.source)
                return

    def _inserted(self, phrase: Clause, at: int) -> Passage | None:
        """Return the passage that affirms what a phrase denies, None where the record denies it or says nothing."""
        denied = governed(self.reading, at)
        if not denied:
            return None
        after = [root for place, root in self.reading.placed_roots if place > at]
        first = frozenset(after[:1])
        is_deed = bool(_FIRST & set(self.reading.lower[max(0, at - 3) : at]))
        roots = self.reading.roots_in(phrase)
        clause = self.reading.roots_in(self.reading.clause_at(at))
        affirming: Passage | None = None
        for match in self.scope.matches(clause | roots, least=1):
            theirs = match.passage.reading
            both = roots & theirs.content
            if not denied & theirs.content:
                continue
            if theirs.negations and any(governed(theirs, each) & (denied | roots) for each in theirs.negations):
                return None
            if not first & theirs.content:
                continue
            enough = len(both) >= max(2, (_LIKE if is_deed else _MORE_LIKE) * len(roots))
            if affirming is None and match.passage.metric is None and enough and not (is_deed and not self._is_own(match.passage)):
                affirming = match.passage
        return affirming

    def _is_own(self, passage: Passage) -> bool:
        return not passage.reference.startswith("notes:")

    def _dropped(self, phrase: Clause) -> Passage | None:
        """Return the passage that denies what a phrase affirms in the same words, or None."""
        roots = self.reading.roots_in(phrase)
        if not roots:
            return None
        for match in self.scope.matches(roots, least=1)[:_CLOSEST]:
            theirs = match.passage.reading
            if len(self.reading.negations) >= len(theirs.negations):
                continue
            for at in theirs.negations:
                denied = governed(theirs, at)
                own = theirs.roots_in(theirs.phrase_at(at))
                shared = roots & own
                if len(denied & roots) < min(2, len(denied)) or not denied:
                    continue
                alike = len(shared) >= 2 or roots == own
                if alike and len(shared) >= _LIKE * len(roots) and not self._affirmed(roots, match.passage):
                    return match.passage
        return None

    def _affirmed(self, roots: frozenset[str], denying: Passage) -> bool:
        """Tell whether another passage affirms the same as closely."""
        least = len(roots & denying.reading.content)
        for match in self.scope.matches(roots, least=max(1, least))[:_CLOSEST]:
            theirs = match.passage.reading
            if match.passage is denying:
                continue
            if not theirs.negations or not any(governed(theirs, at) & roots for at in theirs.negations):
                return True
        return False


def governed(reading: Reading, at: int) -> frozenset[str]:
    """Return the roots that a word which denies denies: those after it in its phrase, or else before it."""
    phrase = reading.phrase_at(at)
    after = [root for place, root in reading.placed_roots if at < place < phrase.end][:_NEAR]
    if after:
        return frozenset(after)
    return frozenset([root for place, root in reading.placed_roots if max(phrase.start, at - _REACH) <= place < at][-2:])
