"""Checks what a sentence denies, or no longer denies, against the passage that says the same thing."""

import itertools
from collections.abc import Iterator, Sequence

from prepsite.core.grounding.lexicon import STOP
from prepsite.core.grounding.passages import Passage
from prepsite.core.grounding.reading import Clause, Reading
from prepsite.core.grounding.scope import Scope
from prepsite.core.grounding.tokens import root
from prepsite.core.grounding.verdict import Part, PartKind, Source, Status
from prepsite.core.grounding.wordlists import each_of

_FIRST = frozenset({"i", "we", "i've", "we've", "i'd", "i'm"})
_EXACT = frozenset({PartKind.FIGURE, PartKind.TEAM, PartKind.TOOL, PartKind.DATE})
_DEEDS = frozenset({"not", "never", "didn't"})
_MINE = frozenset({"my", "mine", "me"})
# What others did may well be denied of oneself.
_OTHERS = each_of("others other somebody someone she he they colleague")
_OBJECTS = each_of("nobody nothing none neither nowhere no-one")
# Whether one led is the project's to say.
_PARTS = frozenset(root(word) for word in ("lead", "own", "head", "manage"))
_EVERYBODY = frozenset({"everybody", "everyone"})
_ALL = _EVERYBODY | {"all", "every", "each", "whole", "everything"}
_NEAR = 3
_KNOWN = 2
_REACH = 3
_LESS_LIKE = 0.4
_LIKE = 0.5
_MORE_LIKE = 0.7
_CLOSEST = 8


