"""What making many values took is given back to the system."""

import sys
from pathlib import Path

import pytest

from prepsite.app.lasting import give_back

STATUS = Path("/proc/self/status")


def resident() -> int:
    """Return how many kB of memory this process holds."""
    return next(int(line.split()[1]) for line in STATUS.read_text().splitlines() if line.startswith("VmRSS"))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems give back by themselves, or not at all")
def test_what_is_free_between_what_lasts_is_given_back() -> None:
    values = [b"x" * (1500 + number % 1000) for number in range(30_000)]
    # Each keeps the memory before it from being given back by itself.
    lasting = values[::100]
    before = resident()
    values.clear()
    give_back()
    assert lasting
    assert resident() < before - 20_000
