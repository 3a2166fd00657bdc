"""Checks the degrees, certificates and licences that a sentence claims against those of the record."""

from collections.abc import Iterator
from functools import cached_property

from prepsite.core.grounding.lexicon import CREDENTIAL_NOUNS, CREDENTIALS, HOLDING, LEVELS, NEGATIONS, STOP
from prepsite.core.grounding.names import abbreviates, initials
from prepsite.core.grounding.passages import Passage
from prepsite.core.grounding.reading import Clause, Reading
from prepsite.core.grounding.scope import Scope
from prepsite.core.grounding.tokens import flat, root
from prepsite.core.grounding.verdict import Part, PartKind, Status
from prepsite.core.grounding.wordlists import each_of

_FIRST = frozenset({"i", "i'm", "my", "i've", "me", "you", "your", "you've"})
_NO_SUBJECT = frozenset(
    root(word) for word in (*CREDENTIALS, *HOLDING, "award", "university", "institute", "school")
)
_CERTIFIED = each_of("certified licensed chartered accredited")
_MOST = 0.6


class CredentialCheck:
    """Checks the credentials that one sentence claims for the candidate."""

    def __init__(self, reading: Reading, scope: Scope) -> None:
        self.reading = reading
        self.scope = scope

    def parts(self) -> Iterator[Part]:
        """Yield a part for each credential that the record does not list."""
        lower = self.reading.lower
        for at, word in enumerate(lower):
            if LEVELS.get(word) and self._is_level(at):
                yield from self._level(at, LEVELS[word])
        yield from self._certified()
        if HOLDING & self.reading.words and _FIRST & self.reading.words:
            for start, end in self._held():
                yield from self._listed(start, end)

    @cached_property
    def _credentials(self) -> tuple[Passage, ...]:
        found = (passage for subject in self.scope.record.own for passage in subject.passages)
        return tuple(passage for passage in found if passage.reference.startswith("credential:"))

    # Levels: a bachelor's, a PhD

    def _is_level(self, at: int) -> bool:
        """Tell whether a word means a degree here: "master" may also be a verb, a title or a copy."""
        token = self.reading.tokens[at]
        if (
            token.text.isupper()
            or token.lower.endswith("'s")
            or (token.text[:1].isupper() and token.text[1:] != token.text[1:].lower())
        ):
            return True
        after = self.reading.lower[at + 1] if at + 1 < len(self.reading.lower) else ""
        return after in {"degree", "of", "thesis", "in"} or token.lower in {
            "doctorate",
            "bachelors",
            "phd",
            "dphil",
        }

    def _level(self, at: int, level: str) -> Iterator[Part]:
        if any(place < at for place in self.reading.negations):
            return
        subject = self._subject(at)
        text = self.reading.tokens[at].text
        held = [p for p in self._credentials if level in {LEVELS.get(word) for word in p.reading.lower}]
        near = (p for each in self.scope.near for p in each.passages)
        held += [p for p in near if level in {LEVELS.get(word) for word in p.reading.lower}]
        if not held:
            message = f"no credential of the record is a {text}"
            yield Part(PartKind.CREDENTIAL, text, Status.UNVERIFIED, message)
        elif subject and not any(subject & p.reading.content for p in held):
            message = f"{text}: the record says “{held[0].text}”"
            yield Part(PartKind.CREDENTIAL, text, Status.UNVERIFIED, message, held[0].source)

    def _subject(self, at: int) -> frozenset[str]:
        """Return the roots of what a degree is in: "MSc in Statistics", "degree of Business Administration"."""
        lower = self.reading.lower
        start = at + 1
        while start < len(lower) and lower[start] in {"degree", "of", "science", "arts", "'s"}:
            start += 1
        if start >= len(lower) or lower[start] != "in":
            return frozenset()
        end = start + 1
        while (
            end < len(lower)
            and end < start + 5
            and lower[end] not in STOP
            and self.reading.tokens[end].kind == "word"
        ):
            end += 1
        return self.reading.roots_in(Clause(start + 1, end))

    # Certificates: what is held, earned, completed

    def _held(self) -> Iterator[tuple[int, int]]:
        """Yield where the thing stands that the candidate says to hold: "I hold a …", "my … certificate"."""
        lower = self.reading.lower
        for at, word in enumerate(lower):
            if word not in HOLDING or not _FIRST & set(lower[max(0, at - 4) : at + 2]):
                continue
            if NEGATIONS & set(lower[max(0, at - 3) : at + 3]):
                continue
            start = at + 1
            while start < len(lower) and lower[start] in {"a", "an", "the", "my", "also", "both"}:
                start += 1
            end = start
            while end < len(lower) and self.reading.tokens[end].kind != "mark" and lower[end] not in _ENDS:
                end += 1
            if end > start:
                yield start, end

    def _certified(self) -> Iterator[Part]:
        """Yield a part for what the candidate says to be certified as, where the record has no such words."""
        found = self.reading.tokens
        for at, token in enumerate(found):
            if token.lower not in _CERTIFIED or not _FIRST & set(self.reading.lower[:at]):
                continue
            end = at + 1
            while end < len(found) and (found[end].is_capital or (end > at + 1 and found[end].lower == "of")):
                end += 1
            name = flat(self.reading.between(at + 1, end)) if end - at > 2 else ""
            if name and f" {name} " not in self.scope.record.flat:
                text = self.reading.between(at, end)
                message = f"{text}: no credential of the record says so"
                yield Part(PartKind.CREDENTIAL, text, Status.UNVERIFIED, message)

    def _listed(self, start: int, end: int) -> Iterator[Part]:
        words = self.reading.lower[start:end]
        capitals = sum(token.is_capital for token in self.reading.tokens[start:end])
        if not CREDENTIAL_NOUNS & set(words) and not (capitals >= 2 and self._is_thing(start)):
            return
        if any(LEVELS.get(word) for word in words):
            return
        said = self.reading.roots_in(Clause(start, end)) - _NO_SUBJECT
        text = self.reading.between(start, end)
        numbers = [token.text for token in self.reading.tokens[start:end] if token.kind == "number"]
        if not said or self._is_known(said, text, numbers):
            return
        best = max(self._credentials, key=lambda p: len(said & p.reading.content), default=None)
        message = f"{text}: no credential of the record is about this" + (
            f"; the nearest is “{best.text}”" if best else ""
        )
        yield Part(PartKind.CREDENTIAL, text, Status.UNVERIFIED, message)

    def _is_thing(self, start: int) -> bool:
        return self.reading.lower[start - 1] in {"a", "an", "my", "the"}

    def _is_known(self, said: frozenset[str], text: str, numbers: list[str]) -> bool:
        near = (p for s in self.scope.near for p in s.passages)
        passages = (
            *self._credentials,
            *(p for p in near if len(said) > 1 or CREDENTIAL_NOUNS & p.reading.words),
        )
        for passage in passages:
            numbered = all(f" {number} " in passage.padded for number in numbers)
            if numbered and len(said & passage.reading.content) >= _MOST * len(said):
                return True
        if numbers:
            return False
        words = flat(text)
        own = self.scope.record.flat
        return (
            any(abbreviates(word, own) for word in words.split() if len(word) > 2)
            or f" {initials(words)} " in own
        )


_ENDS = each_of("""in from at since with for on of by during after before and when which that to while""")
