"""Checks the titles that a sentence gives the candidate against those that the record says were held."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from prepsite.core.grounding.lexicon import SENIORITY, TITLE_HEADS, TITLE_MODIFIERS, TITLE_SHORT
from prepsite.core.grounding.passages import Subject
from prepsite.core.grounding.reading import Reading
from prepsite.core.grounding.scope import Scope
from prepsite.core.grounding.tokens import flat
from prepsite.core.grounding.verdict import Part, PartKind, Status

_ARTICLES = frozenset({"a", "an", "the", "my", "then", "now", "currently", "still", "already", "their", "its"})
_FIRST = frozenset({"i", "i'm", "my", "i've", "me", "you", "you're", "your"})
# Before a title these make it the candidate's own; those in the second set only beside the first person.
_OPENERS = frozenset({"as", "i'm", "am", "title", "became", "position", "post"})
_FIRST_OPENERS = frozenset({"was", "been", "to", "from", "and", "being", "is", "were", "are", "("})


class TitleCheck:
    """Checks the candidate's titles in one sentence."""

    def __init__(self, reading: Reading, scope: Scope) -> None:
        self.reading = reading
        self.scope = scope

    def parts(self) -> Iterator[Part]:
        """Yield a part for each title that the sentence gives the candidate."""
        for start, end in self._phrases():
            text = self.reading.between(start, end)
            said = Counter(_title_words(self.reading.lower[start:end]))
            subject = self._held(said, text)
            if subject is not None:
                yield Part(PartKind.TITLE, text, Status.SUPPORTED, "", subject.place("role").source)
                continue
            nearest = max(self._titled, key=lambda pair: sum((pair[1] & said).values()), default=None)
            if nearest:
                message = f"{text}: the record says {nearest[0].role}"
                yield Part(PartKind.TITLE, text, Status.UNVERIFIED, message, nearest[0].place("role").source)

    @cached_property
    def _titled(self) -> tuple[tuple[Subject, Counter[str]], ...]:
        """Return the titles of the record, each with its words; a role of several parts has several."""
        subjects = (subject for subject in (*self.scope.near, *self.scope.record.roles) if subject.role)
        return tuple(
            (subject, Counter(_title_words(flat(part).split())))
            for subject in subjects
            for part in (
                *subject.role.replace("(", ",").replace("/", ",").replace(")", "").split(","),
                subject.role,
            )
        )

    def _held(self, said: Counter[str], text: str) -> Subject | None:
        for subject, words in self._titled:
            if said <= words and _is_in_one_part(said, subject.role):
                return subject
        phrase = f" {flat(text)} "
        for subject in self.scope.near:
            if phrase in subject.flat:
                return subject
        return None

    def _phrases(self) -> Iterator[tuple[int, int]]:
        """Yield where the candidate says what his or her own title was."""
        at, lower = 0, self.reading.lower
        while at < len(lower):
            end = self._end(at)
            if end == at:
                at += 1
                continue
            if self._is_title(at, end) and self._is_own(at, end):
                yield at, end
            at = end

    def _end(self, start: int) -> int:
        """Return where a run of a title's words ends: capitalised words beside them belong to it."""
        found, end = self.reading.tokens, start
        if not self._belongs(start) and not (
            found[start].is_capital and start > 0 and self._belongs(start + 1)
        ):
            return start
        while end < len(found) and (
            self._belongs(end)
            or found[end].lower in {"-", "/"}
            or (found[end].is_capital and found[end].kind == "word" and found[end].text != "I" and end > 0)
        ):
            end += 1
        if end + 1 < len(found) and found[end].lower == "of" and found[end + 1].is_capital and end > start:
            end += 2
            while end < len(found) and found[end].is_capital and found[end].kind == "word":
                end += 1
        while end > start and not self._belongs(end - 1) and found[end - 1].kind != "word":
            end -= 1
        return end

    def _belongs(self, at: int) -> bool:
        lower = self.reading.lower
        word = _title_word(lower[at]) if at < len(lower) else ""
        return word in TITLE_HEADS or word in TITLE_MODIFIERS or word in SENIORITY

    def _is_title(self, start: int, end: int) -> bool:
        words = [_title_word(word) for word in self.reading.lower[start:end]]
        if not any(word in TITLE_HEADS for word in words):
            return False
        return len(words) > 1 or words[0] in SENIORITY

    def _is_own(self, start: int, end: int) -> bool:
        found, lower = self.reading.tokens, self.reading.lower
        before = start - 1
        while before >= 0 and lower[before] in _ARTICLES:
            before -= 1
        opener = lower[before] if before >= 0 else ""
        capitals = all(token.is_capital or token.lower == "of" for token in found[start:end])
        if before < 0:
            return (
                end - start > 1
                and found[end - 1].is_capital
                and end < len(found)
                and lower[end] in {"for", "at", "since", "from", ",", "in"}
            )
        if opener == "as":
            return end >= len(lower) or lower[end] != "as"
        if opener == "title" or (opener in {"was", "is"} and "title" in lower[:before]):
            return True
        first = _FIRST & set(lower)
        if opener in _OPENERS:
            return bool(first)
        if opener == "(" or (opener == "and" and capitals):
            return capitals and end - start > 1 and (opener == "(" or bool(first))
        if opener in _FIRST_OPENERS:
            near = set(lower[max(0, before - 4) : start])
            return bool(_FIRST & near) and "by" not in near
        return (
            capitals
            and end - start > 1
            and opener == ","
            and bool(first)
            and before > 0
            and not found[before - 1].is_capital
        )


def _is_in_one_part(said: Counter[str], role: str) -> bool:
    """Tell whether the words of a title are those of one part of a role, and not of two."""
    parts = role.replace("(", ",").replace("/", ",").replace(")", "").split(",")
    return any(said <= Counter(_title_words(flat(part).split())) for part in parts)


def _title_word(word: str) -> str:
    return TITLE_SHORT.get(word.rstrip("."), word)


def _title_words(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        plain = _title_word(word)
        if plain not in {"of", "the", "and", "-", "/"}:
            yield plain
