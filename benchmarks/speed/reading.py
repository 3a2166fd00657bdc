"""What reading and checking a whole vault costs: from nothing, again, and after an edit."""

import sys
from collections.abc import Sequence
from itertools import count
from random import Random

from speed.makers import Maker, Round
from speed.processes import Used, measured
from speed.tables import spread, table

Checks = dict[str, list[Used]]


def check_in_turn(maker: Maker, rounds: Sequence[Round], repeat: int) -> Checks:
    """Run `prepsite check` and `prepsite plan` in prepsite's folder; what they find doesn't matter here."""
    found: Checks = {}
    words, dice = (f"edit{number}" for number in count(1)), Random(9)

    def take(name: str, command: str) -> None:
        called = (sys.executable, "-m", "prepsite", "--root", str(maker.folder), command)
        found.setdefault(name, []).append(measured(called, maker.folder, fine=(0, 1)))

    for _ in range(repeat):
        for command in ("check", "plan"):
            maker.forget()
            take(f"`prepsite {command}`, cold", command)
            take(f"`prepsite {command}`, warm", command)
            maker.edit(dice.choice(rounds), next(words))
            take(f"`prepsite {command}`, one prep.md edited", command)
    return found


def table_of_checks(found: Checks) -> str:
    """Return the table of what each took."""
    rows = [
        [
            name,
            spread([one.wall for one in taken], 2),
            spread([one.cpu for one in taken], 2),
            spread([one.memory.resident for one in taken], 0),
        ]
        for name, taken in found.items()
    ]
    return table(["", "wall, s", "CPU, s", "peak MiB"], rows)
