"""Page templates filled: of the blank lines, those that the template leaves are taken out."""

import re
from collections.abc import Callable, Mapping

from prepsite.core.pages.markup import Held

_GAP = re.compile(r"\n{3,}")


def filled(fill: Callable[[Mapping[str, object]], str], values: Mapping[str, object]) -> str:
    """Return what `fill` makes of values, without gaps; a text that has some, as in code, keeps them."""
    held = Held()
    gaps = {
        name: held.hold(each) for name, each in values.items() if isinstance(each, str) and _GAP.search(each)
    }
    whole = _GAP.sub("\n\n", fill({**values, **gaps})).strip()
    return f"{held.release(whole) if gaps else whole}\n"
