"""Making many values that last as long as the process, and giving back what making them took."""

import gc
import sys
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


def give_back(*, of_all: bool = False) -> None:
    """Give memory back to the system that is free, but held for later; where that can't be done, do nothing.

    Judging a large vault leaves as much behind as the vault takes, and a large page some of it. `of_all` has
    what was to be kept for good looked through, too: a quarter of a second for 2,000 rounds.
    """
    if of_all:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
    else:
        gc.collect()
    if sys.platform == "linux":
        import ctypes

        # glibc has it; other C libraries give back by themselves, or not at all.
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
