"""Replies by the digest of what was asked, kept before they are read, so that none is paid for twice."""

import contextlib
import json
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

from prepsite.writers.openai.keeping import PREFIX, keep

FORMAT = 1


@dataclass(frozen=True)
class Usage:
    """Tokens of a call; `estimated` where the server did not report them."""

    read: int
    cached: int
    written: int
    estimated: bool = False


@dataclass(frozen=True)
class RawReply:
    """What a server answered, as it came: text, why it ended, the model it names."""

    text: str
    finish: str | None
    refusal: str
    model: str
    usage: Usage


class ReplyCache:
    """Raw replies in a folder, one file each; the oldest go when there are too many."""

    def __init__(self, folder: Path, megabytes: int) -> None:
        self._folder = folder
        self._bytes = megabytes * 1024 * 1024
        self._lock = threading.Lock()
        self._kept: int | None = None

    def get(self, digest: str) -> RawReply | None:
        """Return the reply to that request, or None; a file that can't be used is as good as none."""
        try:
            stored = json.loads(self._path(digest).read_text(encoding="utf-8"))
            if stored["format"] != FORMAT or stored["request"] != digest:
                return None
            fields = stored["reply"]
            return RawReply(**{**fields, "usage": Usage(**fields["usage"])})
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, digest: str, reply: RawReply) -> None:
        """Keep a reply durably; raise PrepsiteError where it can't be."""
        content = json.dumps({"format": FORMAT, "request": digest, "reply": asdict(reply)}).encode()
        keep(self._path(digest), content)
        with self._lock:
            if self._kept is None:
                self._kept = self._size()
            else:
                self._kept += len(content)
            if self._kept > self._bytes:
                self._kept = self._shrink()

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / f"{digest}.json"

    def _files(self) -> list[tuple[float, int, Path]]:
        found: list[tuple[float, int, Path]] = []
        for path in self._folder.glob("*/*"):
            # Another process may shrink the cache at the same time.
            with contextlib.suppress(OSError):
                status = path.stat()
                found.append((status.st_mtime, status.st_size, path))
        return found

    def _size(self) -> int:
        """Return the bytes kept; what is being written by others does not count yet."""
        return sum(size for _, size, path in self._files() if not path.name.startswith(PREFIX))

    def _shrink(self) -> int:
        """Let the oldest go until a tenth of the room is free; return the bytes that stay."""
        files = sorted(self._files())
        size = sum(found for _, found, _ in files)
        for _, found, path in files:
            if size <= self._bytes * 9 // 10:
                break
            path.unlink(missing_ok=True)
            size -= found
        return size
