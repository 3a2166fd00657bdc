"""Which part of a page is the posting: not its navigation, its forms, its other jobs."""

import re

from prepsite.core.capturing.tree import Node, Page, walk

FEWEST_WORDS, MANY_WORDS = 40, 150
_POSTING = re.compile(
    r"job-?_?(?:description|details|content|posting|body)|posting-?_?(?:description|content|page|details)|jobad"
    r"|vacancy|description__text|show-more-less-html|role-description|\bdescription\b|opening-content",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:^|[-_\s])(?:cookies?|consent|gdpr|onetrust|breadcrumbs?|newsletter|subscribe|shar(?:e|ing)|social|similar|related"
    r"|recommend(?:ed|ations)|sidebar|nav(?:bar|igation)?|menu|footer|skip-?(?:link|to-content)|sr-only|visually-hidden"
    r"|screen-reader(?:-text)?|login|sign-?(?:in|up)|modal|popup|banner|application-form|alert)(?:$|[-_\s])",
    re.IGNORECASE,
)
_NAMES = frozenset(
    {"nav", "footer", "aside", "button", "input", "canvas", "audio", "video", "dialog", "fieldset"}
)
_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "dialog", "alert", "complementary", "menu"}
)


def posting_of(page: Page) -> Node:
    """Return the element that holds the posting, or the whole page.

    An element that names itself so is taken where it holds half of what the page shows, or much.
    """
    shown = _shown(page.root)
    named = [node for node in walk(page.root) if _is_posting(node) or _is_main(node)]
    half = next((node for node in named if shown[id(node)] * 2 >= shown[id(page.root)]), None)
    largest = max(named, key=lambda node: shown[id(node)], default=page.root)
    chosen = half or (largest if shown[id(largest)] >= MANY_WORDS else page.root)
    return chosen if shown[id(chosen)] >= FEWEST_WORDS else page.root


def _shown(root: Node) -> dict[int, int]:
    """Return how many words each element shows, by its identity."""
    shown: dict[int, int] = {}
    for node in reversed(list(walk(root))):
        count = 0
        for child in node.children:
            if isinstance(child, str):
                count += len(child.split())
            elif not is_left_out(child, root.words):
                count += shown[id(child)]
        shown[id(node)] = count
    return shown


def _is_posting(node: Node) -> bool:
    return node.name in ("div", "section", "article", "main", "span") and bool(_POSTING.search(node.marks))


def _is_main(node: Node) -> bool:
    return node.name in ("main", "article") or node.attributes.get("role") == "main"


def is_left_out(node: Node, whole: int) -> bool:
    """Tell whether an element is not part of the posting; `whole` are the words of all that is looked at.

    What holds most of the words is never left out for its name alone: some pages stand in one form.
    """
    if node.is_hidden:
        return True
    if node.words * 2 > whole:
        return False
    if node.name in _NAMES or node.attributes.get("role", "").casefold() in _ROLES:
        return True
    if node.name == "form" or node.attributes.get("aria-hidden", "").casefold() == "true":
        return True
    return bool(_ASIDE.search(node.marks))
