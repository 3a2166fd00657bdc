"""A limit of cost for a run: each call reserves the most it can cost before it is made."""

import threading
from decimal import Decimal

from prepsite.errors import PrepsiteError
from prepsite.writers.openai.faults import Fault, FaultKind


class Budget:
    """Money for a run, in US dollars; without a limit it only counts. Safe for threads."""

    def __init__(self, limit: Decimal | None) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._reserved = Decimal(0)
        self._spent = Decimal(0)

    @property
    def spent(self) -> Decimal:
        """Return what calls have cost so far."""
        return self._spent

    def reserve(self, most: Decimal | None, where: str) -> Decimal:
        """Set aside what a call can cost; raise Fault where the limit could be passed."""
        if most is None:
            if self._limit is not None:
                raise PrepsiteError(
                    "the price of the model is unknown, so --max-cost can't be kept",
                    where=where,
                    remedy="set prices in prepsite.yml, or leave --max-cost out",
                )
            return Decimal(0)
        with self._lock:
            if self._limit is not None and self._spent + self._reserved + most > self._limit:
                raise Fault(
                    FaultKind.COST,
                    where=where,
                    said=f"up to {most} more after {self._spent + self._reserved} of {self._limit} US dollars",
                )
            self._reserved += most
        return most

    def settle(self, reserved: Decimal, cost: Decimal | None) -> None:
        """Give back what was set aside, and count what the call cost."""
        with self._lock:
            self._reserved -= reserved
            self._spent += cost or Decimal(0)