class DenialCheck:
    """Checks the negations of one sentence, and those it should have.

    `parts_so_far` are its other parts, `hidden` the roots of names.
    """

    def __init__(
        self, reading: Reading, scope: Scope, parts_so_far: Sequence[Part], hidden: frozenset[str]
    ) -> None:
        self.reading = reading
        self.scope = scope
        self.parts_so_far = parts_so_far
        self.hidden = hidden

    def parts(self) -> Iterator[Part]:
        """Yield a part for the first phrase that says the contrary of the record."""
        for phrase in self.reading.phrases:
            message, source = self._wrong(phrase)
            if message:
                text = self.reading.between(phrase.start, phrase.end)
                yield Part(PartKind.POLARITY, text, Status.UNVERIFIED, message, source)
                return

    def _wrong(self, phrase: Clause) -> tuple[str, Source | None]:
        """Return what is wrong with a phrase and what says so, or empty."""
        denied = next((at for at in self.reading.negations if phrase.start <= at < phrase.end), None)
        if denied is not None:
            source = self._inserted(phrase, denied)
            if source is not None:
                return f"“{self.reading.tokens[denied].text}”: the record says “{source.text}”", source
            return ("nothing in the record denies this", None) if self._unbacked(phrase, denied) else ("", None)
        passage = self._dropped(phrase)
        if passage is not None:
            return f"the record denies it: “{passage.text}”", passage.source
        if self._is_stressed(phrase):
            return "nothing in the record says that it did", None
        word = self._universal(phrase)
        return (f"nothing in the record says so of {word}", None) if word else ("", None)

    # Denied here alone

    def _inserted(self, phrase: Clause, at: int) -> Source | None:
        """Return what affirms what a phrase denies, None where the record denies it too."""
        if self.reading.wishes(phrase):
            return None
        denied = governed(self.reading, at)
        roots = self.reading.roots_in(phrase)
        is_deed = bool(_FIRST & set(self.reading.lower[max(0, at - 3) : at]))
        if not is_deed and _MINE & set(self.reading.lower[at : phrase.end]):
            return None
        first = frozenset([root for place, root in self.reading.placed_roots if place > at][:1])
        affirming = self._affirming(roots, denied, first, is_deed=is_deed)
        if affirming is not None:
            return affirming.source
        return self._told_exactly(phrase, at, denied | roots) if is_deed else None

    def _unbacked(self, phrase: Clause, at: int) -> bool:
        """Tell whether a deed is denied of which the record knows, and nothing in it denies it."""
        if self.reading.lower[at] not in _DEEDS or self.reading.wishes(phrase):
            return False
        if not _FIRST & set(self.reading.lower[max(0, at - 3) : at]) or not self._is_past(at):
            return False
        denied = governed(self.reading, at)
        if "again" in self.reading.lower[phrase.start : phrase.end]:
            return False
        known = {each for subject in self.scope.near for each in denied if each in subject.index}
        if len(known) < _KNOWN or denied & _PARTS:
            return False
        if any(denied & passage.reading.content for passage in self.scope.record.retracted):
            return False
        deeds = (match.passage.reading for match in self.scope.matches(denied, least=1))
        return not any(
            _is_of_others(each) or any(governed(each, place) & denied for place in each.negations)
            for each in deeds
        )

    def _is_past(self, at: int) -> bool:
        """Tell whether a denial is of a deed: "I did not", "I never", and not "I am not"."""
        before = self.reading.lower[at - 1] if at else ""
        return (
            self.reading.lower[at] == "didn't"
            or before == "did"
            or (self.reading.lower[at] == "never" and before in _FIRST)
        )

    def _affirming(
        self, roots: frozenset[str], denied: frozenset[str], first: frozenset[str], *, is_deed: bool
    ) -> Passage | None:
        """Return the closest passage that affirms what is denied, None where one as close denies it."""
        if not denied:
            return None
        best: Passage | None = None
        most = 0
        for match in self.scope.matches(roots, least=1):
            if match.shared < most:
                break
            theirs = match.passage.reading
            same = first if is_deed else denied
            if any(governed(theirs, each) & same for each in theirs.negations):
                return None
            least = max(2, (_LESS_LIKE if is_deed else _MORE_LIKE) * len(roots))
            is_same = is_deed or bool(first & theirs.content)
            if best is None and match.shared >= least and is_same and match.passage.metric is None:
                if len(theirs.negations) >= len(self.reading.negations) or _is_of_others(theirs):
                    return None
                best, most = match.passage, match.shared
        return best

    def _told_exactly(self, phrase: Clause, at: int, roots: frozenset[str]) -> Source | None:
        """Return what backs a figure or a tool of a deed that is denied: nobody denies in such detail."""
        text = self.reading.between(at, phrase.end)
        for part in self.parts_so_far:
            if (
                part.kind in _EXACT
                and part.source
                and part.status is not Status.UNVERIFIED
                and part.text in text
            ):
                closest = [match.passage.reading for match in self.scope.matches(roots, least=1)[:_CLOSEST]]
                denying = any(governed(each, place) & roots for each in closest for place in each.negations)
                others = any(_is_of_others(each) for each in closest)
                if not denying and not others and not part.source.reference.startswith("notes:"):
                    return part.source
        return None

    # Affirmed of all, or with stress

    def _universal(self, phrase: Clause) -> str:
        """Return "everybody" where a phrase says of all what the record says of nobody in particular."""
        words = self.reading.lower[phrase.start : phrase.end]
        said = next((word for word in words if word in _EVERYBODY), "")
        roots = self.reading.roots_in(phrase)
        if not said or not roots or self.reading.wishes(phrase):
            return ""
        closest = self.scope.matches(roots, least=1)[:_CLOSEST]
        return "" if any(_ALL & match.passage.reading.words for match in closest) else said

    def _is_stressed(self, phrase: Clause) -> bool:
        """Tell whether a phrase affirms with "did" what nothing in the record tells: "I did use it"."""
        found = self.reading.tokens
        for at in range(phrase.start + 1, phrase.end - 1):
            after = found[at + 1]
            asks = "what" in self.reading.lower[max(0, at - 3) : at]
            if found[at].lower != "did" or after.kind != "word" or after.lower in STOP or asks:
                continue
            roots = self.reading.roots_in(phrase)
            closest = self.scope.matches(roots, least=1)[:1]
            return not closest or closest[0].shared < max(min(2, len(roots)), _MORE_LIKE * len(roots))
        return False

    # Denied in the record alone

    def _dropped(self, phrase: Clause) -> Passage | None:
        """Return the passage that denies what a phrase affirms in the same words, or None."""
        roots = self.reading.roots_in(phrase) - self.hidden
        if not roots:
            return None
        wished = self.reading.wishes(phrase)
        for match in self.scope.matches(roots, least=1)[:_CLOSEST]:
            theirs = match.passage.reading
            if self._denials(theirs) >= len(theirs.negations) or not wished <= theirs.words:
                continue
            for at in theirs.negations:
                denied = governed(theirs, at) - self.hidden
                own = theirs.roots_in(theirs.phrase_at(at)) - self.hidden
                shared = roots & own
                if not denied or len(denied & roots) < min(2, len(denied)) or _is_denied(self.reading, denied):
                    continue
                alike = len(shared) >= max(2, _LIKE * len(roots))
                if alike and not self._affirmed(roots, match.passage):
                    return match.passage
        return None

    def _denials(self, theirs: Reading) -> int:
        """Return how many of the sentence's own negations may be those of a passage."""
        denied = (governed(self.reading, at) for at in self.reading.negations)
        return sum(1 for each in denied if not each or each & theirs.content)

    def _affirmed(self, roots: frozenset[str], denying: Passage) -> bool:
        """Tell whether another passage affirms the same as closely, by the whole sentence."""
        least = len(roots & denying.reading.content)
        whole = len(self.reading.content & denying.reading.content)
        for match in self.scope.matches(roots, least=max(1, least))[:_CLOSEST]:
            theirs = match.passage.reading
            if match.passage is denying or any(governed(theirs, at) & roots for at in theirs.negations):
                continue
            if len(self.reading.content & theirs.content) >= whole:
                return True
        return False


def _is_of_others(reading: Reading) -> bool:
    """Tell whether a passage tells what others did."""
    passive = any(
        token.lower == "by" and after.is_capital for token, after in itertools.pairwise(reading.tokens)
    )
    return (passive or bool(_OTHERS & reading.words)) and not (_FIRST | _MINE) & reading.words


def _is_denied(reading: Reading, roots: frozenset[str]) -> bool:
    """Tell whether a sentence denies any of the roots somewhere."""
    return any(governed(reading, at) & roots for at in reading.negations)


def governed(reading: Reading, at: int) -> frozenset[str]:
    """Return the roots that a word which denies denies: those after it in its phrase, or else before it."""
    phrase = reading.phrase_at(at)
    after = [root for place, root in reading.placed_roots if at < place < phrase.end][:_NEAR]
    if after or reading.lower[at] not in _OBJECTS:
        return frozenset(after)
    return frozenset(
        [root for place, root in reading.placed_roots if max(phrase.start, at - _REACH) <= place < at][-2:]
    )
