"""A language model's server on loopback that does what a test's script says, faults included.

It speaks Chat Completions over server-sent events, with real sockets: bytes are split anywhere,
streams stall, break and end early.
"""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODEL_ANSWERED = "test-model-2026-01"


@dataclass(frozen=True)
class Received:
    """A request as it arrived."""

    path: str
    headers: dict[str, str]
    body: dict[str, object]

    @property
    def messages(self) -> list[dict[str, str]]:
        messages = self.body.get("messages")
        return list(messages) if isinstance(messages, list) else []

    @property
    def user(self) -> str:
        return self.messages[1]["content"]

    @property
    def is_repair(self) -> bool:
        return len(self.messages) > 2


class Wire:
    """The way back to the client."""

    def __init__(self, connection: BaseHTTPRequestHandler, received: Received) -> None:
        self._connection = connection
        # As a tokenizer would count, in prose.
        self.prompt_tokens = sum(len(each["content"]) for each in received.messages) // 4

    def head(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        self._connection.send_response(status)
        self._connection.send_header("Content-Type", kind)
        self._connection.send_header("Transfer-Encoding", "chunked")
        self._connection.send_header("Connection", "close")
        for name, value in headers.items():
            self._connection.send_header(name.replace("_", "-"), value)
        self._connection.end_headers()

    def send(self, content: bytes, size: int = 65536) -> None:
        """Send bytes in pieces of `size`, wherever that cuts lines and characters."""
        for start in range(0, len(content), size):
            piece = content[start : start + size]
            self._connection.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            self._connection.wfile.flush()

    def end(self) -> None:
        self._connection.wfile.write(b"0\r\n\r\n")

    def reset(self) -> None:
        """Break the connection, as a crash or a cable would."""
        linger = struct.pack("ii", 1, 0)
        self._connection.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._connection.connection.close()


Answer = Callable[[Wire], None]


def chunk(content: str | None = None, *, finish: str | None = None, **delta: object) -> dict[str, object]:
    """Return one chunk of a stream."""
    said = {"content": content} if content is not None else {}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": MODEL_ANSWERED,
        "choices": [{"index": 0, "delta": {**said, **delta}, "finish_reason": finish}],
    }


def usage(read: int, written: int, cached: int = 0) -> dict[str, object]:
    """Return the chunk that tells tokens, after the end."""
    told = {
        "prompt_tokens": read,
        "completion_tokens": written,
        "total_tokens": read + written,
        "prompt_tokens_details": {"cached_tokens": cached},
    }
    return {**chunk(), "choices": [], "usage": told}


def event(content: object) -> bytes:
    """Return an event of a stream."""
    return b"data: " + json.dumps(content, ensure_ascii=False).encode() + b"\n\n"


DONE = b"data: [DONE]\n\n"


def stream_of(text: str, *, finish: str | None = "stop", piece: int = 400, read: int = 9000) -> bytes:
    """Return the whole stream of a reply."""
    pieces = [event(chunk(text[start : start + piece])) for start in range(0, len(text), piece)]
    return b"".join(
        (
            event(chunk("", role="assistant")),
            *pieces,
            event(chunk(finish=finish)),
            event(usage(read, 700, 512)),
            DONE,
        )
    )


def reply(
    text: str, *, finish: str | None = "stop", size: int = 65536, seconds: float = 0, read: int | None = None
) -> Answer:
    """Answer with a whole stream."""

    def answer(wire: Wire) -> None:
        if seconds:
            time.sleep(seconds)
        wire.head()
        wire.send(stream_of(text, finish=finish, read=wire.prompt_tokens if read is None else read), size)
        wire.end()

    return answer


def raw(content: bytes, *, status: int = 200, kind: str = "text/event-stream", **headers: str) -> Answer:
    """Answer with these very bytes."""

    def answer(wire: Wire) -> None:
        wire.head(status, kind, **headers)
        wire.send(content)
        wire.end()

    return answer


def error(status: int, message: str, code: str | None = None, **headers: str) -> Answer:
    """Answer with an error as OpenAI words it."""
    body = {"error": {"message": message, "type": "error", "code": code}}
    return raw(json.dumps(body).encode(), status=status, kind="application/json", **headers)


def broken(content: bytes) -> Answer:
    """Answer with these bytes, then break the connection."""

    def answer(wire: Wire) -> None:
        wire.head()
        wire.send(content)
        time.sleep(0.05)
        wire.reset()

    return answer


def stalled(content: bytes, seconds: float) -> Answer:
    """Answer with these bytes, then say nothing for so long."""

    def answer(wire: Wire) -> None:
        wire.head()
        wire.send(content)
        time.sleep(seconds)
        wire.reset()

    return answer


def dripping(content: bytes, pause: float) -> Answer:
    """Answer with a few bytes at a time, for ever."""

    def answer(wire: Wire) -> None:
        wire.head()
        while True:
            wire.send(content)
            time.sleep(pause)

    return answer


@dataclass
class ModelServer:
    """A running server: its address, what it received, how many calls ran at once at the most."""

    url: str
    received: list[Received] = field(default_factory=list)
    most_at_once: int = 0

    @property
    def chats(self) -> list[Received]:
        return [each for each in self.received if each.path.endswith("/chat/completions")]


@contextmanager
def serving(
    script: Callable[[Received], Answer], models: tuple[str, ...] = ("test-model",)
) -> Iterator[ModelServer]:
    """Run a server that answers each chat as `script` says."""
    lock = threading.Lock()
    now = 0

    class Connection(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            received = self._received({})
            listed = {"object": "list", "data": [{"id": name, "object": "model"} for name in models]}
            raw(json.dumps(listed).encode(), kind="application/json")(Wire(self, received))

        def do_POST(self) -> None:
            nonlocal now
            length = int(self.headers.get("Content-Length", "0"))
            received = self._received(json.loads(self.rfile.read(length)))
            with lock:
                now += 1
                server.most_at_once = max(server.most_at_once, now)
            try:
                script(received)(Wire(self, received))
            except (BrokenPipeError, ConnectionResetError, OSError):
                self.close_connection = True
            finally:
                with lock:
                    now -= 1

        def _received(self, body: dict[str, object]) -> Received:
            received = Received(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
            with lock:
                server.received.append(received)
            return received

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            return None

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, request: object, client_address: object) -> None:
            return None

    http = Quiet(("127.0.0.1", 0), Connection)
    server = ModelServer(f"http://127.0.0.1:{http.server_port}/v1")
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
