"""A person who saves a file again and again, as editors do, and looks whether the save is still there.

Every save has a number. What prepsite writes says which save it was made from, so that at any time
the file tells the newest save that is in it.
"""

import json
import os
import random
import re
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

_WHOLE = re.compile(r"(?:save (\d+)|written \d+ from save (\d+)) of .*\n(?:.*\n)*end\n")
_LINES = "words that fill the file\n" * 80
# A write in between takes a few milliseconds until it has looked and given back.
PATIENCE = 5.0


def saved(number: int) -> str:
    """Return what the person's save of that number says."""
    return f"save {number} of a person\n{_LINES}end\n"


def written(count: int, number: int) -> str:
    """Return what prepsite writes from a save."""
    return f"written {count} from save {number} of a person\n{_LINES}end\n"


def newest(text: str) -> int:
    """Return the number of the save that a text is or was made from; -1 for a torn one."""
    match = _WHOLE.fullmatch(text)
    return int(match[1] or match[2]) if match else -1


@dataclass
class Saves:
    """What the person did, by the way of saving, and the saves that were not there any more."""

    ways: dict[str, int] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def save_at_random(path: Path, stop: Path, log: Path, seed: int) -> None:
    """Save until `stop` is there: after each burst of saves, wait until the last is in the file."""
    chance = random.Random(seed)
    found, number = Saves(), 0
    while not stop.exists():
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            number += 1
            way = chance.choice(tuple(WAYS))
            found.ways[way] = found.ways.get(way, 0) + 1
            WAYS[way](path, saved(number).encode(), chance)
        until = time.monotonic() + PATIENCE
        while (seen := newest(path.read_text("utf-8"))) != number and time.monotonic() < until:
            time.sleep(0.0005)
        if seen != number:
            found.missing.append(f"save {number} ({way}): the file holds {seen}")
        time.sleep(chance.choice((0, 0.0005, 0.002, 0.01)) * chance.random())
    log.write_text(json.dumps(asdict(found)), "utf-8")


def _atomically(path: Path, text: bytes, _: random.Random) -> None:
    beside = path.with_name("4913.swp")
    beside.write_bytes(text)
    beside.replace(path)


def _truncating(path: Path, text: bytes, chance: random.Random) -> None:
    _in_place(path, text, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, chance)


def _over_it(path: Path, text: bytes, chance: random.Random) -> None:
    _in_place(path, text, os.O_WRONLY | os.O_CREAT, chance)


def _in_place(path: Path, text: bytes, flags: int, chance: random.Random) -> None:
    number = os.open(path, flags, 0o644)
    time.sleep(chance.choice((0, 0, 0.001)) * chance.random())
    half = len(text) // 2
    os.write(number, text[:half])
    time.sleep(chance.choice((0, 0, 0.003)) * chance.random())
    os.write(number, text[half:])
    os.ftruncate(number, len(text))
    os.close(number)


WAYS = {"atomic": _atomically, "in place, truncated first": _truncating, "in place, cut after": _over_it}
