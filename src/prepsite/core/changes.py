"""What changed in what prep was made from: old → new, reference by reference."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from prepsite.core.inputs import Inputs
from prepsite.core.phrases import phrase, phrases
from prepsite.models.keeping import MAX_SAID
from prepsite.models.provenance import Provenance
from prepsite.models.reference import Reference, ReferenceKind

GONE, NEW = "gone", "new"
# A long text is told by so many characters around the first difference.
_SHOWN, _BEFORE = 60, 20
_NUMBER = re.compile(r"\.\d+(?=\.|$)")
_REST = "the rest of it"

Said = Mapping[str, Mapping[str, str]]
TellsThen = Callable[[Provenance], Said]
"""Tells what the inputs of prep said when it was written."""


@dataclass(frozen=True)
class SaidThen:
    """Tells what the inputs of prep said when it was written.

    `digests` are those of the files of `base/` which it is told from, and take much less than to read them.
    """

    told: TellsThen
    digests: Callable[[Iterable[Provenance]], Sequence[str]]


def _nothing(_: Provenance) -> Said:
    return {}


def _no_digests(asked: Iterable[Provenance]) -> Sequence[str]:
    return ["" for _ in asked]


nothing_kept = SaidThen(_nothing, _no_digests)
"""Without files of `base/` nobody knows what an input said."""


@dataclass(frozen=True, slots=True)
class Change:
    """One text that says something else now; empty where there was, or is, nothing.

    `leaf` is the text's place in what `reference` names, items of lists without their numbers. It
    is empty for a change of the whole, where `new` may say what became of it.
    """

    reference: str
    leaf: str
    old: str = ""
    new: str = ""

    @property
    def told(self) -> str:
        """Return it as a phrase: "p99 latency: after 380 → 340 (project:…/metrics/p99 latency)"."""
        if not self.leaf:
            became = _BECAME.get(self.new, self.new)
            return (
                phrase("{reference} ({became})", reference=self.reference, became=became)
                if became
                else self.reference
            )
        name = _NAMES.get(self.leaf, self.leaf).replace(".", ": ").replace("_", " ")
        old, new = _excerpts(self.old, self.new)
        nothing = phrase("nothing")
        return phrase(
            "{what} {old} → {new} ({reference})",
            what=f"{_metric(self.reference)}{name}",
            old=old or nothing,
            new=new or nothing,
            reference=self.reference,
        )

    def __str__(self) -> str:
        """Return it in English."""
        return str(self.told)


_NAMES = {"text": "words"}
_BECAME = {GONE: phrase("gone"), NEW: phrase("new"), _REST: phrase("the rest of it")}


def changes_of(
    references: Iterable[str], then: Said, inputs: Inputs, application_id: str
) -> tuple[Change, ...]:
    """Return what changed of references that say something else than `then`; at least one for each."""
    found: list[Change] = []
    for reference in references:
        now = inputs.said(reference, application_id)
        old = then.get(reference)
        if not now:
            found.append(Change(reference, "", new=GONE))
        elif old is None:
            found.append(Change(reference, ""))
        else:
            changed = list(_leaf_by_leaf(reference, old, now)) if old else [Change(reference, "", new=NEW)]
            found += changed or [_unseen(reference, now)]
    return tuple(found)


def told(changes: Sequence[Change], most: int = 3) -> str:
    """Return the changes as one line, at most so many of them."""
    found = list(dict.fromkeys(change.told for change in changes))
    if len(found) <= most:
        return phrases(found)
    return phrase("{changes} and {n} more", changes=found[:most], n=len(found) - most)


def _leaf_by_leaf(reference: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    """Yield the leaves that differ; an item that only moved within its list does not."""
    before, after = _counted(old), _counted(new)
    gone = list((before - after).elements())
    come = list((after - before).elements())
    for leaf in dict.fromkeys(leaf for leaf, _ in (*gone, *come)):
        olds = [text for name, text in gone if name == leaf]
        news = [text for name, text in come if name == leaf]
        for number in range(max(len(olds), len(news))):
            one = olds[number] if number < len(olds) else ""
            other = news[number] if number < len(news) else ""
            yield Change(reference, leaf, one, other)


def _counted(leaves: Mapping[str, str]) -> Counter[tuple[str, str]]:
    # A text that was cut short is compared as far as it was kept.
    return Counter((_NUMBER.sub("", leaf), text[:MAX_SAID]) for leaf, text in leaves.items())


def _unseen(reference: str, now: Mapping[str, str]) -> Change:
    """Return a change of which no part was kept: an order, or what stands beyond what is kept."""
    is_long = any(len(text) >= MAX_SAID for text in now.values())
    return Change(reference, "", new=_REST if is_long else "")


def _metric(reference: str) -> str:
    try:
        parsed = Reference.parse(reference)
    except ValueError:
        return ""
    return f"{parsed.part}: " if parsed.kind is ReferenceKind.METRIC else ""


def _excerpts(old: str, new: str) -> tuple[str, str]:
    """Return both texts, of long ones what stands around their first difference."""
    if max(len(old), len(new)) <= _SHOWN:
        return old, new
    same = next((n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
    # Both begin at the same word: what stands before the difference is the same.
    start = old.rfind(" ", 0, max(0, same - _BEFORE)) + 1
    return _cut(old, start), _cut(new, start)


def _cut(text: str, start: int) -> str:
    end = start + _SHOWN
    return f"{'…' if start and text else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"
