"""How to ask a server for JSON: a ladder of modes, and the rung that its model was found on.

Servers refuse what they don't know, in many words and with several statuses; what was learned
is kept by server and model, so that it is learned once.
"""

import json
import re
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

from prepsite.writers.openai.keeping import keep
from prepsite.writers.openai.schema import Schema


class Rung(StrEnum):
    """The ways to ask for JSON, the strictest first."""

    SCHEMA = "json_schema"
    OBJECT_WITH_SCHEMA = "json_object with schema"
    OBJECT = "json_object"
    PROMPT = "prompt alone"

    @property
    def below(self) -> "Rung | None":
        """Return the next way down, or None on the last."""
        rungs = list(Rung)
        place = rungs.index(self) + 1
        return rungs[place] if place < len(rungs) else None


@dataclass(frozen=True)
class Dialect:
    """What a server understands: the rung, the name of the cap, whether it tells usage in a stream."""

    rung: Rung = Rung.SCHEMA
    cap: str = "max_tokens"
    tells_usage: bool = True

    def response_format(self, name: str, schema: Schema) -> dict[str, object] | None:
        """Return the request's `response_format`, or None on the last rung."""
        match self.rung:
            case Rung.SCHEMA:
                inner = {"name": name, "strict": True, "schema": schema}
                return {"type": "json_schema", "json_schema": inner}
            case Rung.OBJECT_WITH_SCHEMA:
                return {"type": "json_object", "schema": schema}
            case Rung.OBJECT:
                return {"type": "json_object"}
            case Rung.PROMPT:
                return None

    def without(self, status: int, said: str) -> "Dialect | None":
        """Return the dialect without what the server says it does not know; None if it says no such thing."""
        if status not in {400, 404, 415, 422, 500, 501}:
            return None
        text = said.casefold()
        if self.tells_usage and "stream_options" in text:
            return replace(self, tells_usage=False)
        if self.cap in text and _UNKNOWN.search(text) and not _TOO_MUCH.search(text):
            return replace(self, cap=_OTHER_CAP[self.cap])
        if _FORMAT.search(text) and (below := self.rung.below):
            return replace(self, rung=below)
        return None


_OTHER_CAP = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}
_UNKNOWN = re.compile(r"unsupported|not supported|unknown|unrecognized|unexpected|not permitted|extra|instead")
_TOO_MUCH = re.compile(r"too (?:large|high|big|many)|at most|less than|maximum|exceed")
_FORMAT = re.compile(
    r"response_format|response format|json_schema|json schema|json_object|structured output|grammar"
)


class Ladder:
    """Remembers, by server and model, the dialect that worked; safe for threads."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._known = _load(file) if file else {}

    def dialect(self, base_url: str, model: str, *, usual_cap: str) -> Dialect:
        """Return what is known of the server and model, or the best to begin with."""
        with self._lock:
            return self._known.get(_name(base_url, model), Dialect(cap=usual_cap))

    def remember(self, base_url: str, model: str, dialect: Dialect) -> None:
        """Keep a dialect that worked."""
        name = _name(base_url, model)
        with self._lock:
            if self._known.get(name) == dialect:
                return
            self._known[name] = dialect
            if self._file:
                known = {each: asdict(found) for each, found in sorted(self._known.items())}
                keep(self._file, json.dumps(known, indent=1).encode())


def _name(base_url: str, model: str) -> str:
    return f"{base_url.rstrip('/')} {model}"


def _load(file: Path) -> dict[str, Dialect]:
    """Return what was kept; what can't be read is learned anew."""
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
        return {str(name): _dialect(fields) for name, fields in stored.items()}
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return {}


def _dialect(fields: Mapping[str, object]) -> Dialect:
    cap = str(fields["cap"])
    if cap not in _OTHER_CAP:
        raise ValueError(cap)
    return Dialect(Rung(str(fields["rung"])), cap, bool(fields["tells_usage"]))
