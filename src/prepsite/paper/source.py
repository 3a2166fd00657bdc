"""Pieces of a Typst source: calls in code mode, a statement a line, text as literals alone."""

from collections.abc import Iterable

from prepsite.paper.typesetting import literal

NOTHING = "[]"


def block(statements: Iterable[str]) -> str:
    """Return statements as one value: what they make, joined."""
    lines = [statement for statement in statements if statement]
    if not lines:
        return NOTHING
    return "{\n" + "\n".join(lines) + "\n}"


def text_block(text: str) -> str:
    """Return plain text as content."""
    return f"[#{literal(text)}]" if text else NOTHING


def call(name: str, *values: str, **named: str) -> str:
    """Return a call; its values are code."""
    given = [*values, *(f"{key.replace('_', '-')}: {value}" for key, value in named.items())]
    return f"{name}({', '.join(given)})"


def to_page(label: str, code: str, on_page: str) -> str:
    """Return a link to a label of the same document, with its page: `on_page` is "p. {n}"."""
    # A line that ends between "p." and its number reads as the end of a sentence.
    before, _, after = on_page.replace(" ", "\u00a0").partition("{n}")
    return call("prep-to", literal(label), code, literal(before), literal(after))


def array(values: Iterable[str]) -> str:
    """Return an array of values, which are code."""
    items = list(values)
    return "(" + ", ".join(items) + ("," if len(items) == 1 else "") + ")"


def truth(value: bool) -> str:
    """Return a truth value."""
    return "true" if value else "false"
