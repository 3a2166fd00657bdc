"""Lists of words, as they are written in the package."""


def each_of(*lines: str) -> frozenset[str]:
    """Return the words of some lines, each once."""
    return frozenset(" ".join(lines).split())
