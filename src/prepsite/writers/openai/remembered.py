"""Batches that were given to a server, remembered until their replies are written.

Each is a file of its own: written before anything is uploaded, and again after each step, so that
whoever finds it after a crash knows how far it came.
"""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from prepsite.errors import PrepsiteError, UsageError
from prepsite.writers.openai.keeping import keep
from prepsite.writers.openai.ladder import Dialect
from prepsite.writers.openai.request import Request

FOLDER = "batches"
_Digest = Field(pattern=r"^[0-9a-f]{64}$")
_Identifier = Field(default=None, pattern=r"^[A-Za-z0-9_.:-]{1,200}$")


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Task(_Kept):
    """A document that a batch was asked for."""

    application: str
    interview: str | None = None

    @property
    def name(self) -> str:
        """Return how commands name the document."""
        return f"{self.application}/{self.interview}" if self.interview else self.application


class Line(_Kept):
    """A request of a batch, without its words: its digest, its size, the documents it is for."""

    request: str = _Digest
    tasks: tuple[Task, ...]
    prompt_tokens: int
    prompt_characters: int
    cap: int

    @classmethod
    def of(cls, request: Request, task: Task) -> "Line":
        """Return the line of a request that a document is asked for by."""
        return cls(
            request=request.digest,
            tasks=(task,),
            prompt_tokens=request.prompt_tokens,
            prompt_characters=request.prompt_characters,
            cap=request.cap,
        )


class Batch(_Kept):
    """A batch: where it was given to, as what, for which documents.

    Without `file_id` nothing was uploaded yet; without `batch_id` it may or may not have been
    submitted. `stale` and `again` are the options it was asked with.
    """

    format: Literal[1] = 1
    id: str = Field(pattern=r"^[0-9a-f]{12}$")
    made_at: str
    base_url: str
    model: str
    dialect: Dialect
    stale: bool = False
    again: bool = False
    file_id: str | None = _Identifier
    batch_id: str | None = _Identifier
    lines: tuple[Line, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Return the documents it was asked for."""
        return tuple(task for line in self.lines for task in line.tasks)

    @property
    def label(self) -> str:
        """Return how messages name it: by prepsite's name, and the server's."""
        return f"batch {self.id}" + (f" ({self.batch_id})" if self.batch_id else "")


def new_batch(base_url: str, model: str, *, stale: bool, again: bool, dialect: Dialect) -> Batch:
    """Return a batch without lines, under a name of its own."""
    return Batch(
        id=uuid.uuid4().hex[:12],
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        base_url=base_url,
        model=model,
        dialect=dialect,
        stale=stale,
        again=again,
        lines=(),
    )


class Remembered:
    """The batches of a job search, one file each."""

    def __init__(self, private: Path) -> None:
        self.folder = private / FOLDER

    def __iter__(self) -> Iterator[Batch]:
        """Yield all batches, the oldest first; raise PrepsiteError for a file that can't be used."""
        return iter(
            sorted(map(self._load, self.folder.glob("*.json")), key=lambda batch: (batch.made_at, batch.id))
        )

    def save(self, batch: Batch) -> None:
        """Remember a batch durably, in one atomic step."""
        keep(self._path(batch.id), batch.model_dump_json(indent=1).encode())

    def forget(self, name: str) -> Batch:
        """Forget a batch by prepsite's name or the server's; raise UsageError where there is none."""
        known = list(self)
        for batch in known:
            if name in {batch.id, batch.batch_id}:
                self._path(batch.id).unlink(missing_ok=True)
                return batch
        names = ", ".join(batch.id for batch in known)
        raise UsageError(f"no batch {name!r} is remembered", remedy=f"those that are: {names or 'none'}")

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.json"

    def _load(self, path: Path) -> Batch:
        try:
            batch = Batch.model_validate_json(path.read_bytes())
        except (ValidationError, OSError) as error:
            raise PrepsiteError(
                "this remembered batch can't be read, so nothing tells what was already asked for",
                where=str(path),
                remedy="move the file away; the server's own pages list its batches",
            ) from error
        if path.stem != batch.id:
            raise PrepsiteError(
                f"this file says it is batch {batch.id}", where=str(path), remedy="move the file away"
            )
        return batch
