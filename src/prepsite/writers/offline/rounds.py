"""The rounds that a posting names, and which of them is this one."""

from dataclasses import dataclass

from prepsite.core.posting import SectionKind
from prepsite.models.vocabulary import Stage
from prepsite.writers.offline.record import Record


@dataclass(frozen=True)
class NamedRound:
    """What the posting says of this round, and of the one after it; empty where it says nothing."""

    this: str = ""
    following: str = ""


def named_round(record: Record) -> NamedRound:
    """Return how the posting describes the round that is prepared."""
    lexicon = record.lexicon
    step = lexicon.pattern("rounds", "step")
    steps = [piece for piece in record.posting.about(SectionKind.PROCESS) if step.search(piece.text)]
    stage = record.round.interview.stage
    found = [
        place for place, piece in enumerate(steps) if lexicon.pattern("rounds", stage.value).search(piece.text)
    ]
    if not found:
        return NamedRound()
    this = found[0]
    others = [name for name in Stage if name is not stage]
    following = next(
        (
            piece.text
            for piece in steps[this + 1 :]
            if any(lexicon.pattern("rounds", name.value).search(piece.text) for name in others)
        ),
        "",
    )
    return NamedRound(steps[this].text, following)
