"""The files of the Batch API: requests in, one a line, and what a server says of each.

What comes back is a stranger's: lines may be missing, doubled, broken, or of another batch.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from prepsite.core.prompts import estimated_tokens
from prepsite.writers.openai.cache import RawReply, Usage
from prepsite.writers.openai.faults import Fault, FaultKind, kind_of_status
from prepsite.writers.openai.key import Key
from prepsite.writers.openai.remembered import Line
from prepsite.writers.openai.request import Request

ENDPOINT = "/v1/chat/completions"
WINDOW = "24h"
MOST_LINES = 50_000
# The provider's limit is 200 MB.
MOST_BYTES = 190_000_000
LONGEST_LINE = 8 * 1024 * 1024
EXPIRED = "batch_expired"
CANCELLED = "batch_cancelled"


def line_of(request: Request) -> bytes:
    """Return a request as a line of a batch's file; its digest names it."""
    line = {"custom_id": request.digest, "method": "POST", "url": ENDPOINT, "body": request.body}
    return json.dumps(line, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


@dataclass(frozen=True)
class Answered:
    """What a server says of one line: a reply, or a fault; `code` is the server's own word."""

    line: Line
    reply: RawReply | None = None
    fault: Fault | None = None
    code: str = ""


@dataclass
class Strays:
    """What a file held beside the answers; `examples` are names that nobody asked for."""

    broken: int = 0
    unknown: int = 0
    doubled: int = 0
    examples: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = [
            f"{count:,} {words}"
            for count, words in (
                (self.broken, "that can't be read"),
                (self.unknown, "that nobody asked for"),
                (self.doubled, "that came twice"),
            )
            if count
        ]
        return f"lines passed over: {', '.join(told)}" if told else ""


def answers_in(
    file: Path, lines: Mapping[str, Line], known: Collection[str], strays: Strays, key: Key
) -> Iterator[Answered]:
    """Yield what a server's file says of a batch's lines, in its order, one line in memory.

    Lines in `known` have their reply already: another answer is a stray, as is all that can't be
    read or is not of the batch.
    """
    for raw in _lines(file):
        found = _object(raw)
        name = found.get("custom_id") if found else None
        if found is None or not isinstance(name, str):
            strays.broken += 1
        elif name not in lines:
            strays.unknown += 1
            if len(strays.examples) < 3:
                strays.examples.append(key.quote(name, 60))
        elif name in known:
            strays.doubled += 1
        else:
            yield _answered(found, lines[name], key)


def _lines(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while raw := opened.readline(LONGEST_LINE):
            if raw.endswith(b"\n") or len(raw) < LONGEST_LINE:
                if raw.strip():
                    yield raw
                continue
            # Too long to be an answer: passed over to its end, and told as broken.
            while (rest := opened.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                continue
            yield b""


def _object(raw: bytes) -> dict[str, object] | None:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _answered(found: Mapping[str, object], line: Line, key: Key) -> Answered:
    response, failed = _mapping(found.get("response")), found.get("error")
    status, body = response.get("status_code"), _mapping(response.get("body"))
    failed = failed or body.get("error")
    if failed or (isinstance(status, int) and status != 200):
        return _failed(line, failed, status if isinstance(status, int) else None, key)
    reply = _reply(body, line, key)
    if reply is None:
        return Answered(line, fault=Fault(FaultKind.EMPTY))
    return Answered(line, reply)


def _failed(line: Line, failed: object, status: int | None, key: Key) -> Answered:
    told = _mapping(failed)
    said = key.quote(_string(told.get("message")) or (failed if isinstance(failed, str) else ""), 600)
    code = key.quote(_string(told.get("code")), 60)
    odd = status is None or status < 400
    kind = FaultKind.ERROR_EVENT if odd or status is None else kind_of_status(status, said)
    return Answered(line, fault=Fault(kind, said=said or code, status=None if odd else status), code=code)


def _reply(body: Mapping[str, object], line: Line, key: Key) -> RawReply | None:
    """Return a completion as a raw reply, or None where it is none."""
    choices = body.get("choices")
    first = _mapping(choices[0]) if isinstance(choices, list) and choices else {}
    message = _mapping(first.get("message"))
    text, refusal = _whole(_string(message.get("content"))), _string(message.get("refusal"))
    if not message or not (text or refusal or first.get("finish_reason")):
        return None
    usage = _usage(_mapping(body.get("usage")))
    finish = _string(first.get("finish_reason"))
    return RawReply(
        text=key.redact(text),
        finish=key.quote(finish, 40) if finish else None,
        refusal=key.quote(refusal),
        model=key.quote(_string(body.get("model")), 100),
        usage=usage or Usage(line.prompt_tokens, 0, estimated_tokens(text), estimated=True),
    )


def _usage(told: Mapping[str, object]) -> Usage | None:
    read, written = told.get("prompt_tokens"), told.get("completion_tokens")
    if not isinstance(read, int) or not isinstance(written, int) or min(read, written) < 0:
        return None
    cached = _mapping(told.get("prompt_tokens_details")).get("cached_tokens")
    return Usage(read, min(cached, read) if isinstance(cached, int) and cached > 0 else 0, written)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
