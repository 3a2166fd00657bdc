"""Work that is put off until nobody waits for a page."""

import threading
from collections.abc import Callable

SOON, LATER = 0.1, 2.0
"""Seconds until whoever opened a page has it, and until it is unlikely that somebody edits right now."""


class AtRest:
    """Does what it was told last of each kind, in a thread, once some time went by without another word."""

    def __init__(self) -> None:
        self._timers: dict[str, threading.Timer] = {}
        self._lock = threading.Lock()

    def do(self, kind: str, after: float, work: Callable[[], object]) -> None:
        """Do some work in so many seconds, in place of what was to be done of that kind."""
        timer = threading.Timer(after, work)
        timer.daemon = True
        with self._lock:
            if earlier := self._timers.pop(kind, None):
                earlier.cancel()
            self._timers[kind] = timer
            timer.start()

    def stop(self) -> None:
        """Do nothing of what hasn't begun."""
        with self._lock:
            for timer in self._timers.values():
                timer.cancel()
            self._timers.clear()
