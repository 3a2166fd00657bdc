"""One call: a request out, a stream of chunks in, a raw reply or a fault.

The library is imported here, late: it takes over a second. Whatever it raises becomes a Fault.
"""

import json
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

from prepsite.core.prompts import estimated_tokens
from prepsite.models.settings import Settings
from prepsite.writers.openai.cache import RawReply, Usage
from prepsite.writers.openai.faults import Fault, FaultKind, kind_of_status
from prepsite.writers.openai.key import Key
from prepsite.writers.openai.request import Request
from prepsite.writers.openai.trust import Origin

if TYPE_CHECKING:
    import openai

_MOST_MODELS = 200


class Caller:
    """Calls one server. Safe for threads; close it when done."""

    def __init__(self, settings: Settings, origin: Origin, key: Key) -> None:
        import openai

        from prepsite.writers.openai import transport

        self._settings = settings
        self._key = key
        self._deadline = transport.deadline
        limits = settings.limits
        http = transport.client(
            origin.host,
            is_secure=origin.scheme == "https",
            stall_seconds=min(limits.stall_seconds, limits.timeout_seconds),
        )
        self._client = openai.OpenAI(
            api_key=key.reveal(),
            base_url=settings.base_url,
            http_client=http,
            max_retries=0,
            timeout=http.timeout,
        )

    def close(self) -> None:
        """Close what is open."""
        self._client.close()

    def call(self, request: Request, arrived: Callable[[int], None]) -> RawReply:
        """Return what the server answers; `arrived` hears the tokens so far. Raises Fault."""
        self._deadline.set(time.monotonic() + self._settings.limits.timeout_seconds)
        sent = request.sent
        # What only some servers know goes past the library's own types.
        arguments: dict[str, Any] = {name: sent.pop(name) for name in ("model", "messages")}
        accumulator = Accumulator(arrived)
        with self._translated(accumulator):
            stream = self._client.chat.completions.create(stream=True, extra_body=sent, **arguments)
            with closing(stream):
                kind = stream.response.headers.get("content-type", "").partition(";")[0].strip().lower()
                for chunk in stream:
                    accumulator.add(chunk)
        if not accumulator.chunks:
            page = kind not in {"", "text/event-stream"}
            raise Fault(
                FaultKind.NOT_A_STREAM if page else FaultKind.EMPTY,
                said=f"it sent {self._key.quote(kind, 60)}" if page else "",
            )
        return accumulator.reply(request, self._key)

    def models(self) -> tuple[str, ...]:
        """Return the names of the models that the server offers, sorted; raise Fault."""
        self._deadline.set(time.monotonic() + min(30.0, self._settings.limits.timeout_seconds))
        with self._translated(None):
            listed = self._client.get("/models", cast_to=object)
        found = listed.get("data") if isinstance(listed, dict) else None
        names = [each.get("id") for each in found if isinstance(each, dict)] if isinstance(found, list) else []
        return tuple(sorted(self._key.quote(name, 100) for name in names if isinstance(name, str)))[
            :_MOST_MODELS
        ]

    def _translated(self, accumulator: "Accumulator | None") -> "_Translation":
        return _Translation(self._key, accumulator)


class Accumulator:
    """Collects a streamed reply; believes nothing about the shape of a chunk."""

    def __init__(self, arrived: Callable[[int], None] = lambda _: None) -> None:
        self._arrived = arrived
        self._texts: list[str] = []
        self._refusals: list[str] = []
        self._usage: Usage | None = None
        self.finish: str | None = None
        self.model = ""
        self.chunks = 0
        self.pieces = 0

    def add(self, chunk: object) -> None:
        """Take in one chunk: text, refusal, reason of the end, usage, the model's name."""
        choices = getattr(chunk, "choices", None)
        usage = getattr(chunk, "usage", None)
        if not isinstance(choices, list) and usage is None:
            return
        self.chunks += 1
        self.model = self.model or _string(getattr(chunk, "model", None))
        if usage is not None:
            self._usage = _usage(usage) or self._usage
        for choice in choices if isinstance(choices, list) else ():
            if getattr(choice, "index", 0) not in {0, None}:
                continue
            delta = getattr(choice, "delta", None)
            if text := _string(getattr(delta, "content", None)):
                self._texts.append(text)
                self.pieces += 1
                self._arrived(self.pieces)
            self._refusals.append(_string(getattr(delta, "refusal", None)))
            self.finish = _string(getattr(choice, "finish_reason", None)) or self.finish

    @property
    def text(self) -> str:
        """Return the text so far."""
        return "".join(self._texts)

    def usage(self, request: Request) -> Usage:
        """Return the tokens that the server reports, or an estimate."""
        if self._usage is not None:
            return self._usage
        written = max(self.pieces, estimated_tokens(self.text))
        return Usage(request.prompt_tokens, 0, written, estimated=True)

    def reply(self, request: Request, key: Key) -> RawReply:
        """Return what has arrived as a raw reply; a key that was said back is not in it."""
        return RawReply(
            text=key.redact(_whole(self.text)),
            finish=key.quote(self.finish, 40) if self.finish else None,
            refusal=key.quote("".join(self._refusals)),
            model=key.quote(self.model, 100),
            usage=self.usage(request),
        )


