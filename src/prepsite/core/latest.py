"""What was looked at last: of few things more is known than can be told at once."""

from typing import Protocol
from weakref import WeakValueDictionary


class Forgets(Protocol):
    """Something that knows more of itself than it has to."""

    def forget(self) -> None:
        """Let go of all that can be worked out again."""


class Latest:
    """The things looked at last, at most so many; all others were made to forget. It keeps none alive."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._noted: WeakValueDictionary[int, Forgets] = WeakValueDictionary()

    def note(self, looked_at: Forgets) -> None:
        """Note that something is looked at now; what was looked at longest ago may have to forget."""
        # Threads that serve may note at once: each step leaves it whole.
        self._noted.pop(id(looked_at), None)
        self._noted[id(looked_at)] = looked_at
        for oldest in tuple(self._noted)[: -self._most]:
            if found := self._noted.pop(oldest, None):
                found.forget()
