"""The ledger: a row for each attempt to call a model, what came of it, and what it cost."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from prepsite.errors import PrepsiteError
from prepsite.writers.openai.cache import Usage

FILE = "ledger.sqlite3"
# An attempt that was killed keeps this, with the tokens it was begun for.
BEGUN = "begun, not ended"

_TABLE = """
CREATE TABLE IF NOT EXISTS attempts (
  id INTEGER PRIMARY KEY,
  begun_at TEXT NOT NULL,
  application TEXT NOT NULL,
  interview TEXT,
  turn INTEGER NOT NULL,
  server TEXT NOT NULL,
  asked TEXT NOT NULL,
  answered TEXT NOT NULL DEFAULT '',
  request TEXT NOT NULL,
  tokens_read INTEGER NOT NULL,
  tokens_cached INTEGER NOT NULL DEFAULT 0,
  tokens_written INTEGER NOT NULL DEFAULT 0,
  estimated INTEGER NOT NULL DEFAULT 1,
  cost TEXT,
  seconds REAL,
  outcome TEXT NOT NULL
)
"""
_COLUMNS = (
    "begun_at, application, interview, turn, server, asked, answered, request, "
    "tokens_read, tokens_cached, tokens_written, estimated, cost, seconds, outcome"
)


@dataclass(frozen=True)
class Attempt:
    """One attempt to call a model; `cost` in US dollars, None where the price is unknown."""

    application: str
    interview: str | None
    turn: int
    server: str
    asked: str
    request: str
    usage: Usage
    begun_at: str = ""
    answered: str = ""
    cost: Decimal | None = None
    seconds: float | None = None
    outcome: str = BEGUN

    @property
    def name(self) -> str:
        """Return how commands name the document."""
        return f"{self.application}/{self.interview}" if self.interview else self.application


class Ledger:
    """Attempts in an SQLite file; safe for threads and for several runs at once."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._lock = threading.Lock()

    def begin(self, attempt: Attempt) -> int:
        """Write an attempt down before it is made; return its number."""
        now = attempt.begun_at or datetime.now(UTC).isoformat(timespec="seconds")
        usage = attempt.usage
        row = (
            *(now, attempt.application, attempt.interview, attempt.turn, attempt.server, attempt.asked),
            *(attempt.answered, attempt.request, usage.read, usage.cached, usage.written, usage.estimated),
            *(_text(attempt.cost), attempt.seconds, attempt.outcome),
        )
        marks = ", ".join("?" * len(row))
        with self._open() as database:
            made = database.execute(f"INSERT INTO attempts ({_COLUMNS}) VALUES ({marks})", row)  # noqa: S608
            return made.lastrowid or 0

    def end(
        self, number: int, *, answered: str, usage: Usage, cost: Decimal | None, seconds: float, outcome: str
    ) -> None:
        """Write down what came of an attempt."""
        with self._open() as database:
            database.execute(
                "UPDATE attempts SET answered = ?, tokens_read = ?, tokens_cached = ?, tokens_written = ?, "
                "estimated = ?, cost = ?, seconds = ?, outcome = ? WHERE id = ?",
                (
                    *(answered, usage.read, usage.cached, usage.written, usage.estimated),
                    *(_text(cost), round(seconds, 3), outcome, number),
                ),
            )

    def attempts(self) -> tuple[Attempt, ...]:
        """Return all attempts, oldest first; none where nothing was called yet."""
        if not self._file.exists():
            return ()
        with self._open() as database:
            rows = database.execute(f"SELECT {_COLUMNS} FROM attempts ORDER BY id").fetchall()  # noqa: S608
        return tuple(_attempt(row) for row in rows)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._lock:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                with closing(sqlite3.connect(self._file, timeout=30)) as database, database:
                    database.execute(_TABLE)
                    yield database
        except (sqlite3.Error, OSError) as error:
            raise PrepsiteError(
                f"the ledger can't be used: {error}",
                where=str(self._file),
                remedy="check its rights and free space; if it is damaged, move it away",
            ) from error


def _attempt(row: Sequence[object]) -> Attempt:
    begun_at, application, interview, turn, server, asked, answered, request, *rest = row
    read, cached, written, estimated, cost, seconds, outcome = rest
    return Attempt(
        application=str(application),
        interview=str(interview) if interview else None,
        turn=_whole(turn),
        server=str(server),
        asked=str(asked),
        request=str(request),
        usage=Usage(_whole(read), _whole(cached), _whole(written), bool(estimated)),
        begun_at=str(begun_at),
        answered=str(answered),
        cost=Decimal(str(cost)) if cost is not None else None,
        seconds=float(seconds) if isinstance(seconds, float | int) else None,
        outcome=str(outcome),
    )


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _text(cost: Decimal | None) -> str | None:
    return None if cost is None else str(cost)
