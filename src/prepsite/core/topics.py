"""Topics as people note them, in other words each time: which are the same."""

from prepsite.core.grounding.reading import read


def topic_key(topic: str) -> frozenset[str]:
    """Return what a topic's spellings share: the roots of its words, and its figures."""
    reading = read(topic)
    figures = {token.text for token in reading.tokens if token.kind == "number"}
    return reading.content | figures or frozenset({topic.casefold()})
