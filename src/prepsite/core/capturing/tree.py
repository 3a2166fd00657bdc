"""Tags → a tree of elements, of bounded depth and size, without what nobody sees."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from prepsite.core.capturing.tags import RAW, Tag, tags_of
from prepsite.core.posting.words import decoded

# Real pages stay far below all three.
MOST_NODES, MOST_TAGS, MOST_TEXT = 60_000, 300_000, 1_500_000
# Far deeper than any real page; what is deeper hangs where this ends.
DEEPEST = 120
_VOID = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    }
)
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"}
    | {"hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot"}
    | {"th", "thead", "tr", "ul"}
)
# Opening the first closes an open one of the second, up to one of the third.
_CLOSES = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
}
_PARAGRAPH = frozenset({"p"})
_NO_PARAGRAPH = BLOCKS - _PARAGRAPH
_HIDING = re.compile(
    r"display:none|visibility:hidden|font-size:0(?![.\d]*[1-9])|opacity:0(?:[;!]|$)|opacity:0\.0*(?:[;!]|$)"
)


@dataclass(slots=True)
class Node:
    """An element: its children are elements and texts; `words` are counted with those below it."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)
    words: int = 0

    @property
    def marks(self) -> str:
        """Return what names the element: its id, classes and the like."""
        names = ("id", "class", "data-automation-id", "data-qa", "data-testid", "itemprop", "role")
        return " ".join(self.attributes[name] for name in names if name in self.attributes)

    @property
    def is_hidden(self) -> bool:
        """Tell whether the element says that it is not shown."""
        if "hidden" in self.attributes or self.attributes.get("type") == "hidden":
            return True
        if self.name == "dialog" and "open" not in self.attributes:
            return True
        style = re.sub(r"\s+", "", self.attributes.get("style", "")).casefold()
        return bool(style and _HIDING.search(style))


@dataclass
class Page:
    """A page: its tree, what its head says, and whether all of it was read."""

    root: Node
    title: str = ""
    metas: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    address: str = ""
    is_whole: bool = True


def read_page(text: str) -> Page:
    """Read a page; it is cut after the most nodes that are read."""
    page = Page(Node("html"))
    builder = _Builder(page)
    for number, token in enumerate(tags_of(text)):
        if builder.nodes > MOST_NODES or builder.signs > MOST_TEXT or number > MOST_TAGS:
            page.is_whole = False
            break
        builder.take(token)
    for node in reversed(list(walk(page.root))):
        node.words = sum(len(c.split()) if isinstance(c, str) else c.words for c in node.children)
    return page


def walk(root: Node) -> Iterator[Node]:
    """Yield an element and those below it, in the order of the page."""
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(child for child in reversed(node.children) if isinstance(child, Node))


class _Builder:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.stack = [page.root]
        self.nodes = self.signs = 0

    def take(self, token: Tag | str) -> None:
        if isinstance(token, str):
            self.nodes += 1
            token = token[:MOST_TEXT]
            self.signs += len(token)
            self.stack[-1].children.append(token)
        elif token.closes:
            self._close(token.name)
        else:
            self._open(token)

    def _open(self, tag: Tag) -> None:
        self._head(tag)
        if tag.name in RAW or tag.name in ("html", "head", "body"):
            return
        self._imply(tag.name)
        node = Node(tag.name, tag.attributes)
        self.nodes += 1
        self.stack[-1].children.append(node)
        if tag.name not in _VOID and len(self.stack) < DEEPEST:
            self.stack.append(node)

    def _close(self, name: str) -> None:
        for place in range(len(self.stack) - 1, 0, -1):
            if self.stack[place].name == name:
                del self.stack[place:]
                return

    def _imply(self, name: str) -> None:
        """Close what the opening of an element closes: an open paragraph, the item before it."""
        if name not in BLOCKS:
            return
        closed, within = _CLOSES.get(name, (_PARAGRAPH, _NO_PARAGRAPH))
        for place in range(len(self.stack) - 1, 0, -1):
            if self.stack[place].name in closed:
                del self.stack[place:]
                if name in ("tr",):
                    continue
                return
            if self.stack[place].name in within:
                return

    def _head(self, tag: Tag) -> None:
        """Note what the page says of itself."""
        page, found = self.page, tag.attributes
        if tag.name == "title" and not page.title:
            page.title = " ".join(decoded(tag.text[:2_000]).split())
        elif tag.name == "meta":
            name = (found.get("property") or found.get("name") or found.get("itemprop") or "").casefold()
            if name and found.get("content"):
                page.metas.setdefault(name, " ".join(found["content"].split()))
        elif tag.name == "script" and "ld+json" in found.get("type", "").casefold():
            page.scripts.append(tag.text)
        elif tag.name == "link" and "canonical" in found.get("rel", "").casefold().split():
            page.address = page.address or found.get("href", "").strip()
