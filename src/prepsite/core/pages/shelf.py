"""What was made last, kept while there is room for it."""

from collections import OrderedDict
from collections.abc import Collection, Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Shelf(Generic[V]):
    """Values by what they were made for; those asked for longest ago are let go."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, V] = OrderedDict()

    def get(self, key: Hashable) -> V | None:
        """Return a value if it is still kept."""
        value = self._values.get(key)
        if value is not None:
            self.put(key, value)
        return value

    def drop(self, key: Hashable) -> None:
        """Let go of a value."""
        self._values.pop(key, None)

    def keep_only(self, keys: Collection[Hashable]) -> None:
        """Let go of the values for all other keys, and of these keys themselves."""
        for key in tuple(self._values):
            if key not in keys:
                self._values.pop(key, None)

    def put(self, key: Hashable, value: V) -> None:
        """Keep a value, and let the oldest ones go."""
        # Threads that serve may put at once: each step leaves the shelf whole.
        self._values.pop(key, None)
        self._values[key] = value
        while len(self._values) > self._most:
            self._values.pop(next(iter(tuple(self._values))), None)
