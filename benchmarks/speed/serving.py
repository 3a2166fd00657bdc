"""Servers: how soon they answer, how soon an edit is served, what they cost while nothing happens."""

import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from http.client import HTTPException
from itertools import count
from random import Random
from statistics import median
from urllib.request import ProxyHandler, build_opener

from speed.makers import PLAIN, PREPSITE, Maker, Round, edit_project
from speed.processes import Memory, Server
from speed.tables import spread, table

MKDOCS = "mkdocs serve of a prepsite project"
_BY_ITSELF = build_opener(ProxyHandler({}))
_ASK = 0.005
_PATIENCE = 900.0
_AFTERWARDS = 3.0
_IDLE = 10.0
_PROJECTS = 3


@dataclass
class Served:
    """What one server did: seconds to the first page, to a round's after that, from edit to page; idle cost."""

    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    first_round: list[float] = field(default_factory=list)
    edits: list[float] = field(default_factory=list)
    projects: list[float] = field(default_factory=list)
    idle: float = 0.0
    memory: Memory = field(default_factory=lambda: Memory(0, 0))


def serve_in_turn(
    makers: Sequence[Maker], rounds: Sequence[Round], repeat: int, edits: int, others: int
) -> dict[str, Served]:
    """Measure prepsite's two servers with so many edits, and the others' with so many; 0 leaves them out."""
    found: dict[str, Served] = {}
    for maker in makers:
        if maker.name == PREPSITE:
            found["prepsite serve"] = _served(maker, rounds, repeat, edits)
            stock = (
                sys.executable,
                "-m",
                "mkdocs",
                "serve",
                "--quiet",
                "--livereload",
                "--dev-addr",
                "{address}",
            )
            found[MKDOCS] = _served(replace(maker, server=stock), rounds, repeat, edits)
        elif others:
            name = f"mkdocs serve, plain {PLAIN}" if maker.name == PLAIN else maker.name
            found[name] = _served(maker, rounds, 1, others)
    return found


def table_of_servers(found: dict[str, Served]) -> str:
    """Return the table of starts, edits, and what a server takes while nothing happens."""
    rows = [
        [
            name,
            spread(one.cold),
            spread(one.warm),
            spread(one.first_round, 3),
            f"{spread(one.edits, 3)}, of {len(one.edits)}",
            f"{median(one.projects):.3f}" if one.projects else "",
            f"{one.idle:.1%}",
            f"{one.memory.resident:.0f}",
            f"{one.memory.shared_once:.0f}",
        ]
        for name, one in found.items()
    ]
    return table(
        [
            "", "first page, cold, s", "warm, s", "a round's page then, s", "edit of a round → its page, s",
            "of a project, s", "idle CPU", "peak MiB", "held MiB",
        ],
        rows,
    )  # fmt: skip


def _served(maker: Maker, rounds: Sequence[Round], repeat: int, edits: int) -> Served:
    found, dice = Served(), Random(9)
    for _ in range(repeat):
        maker.forget()
        address = _free_address()
        with Server(maker.serving(address), maker.folder) as server:
            found.cold.append(_until(server, address, "index.html"))
            # What is kept is worked out behind the reader's back by some.
            _rest(server)
    for turn in range(repeat):
        address = _free_address()
        with Server(maker.serving(address), maker.folder) as server:
            found.warm.append(_until(server, address, "index.html"))
            asked = time.perf_counter()
            _until(server, address, dice.choice(rounds).uri)
            found.first_round.append(time.perf_counter() - asked)
            if turn == repeat - 1:
                _edit(found, server, address, maker, [dice.choice(rounds) for _ in range(edits)])
    return found


def _edit(found: Served, server: Server, address: str, maker: Maker, chosen: Sequence[Round]) -> None:
    """Edit one round after the other, then a project; then look at the server at rest."""
    words = (f"edit{number}" for number in count(int(time.time())))
    _rest(server)
    for one in chosen:
        # The page is open where it is looked at, as it is by whoever reads it and then edits.
        _until(server, address, one.uri)
        _rest(server)
        maker.edit(one, word := next(words))
        found.edits.append(_since(server, address, one.uri, word))
        _rest(server)
    for _ in range(_PROJECTS if maker.name == PREPSITE else 0):
        uri = edit_project(maker, word := next(words))
        found.projects.append(_since(server, address, uri, word))
        _rest(server)
    # What is kept and given back a moment after the last edit is part of it.
    time.sleep(_AFTERWARDS)
    _rest(server)
    before, start = server.cpu(), time.perf_counter()
    time.sleep(_IDLE)
    found.idle = (server.cpu() - before) / (time.perf_counter() - start)
    found.memory = server.memory()


def _since(server: Server, address: str, uri: str, word: str) -> float:
    start = time.perf_counter()
    _until(server, address, uri, word)
    return time.perf_counter() - start


def _until(server: Server, address: str, uri: str, word: str = "</html>") -> float:
    """Ask for a page until it holds the word; return the seconds since the server was started."""
    wanted, end = word.encode(), time.perf_counter() + _PATIENCE
    while wanted not in _page(address, uri):
        server.require_running()
        assert time.perf_counter() < end, f"{uri} has no {word} after {_PATIENCE:.0f} s"
        time.sleep(_ASK)
    return time.perf_counter() - server.started


def _page(address: str, uri: str) -> bytes:
    """Return a page, or nothing where there is none yet."""
    try:
        with _BY_ITSELF.open(f"http://{address}/{uri}", timeout=_PATIENCE) as answer:
            page: bytes = answer.read()
            return page
    except (OSError, HTTPException):
        return b""


def _rest(server: Server) -> None:
    """Wait until the server does nothing much, for a minute at the most."""
    end = time.perf_counter() + 60
    while time.perf_counter() < end:
        before = server.cpu()
        time.sleep(0.5)
        if server.cpu() - before < 0.1:
            return


def _free_address() -> str:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{found.getsockname()[1]}"
