"""What was moved out of its order: whatever not every longest run in order holds."""

from collections import Counter
from collections.abc import Sequence


def out_of_order(fields: Sequence[str], order: Sequence[str]) -> set[str]:
    """Return the fields that are not in every longest increasing subsequence; each stands once."""
    ranks = [order.index(field) for field in fields]
    ending = _longest_ending_at(ranks)
    beginning = _longest_ending_at([-rank for rank in reversed(ranks)])[::-1]
    longest = max(ending, default=0)
    places = Counter(end for end, begin in zip(ending, beginning, strict=True) if end + begin - 1 == longest)
    return {
        field
        for field, end, begin in zip(fields, ending, beginning, strict=True)
        if end + begin - 1 < longest or places[end] > 1
    }


def _longest_ending_at(ranks: Sequence[int]) -> list[int]:
    """Return for each place the length of the longest increasing subsequence that ends there."""
    lengths: list[int] = []
    for number, rank in enumerate(ranks):
        lengths.append(1 + max((lengths[n] for n in range(number) if ranks[n] < rank), default=0))
    return lengths
