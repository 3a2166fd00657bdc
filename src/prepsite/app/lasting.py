"""Making many values that last as long as the process."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Of so many values nobody minds that they are looked through.
_FEW = 100_000


@contextmanager
def kept_for_good() -> Iterator[None]:
    """Have Python look through nothing that is made in the block for what could be thrown away.

    It would do so again and again while they are made, which takes longer than making them.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > _FEW:
            gc.freeze()
        gc.enable()
