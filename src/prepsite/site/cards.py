"""Folded blocks as cards the theme draws: a question, its badges, and the labelled parts of its answer."""

import re
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from prepsite.core.prep_labels import english_of
from prepsite.site.folding import FOLD
from prepsite.site.fragments import Element, all_text, digest, elements, own_text

_ROLES: Final = {
    "Why likely": "why",
    "Why it may come up": "why",
    "Situation": "situation",
    "Task": "task",
    "Action": "action",
    "Result": "result",
    "Answer": "answer",
    "They may ask": "challenge",
    "Say": "say",
    "Do not claim": "never",
    "At risk": "risk",
    "Trade-offs": "trade-offs",
    "They may go on with": "next",
    "Evidence": "evidence",
}
_SPOKEN = frozenset({"situation", "task", "action", "result", "answer"})
_LABEL = re.compile(r"\s*<(?P<tag>strong|em)>(?P<label>[^<]{1,60})</(?P=tag)>\s*")
_ONLY_EMPHASIS = re.compile(r"\s*<em>(?P<text>[^<]{1,120})</em>\s*")
_NUMBER = re.compile(r"^\s*\d{1,3}[.)]\s+")


@dataclass(frozen=True)
class PartView:
    """A part of a card: `role` is what it is for, and empty where no label says so."""

    role: str
    label: str
    html: Markup


@dataclass(frozen=True)
class CardView:
    """A card: `badges` are its kind and its speaking time; `key` and `answer` are digests of its words.

    `key` names the question among those of its document, `answer` changes with what is said.
    """

    anchor: str
    title: str
    heading: Markup
    badges: tuple[str, ...]
    parts: tuple[PartView, ...]
    key: str
    answer: str


def is_card(element: Element) -> bool:
    """Tell whether an element is a folded block."""
    return element.tag == "details" and FOLD in element.classes


def card(element: Element) -> CardView | None:
    """Return a folded block as a card, or None where its summary holds no heading."""
    first, *rest = elements(element.inner) or [Element("", "", "", "")]
    heading = next((inner for inner in elements(first.inner) if inner.tag == "h3"), None)
    if first.tag != "summary" or heading is None:
        return None
    badges: tuple[str, ...] = ()
    if (
        rest
        and rest[0].tag == "p"
        and (found := _ONLY_EMPHASIS.fullmatch(rest[0].inner))
        and "·" in found["text"]
    ):
        badges = tuple(all_text(part) for part in found["text"].split("·") if part.strip())
        rest = rest[1:]
    parts = _parts(rest)
    title = _NUMBER.sub("", all_text(heading.inner))
    spoken = [own_text(part.html) for part in parts if part.role in _SPOKEN]
    return CardView(
        heading.id,
        title,
        Markup(heading.html),  # noqa: S704 - sanitised
        badges,
        parts,
        digest(title),
        digest(*(spoken or (own_text(part.html) for part in parts))),
    )


def _parts(content: list[Element]) -> tuple[PartView, ...]:
    """Part content at its labels; what stands before the first one has no role."""
    found: list[tuple[str, str, list[str]]] = []
    for element in content:
        label = _LABEL.match(element.inner) if element.tag == "p" else None
        role = _ROLES.get(english_of(label["label"]), "") if label else ""
        if label and role:
            rest = element.inner[label.end() :]
            said = label["label"].strip().rstrip(".:")
            found.append((role, all_text(said), [f"<p>{rest}</p>"] if rest.strip() else []))
        elif found:
            found[-1][2].append(element.html)
        else:
            found.append(("", "", [element.html]))
    return tuple(PartView(role, said, Markup("\n".join(html))) for role, said, html in found)  # noqa: S704
