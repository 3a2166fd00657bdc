"""Figures that belong together: one time said in two units, and two figures with a unit between them."""

from collections.abc import Sequence
from dataclasses import replace

from prepsite.core.grounding.numerals import CURRENCY, SENSES, Sense
from prepsite.core.grounding.quantity import Quantity

_YEAR, _LONGEST = 12.0, 60
_JOINS = frozenset({"to", "and", "or", "–", "—", "-", "then", "down", "up"})
_COMPARES = frozenset({"to", "from", "of", "than", "against", "for", "by", "after"})


def compounds(found: list[Quantity], texts: Sequence[str]) -> list[Quantity]:
    """Join what is one time: "1 h 35 min", "ten years and nine months"."""
    joined: list[Quantity] = []
    for each in found:
        last = joined[-1] if joined else None
        between = tuple(texts[last.end : each.at]) if last else ()
        if (
            last
            and last.unit == each.unit
            and each.unit in {"s", "month"}
            and between in {(), ("and",)}
            and last.factor > each.factor
            and not last.rate
        ):
            text = " ".join(texts[last.at : each.end])
            joined[-1] = replace(
                each, value=last.value + each.value, at=last.at, text=text, sense=last.sense, factor=each.factor
            )
        else:
            joined.append(each)
    return joined


def shared_units(found: list[Quantity], texts: Sequence[str]) -> list[Quantity]:
    """Give a figure said without a unit that of the one it is paired with: "from 2,400 to 380 ms"."""
    for n in range(len(found) - 1, 0, -1):
        first, second = found[n - 1], found[n]
        between = [word for word in texts[first.end : second.at] if word not in CURRENCY and word not in SENSES]
        joins = bool(between) and len(between) <= 2 and set(between) <= _JOINS and not second.is_article
        if joins and not first.noun and (second.unit or second.noun):
            if not first.unit:
                found[n - 1] = _like(first, second, magnify=True)
            elif first.unit == second.unit and first.factor == 1 < second.factor and first.raw < 1000:
                found[n - 1] = replace(first, value=first.raw * second.factor, factor=second.factor)
        if joins and first.sense is Sense.ABOUT and second.sense is Sense.EXACT:
            found[n] = replace(second, sense=Sense.ABOUT)
    for n in range(1, len(found)):
        first, second = found[n - 1], found[n]
        between = list(texts[first.end : second.at])
        changed_by = "by" in texts[max(0, first.at - 2) : first.at]
        if changed_by or not between or len(between) > 5 or between[-1] not in _COMPARES | set(SENSES):
            continue
        if ("," in between and "instead" not in between and between != [",", "to"]) or (
            between[-1] == "of" and between[-2:] != ["instead", "of"]
        ):
            continue
        if first.is_article or first.spelled == "half":
            continue
        if not second.unit and not second.noun and first.unit and first.unit != "pp":
            found[n] = _like(second, first)
    for n in range(1, len(found)):
        first, second = found[n - 1], found[n]
        between = list(texts[first.end : second.at])
        # "Four years surgical, more than six in ICU".
        bare = not second.unit and not second.noun and second.sense is not Sense.EXACT and second.factor == 1
        if (
            bare
            and first.unit == "month"
            and first.scale == _YEAR
            and second.raw < _LONGEST
            and 0 < len(between) <= 5
        ):
            found[n] = _like(second, first)
    return found


def _like(figure: Quantity, other: Quantity, *, magnify: bool = False) -> Quantity:
    magnifies = magnify and figure.factor == 1 and figure.raw < 1000
    scale = other.factor if magnifies else other.scale
    return replace(
        figure,
        value=figure.value * scale,
        step=figure.step * scale,
        factor=figure.factor * scale,
        scale=other.scale,
        is_inherited=True,
        unit=other.unit,
        rate=figure.rate or other.rate,
        noun=other.noun,
        head=other.head,
    )