class _Translation:
    """Turns what the library raises into a Fault; `arrived` of a reply tells how far it came."""

    def __init__(self, key: Key, accumulator: Accumulator | None) -> None:
        self._key = key
        self._accumulator = accumulator

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if error is None or isinstance(error, Fault):
            return
        fault = self._fault(error)
        if fault is not None:
            # The library's own error may hold the request, and with it the key.
            raise fault from None

    def _fault(self, error: BaseException) -> Fault | None:
        import openai

        causes = tuple(_causes(error))
        names = {type(cause).__name__ for cause in causes}
        if "DeadlineError" in names:
            return Fault(FaultKind.DEADLINE)
        if "TooLargeError" in names:
            return Fault(FaultKind.TOO_LARGE)
        match error:
            case openai.APIStatusError():
                return self._status(error)
            case openai.APITimeoutError():
                return Fault(FaultKind.STALL)
            case openai.APIConnectionError():
                return Fault(self._connection(causes))
            case openai.APIError():
                return Fault(FaultKind.ERROR_EVENT, said=self._key.quote(_string(error.message)))
            case json.JSONDecodeError() | UnicodeDecodeError() | RecursionError():
                return Fault(FaultKind.CORRUPT)
            case openai.OpenAIError() | ValueError() | TypeError() | AttributeError():
                # The library stumbles over chunks of the wrong shape.
                return Fault(FaultKind.CORRUPT)
        if "HTTPError" in {base.__name__ for base in type(error).__mro__}:
            return Fault(self._connection(causes))
        return None

    def _connection(self, causes: tuple[BaseException, ...]) -> FaultKind:
        if any(isinstance(cause, socket.gaierror) for cause in causes):
            return FaultKind.DNS
        if any(isinstance(cause, ssl.SSLError) for cause in causes):
            return FaultKind.TLS
        if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
            return FaultKind.REFUSED_CONNECTION
        begun = self._accumulator is not None and self._accumulator.chunks
        return FaultKind.CUT if begun else FaultKind.CONNECTION

    def _status(self, error: "openai.APIStatusError") -> Fault:
        said = self._key.quote(_said(error.body) or _string(error.message), 600)
        kind = kind_of_status(error.status_code, said)
        return Fault(
            kind, said=said, status=error.status_code, wait=_wait(error.response.headers.get("retry-after"))
        )


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        yield found
        found = found.__cause__ or found.__context__


def _said(body: object) -> str:
    """Return the server's own words out of an error's body, however it is shaped."""
    match body:
        case {"error": inner}:
            return _said(inner)
        case {"message": str(message), "code": str(code)}:
            return message if code in message else f"{message} ({code})"
        case {"message": str(message)} | {"detail": str(message)} | str(message):
            return message
    return json.dumps(body)[:600] if body is not None else ""


def _wait(header: str | None) -> float | None:
    try:
        return max(0.0, float(header)) if header else None
    except ValueError:
        # A date: rare, and the usual pause does as well.
        return None


def _usage(usage: object) -> Usage | None:
    details = getattr(usage, "prompt_tokens_details", None)
    read, written = getattr(usage, "prompt_tokens", None), getattr(usage, "completion_tokens", None)
    if not isinstance(read, int) or not isinstance(written, int) or min(read, written) < 0:
        return None
    cached = getattr(details, "cached_tokens", None)
    return Usage(read, min(cached, read) if isinstance(cached, int) and cached > 0 else 0, written)


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _whole(text: str) -> str:
    """Return the text with half characters replaced, so that it can be kept."""
    return text.encode("utf-8", "replace").decode()
