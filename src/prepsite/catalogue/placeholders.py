"""A translation may only be filled with what the text that it stands for is filled with."""

from string import Formatter


def placeholders(text: str) -> frozenset[str] | None:
    """Return the names that a text is filled with, or None where its braces don't match."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return None


def fits(said: str, *meant: str) -> bool:
    """Tell whether a translation can be filled as each of these texts, its one or its many, would be.

    What is counted needn't be named: "one round" says the number too.
    """
    names = placeholders(said)
    if names is None:
        return False
    expected: frozenset[str] = frozenset().union(*(placeholders(text) or () for text in meant))
    return names <= expected and expected - names <= ({"n"} if len(meant) > 1 else set())
