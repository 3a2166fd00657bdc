"""A round's page as a tool: the head, what its sections are, and cards that preview what it cites.

The site finds questions, answers and tasks in rendered content by the labels that templates/prep
writes, in the language at hand and in English; where a person's edit took them away, the content is
drawn as the prose it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from prepsite.core.pages.page import LinkTo, When
from prepsite.core.words import SPOKEN, Words

_PARTS: Mapping[str, tuple[str, ...]] = {
    "why": ("Why likely", "Why it may come up"),
    "situation": ("Situation",),
    "task": ("Task",),
    "action": ("Action",),
    "result": ("Result",),
    "answer": ("Answer",),
    "challenge": ("They may ask",),
    "say": ("Say",),
    "never": ("Do not claim",),
    "risk": ("At risk",),
    "trade-offs": ("Trade-offs",),
    "next": ("They may go on with",),
    "evidence": ("Evidence",),
    "must": ("Must",),
    "should": ("Should",),
    "could": ("Could",),
}
SPOKEN_PARTS = frozenset({"situation", "task", "action", "result", "answer"})
"""The parts of a question's card that are said aloud."""


@dataclass(frozen=True)
class Person:
    """Somebody who will ask; `url` is a public page about them."""

    name: str
    title: str = ""
    url: str = ""


@dataclass(frozen=True)
class RoundHead:
    """What somebody needs to know of a round to be there on time.

    `status` is empty while it is to come. `place` is where they go, `join_url` where they call in.
    """

    status: str = ""
    moment: When | None = None
    due: When | None = None
    duration: str = ""
    form: str = ""
    place: str = ""
    join_url: str = ""
    people: tuple[Person, ...] = ()
    focus: tuple[str, ...] = ()
    links: tuple[LinkTo, ...] = ()


@dataclass(frozen=True)
class Preview:
    """What stands behind a link to the record: `kind` and `title` say what it is, `lines` begin it."""

    link: LinkTo
    kind: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class RoundTool:
    """A round's page or panel: `document` names its prep, and what the browser remembers about it.

    `fields` are those of its sections, by anchor; `labels` tell the parts of its items, as
    `label_key` makes them; `counts` tells whether there is a time left to count.
    """

    document: str
    head: RoundHead
    fields: Mapping[str, str]
    labels: Mapping[str, str]
    counts: bool = False


def label_key(text: str) -> str:
    """Return a label as it is looked up: without what ends it, whatever its case."""
    return " ".join(text.split()).rstrip(" .:：。").casefold()


def part_labels(languages: Iterable[Words] = ()) -> Mapping[str, str]:
    """Return the parts that labels name, in English and these languages; English goes last."""
    found: dict[str, str] = {}
    for words in (*languages, SPOKEN):
        for part, texts in _PARTS.items():
            for text in texts:
                for said in (words(text), words(f"{text}."), words(f"{text}:")):
                    found.setdefault(label_key(said), part)
    return MappingProxyType(found)
