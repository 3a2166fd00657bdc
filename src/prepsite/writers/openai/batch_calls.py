"""Calls to a server's Files and Batches; whatever goes wrong is a Fault, as in other calls."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from prepsite.errors import PrepsiteError
from prepsite.writers.openai.batch import ENDPOINT, WINDOW
from prepsite.writers.openai.calling import Caller
from prepsite.writers.openai.faults import Fault, FaultKind

R = TypeVar("R")

# What batches are marked with at the server, so that one can be found again.
MARK = "prepsite"
ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
_LARGEST_FILE = 2 * 1024**3
_PAGE, _MOST_PAGES = 100, 50
_NO_SUCH_THING = frozenset({404, 405, 501})
_IDENTIFIER = re.compile(r"[A-Za-z0-9_.:-]{1,200}")
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 60.0


@dataclass(frozen=True)
class BatchState:
    """What a server says of a batch; `total` is 0 where it does not count."""

    id: str
    status: str
    done: int = 0
    failed: int = 0
    total: int = 0
    output: str | None = None
    errors: str | None = None
    said: str = ""

    @property
    def has_ended(self) -> bool:
        """Tell whether nothing more will come."""
        return self.status in ENDED


class NoBatchesError(PrepsiteError):
    """The server does not speak the Batch API."""


class BatchCaller(Caller):
    """Calls the Files and Batches of one server; close it when done."""

    def upload(self, file: Path, name: str) -> str:
        """Return the server's name for an uploaded file of requests; raise Fault, NoBatchesError."""

        def send() -> object:
            with file.open("rb") as opened:
                return self._client.files.create(file=(name, opened, "application/jsonl"), purpose="batch")

        answer = self._batches_are_known(lambda: self._patiently(lambda: self._called(send)))
        return self._identifier(getattr(answer, "id", None))

    def create(self, file_id: str, mark: str) -> BatchState:
        """Submit an uploaded file, once and without a second try; raise Fault, NoBatchesError."""
        body = {
            "input_file_id": file_id,
            "endpoint": ENDPOINT,
            "completion_window": WINDOW,
            "metadata": {MARK: mark},
        }
        return self._batches_are_known(
            lambda: self._state(self._called(lambda: self._client.post("/batches", cast_to=object, body=body)))
        )

    def find(self, file_id: str, mark: str) -> BatchState | None:
        """Return the batch that was made of a file, or None where there is none; raise Fault."""
        after = ""
        for _ in range(_MOST_PAGES):
            listed, has_more = self._page(after)
            for each in listed:
                marks = each.get("metadata")
                marked = isinstance(marks, dict) and marks.get(MARK) == mark
                if marked or each.get("input_file_id") == file_id:
                    return self._state(each)
            if not has_more or not listed:
                return None
            after = self._identifier(listed[-1].get("id"))
        raise Fault(FaultKind.TOO_LARGE, said="its list of batches has no end")

    def state(self, batch_id: str) -> BatchState:
        """Return how far a batch is; raise Fault."""
        path = f"/batches/{batch_id}"
        found = self._patiently(lambda: self._called(lambda: self._client.get(path, cast_to=object)))
        state = self._state(found)
        if state.id != batch_id:
            raise Fault(FaultKind.CORRUPT, said="it answers with another batch")
        return state

    def download(self, file_id: str, to: Path) -> None:
        """Put a file of the server's on the disk, piece by piece; raise Fault."""
        from prepsite.writers.openai import transport

        def fetch() -> None:
            streamed = self._client.files.with_streaming_response.content(file_id)
            with streamed as response, to.open("wb") as file:
                for piece in response.iter_bytes():
                    file.write(piece)

        before = transport.largest.set(_LARGEST_FILE)
        try:
            self._patiently(lambda: self._called(fetch))
        finally:
            transport.largest.reset(before)

    def _page(self, after: str) -> tuple[list[dict[str, object]], bool]:
        """Return a page of the server's batches, the newest first, and whether more follow."""
        path = f"/batches?limit={_PAGE}" + (f"&after={after}" if after else "")
        page = self._patiently(lambda: self._called(lambda: self._client.get(path, cast_to=object)))
        listed = page.get("data") if isinstance(page, dict) else None
        if not isinstance(page, dict) or not isinstance(listed, list):
            raise Fault(FaultKind.CORRUPT, said="its list of batches is none")
        return [each for each in listed if isinstance(each, dict)], bool(page.get("has_more"))

    def _called(self, call: Callable[[], R]) -> R:
        self._deadline.set(time.monotonic() + self._settings.limits.timeout_seconds)
        with self._translated(None):
            return call()
        raise AssertionError("a translation raises what it swallows")

    def _patiently(self, call: Callable[[], R]) -> R:
        """Make a call that may be made twice, again after a passing fault."""
        tries = 0
        while True:
            try:
                return call()
            except Fault as fault:
                tries += 1
                if not fault.is_passing or tries > self._settings.limits.retries:
                    raise
                pause = fault.wait if fault.wait is not None else _FIRST_PAUSE * 2**tries
                time.sleep(min(_LONGEST_PAUSE, pause))

    def _batches_are_known(self, call: Callable[[], R]) -> R:
        try:
            return call()
        except Fault as fault:
            if fault.status not in _NO_SUCH_THING:
                raise
            raise NoBatchesError(
                f"the server has no Batch API ({fault.status})" + (f": {fault.said}" if fault.said else ""),
                where=self._settings.base_url,
                remedy="run `prepsite generate` without --batch; nothing was submitted",
            ) from None

    def _state(self, found: object) -> BatchState:
        if not isinstance(found, dict):
            raise Fault(FaultKind.NOT_A_STREAM)
        counts = found.get("request_counts")
        counted = counts if isinstance(counts, dict) else {}
        status = found.get("status")
        return BatchState(
            id=self._identifier(found.get("id")),
            status=self._key.quote(status, 40) if isinstance(status, str) else "unknown",
            done=_count(counted.get("completed")),
            failed=_count(counted.get("failed")),
            total=_count(counted.get("total")),
            output=self._optional(found.get("output_file_id")),
            errors=self._optional(found.get("error_file_id")),
            said=self._key.quote(_reasons(found.get("errors"))),
        )

    def _identifier(self, value: object) -> str:
        """Return a name that the server gave, fit for an address; raise Fault for another thing."""
        if not isinstance(value, str) or not _IDENTIFIER.fullmatch(value) or not value.strip("."):
            raise Fault(FaultKind.NOT_A_STREAM, said="it gives no name that could be one")
        return value

    def _optional(self, value: object) -> str | None:
        return self._identifier(value) if value else None


def _count(value: object) -> int:
    return value if isinstance(value, int) and value >= 0 else 0


def _reasons(errors: object) -> str:
    listed = errors.get("data") if isinstance(errors, dict) else None
    reasons = [
        str(each.get("message") or each.get("code") or "")
        for each in (listed if isinstance(listed, list) else [])
        if isinstance(each, dict)
    ]
    more = f" and {len(reasons) - 2} more" if len(reasons) > 2 else ""
    return "; ".join(reason for reason in reasons[:2] if reason) + more
