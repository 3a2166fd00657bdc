"""A server on loopback that speaks Files and Batches, and fails where a test tells it to."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from model_server import MODEL_ANSWERED, Received
from searches import good_replies, round_of

Line = dict[str, Any]


@dataclass(frozen=True)
class Trouble:
    """What goes wrong with one request: a status or a broken connection, `after` it was done or before."""

    status: int | None = None
    body: bytes = b'{"error": {"message": "oops", "type": "error", "code": null}}'
    kind: str = "application/json"
    after: bool = False


@dataclass
class BatchServer:
    """A running server: what it was given, and what it is to do about it."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    batches: dict[str, dict[str, Any]] = field(default_factory=dict)
    received: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    # "POST /files" → what goes wrong with the next requests of that kind, in order
    troubles: dict[str, list[Trouble]] = field(default_factory=dict)
    page: int = 100

    def count(self, what: str) -> int:
        """Return how many requests of a kind came."""
        return self.received.count(what)

    def lines(self, batch: str) -> list[Line]:
        """Return the requests of a batch."""
        content = self.files[self.batches[batch]["input_file_id"]]
        return [json.loads(line) for line in content.splitlines()]

    @property
    def last(self) -> str:
        """Return the name of the newest batch."""
        return list(self.batches)[-1]

    def add_file(self, content: bytes, name: str = "") -> str:
        made = f"file-{len(self.files) + 1}"
        self.files[made], self.names[made] = content, name
        return made

    def end(
        self,
        batch: str | None = None,
        status: str = "completed",
        change: Callable[[list[Line]], list[Line]] = lambda lines: lines,
        errors: list[Line] | None = None,
        **fields: object,
    ) -> None:
        """Let a batch end: every line answered well, as `change` leaves it; `errors` in their own file."""
        name = batch or self.last
        answers = change([good_answer(line) for line in self.lines(name)])
        made = self.batches[name]
        made |= {"status": status, "output_file_id": self.add_file(jsonl(answers)) if answers else None}
        made |= {"error_file_id": self.add_file(jsonl(errors)) if errors else None, **fields}


def jsonl(lines: list[Line]) -> bytes:
    """Return lines as a file's bytes."""
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def good_answer(line: Line, text: str | None = None, **choice: object) -> Line:
    """Return what a good model answers to a line, or this text."""
    received = Received("", {}, line["body"])
    message = {"role": "assistant", "content": good_replies()[round_of(received)] if text is None else text}
    read = sum(len(each["content"]) for each in received.messages) // 4
    return {
        "id": f"batch_req_{line['custom_id'][:8]}",
        "custom_id": line["custom_id"],
        "response": {
            "status_code": 200,
            "request_id": "req-1",
            "body": {
                "id": "chatcmpl-1",
                "object": "chat.completion",
                "model": MODEL_ANSWERED,
                "choices": [{"index": 0, "message": message, "finish_reason": "stop", **choice}],
                "usage": {"prompt_tokens": read, "completion_tokens": 700, "total_tokens": read + 700},
            },
        },
        "error": None,
    }


def failed_answer(line: Line, status: int, message: str) -> Line:
    """Return a line that the model's server refused."""
    body = {"error": {"message": message, "type": "error", "code": None}}
    return {"custom_id": line["custom_id"], "response": {"status_code": status, "body": body}, "error": None}


def expired_answer(line: Line) -> Line:
    """Return a line that its batch did not come to."""
    error = {"code": "batch_expired", "message": "This request could not be executed before it expired."}
    return {"custom_id": line["custom_id"], "response": None, "error": error}


def _refusals(content: bytes, endpoint: object) -> list[Line]:
    """Return what a real server finds wrong with a file of requests."""
    seen: set[str] = set()
    found: list[Line] = []
    for number, raw in enumerate(content.splitlines(), 1):
        line = json.loads(raw)
        name = line["custom_id"]
        if name in seen or line["method"] != "POST" or line["url"] != endpoint or "stream" in line["body"]:
            found.append({"code": "invalid_request", "message": f"line {number} is wrong", "line": number})
        seen.add(name)
    return found


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Http"

    def do_GET(self) -> None:
        self._act("GET", b"")

    def do_POST(self) -> None:
        self._act("POST", self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def _act(self, method: str, body: bytes) -> None:
        batches = self.server.batches
        path = urlsplit(self.path)
        parts = path.path.removeprefix("/v1/").split("/")
        shape = [parts[0], *(["{id}"] if len(parts) > 1 and parts[0] != "chat" else parts[1:2]), *parts[2:]]
        what = f"{method} /{'/'.join(shape)}"
        with self.server.lock:
            batches.received.append(what)
            batches.keys.add(self.headers.get("Authorization", ""))
            planned = batches.troubles.get(what)
            trouble = planned.pop(0) if planned else None
            status, content = (
                (0, b"") if trouble and not trouble.after else self._do(what, parts, body, path.query)
            )
        if trouble is None:
            self._answer(status, content, "application/json")
        elif trouble.status is None:
            self.close_connection = True
            self.connection.close()
        else:
            self._answer(trouble.status, trouble.body, trouble.kind)

    def _answer(self, status: int, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def _do(self, what: str, parts: list[str], body: bytes, query: str) -> tuple[int, bytes]:
        batches = self.server.batches
        match what:
            case "POST /files":
                return self._upload(body)
            case "GET /files/{id}/content" if parts[1] in batches.files:
                return 200, batches.files[parts[1]]
            case "POST /batches":
                return self._create(json.loads(body))
            case "GET /batches/{id}" if parts[1] in batches.batches:
                return 200, json.dumps(batches.batches[parts[1]]).encode()
            case "GET /batches":
                return self._list(parse_qs(query))
        return 404, b'{"error": {"message": "No such thing", "code": null}}'

    def _upload(self, body: bytes) -> tuple[int, bytes]:
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        fields = {
            str(part.get_param("name", header="Content-Disposition")): part
            for part in message_from_bytes(head + body).walk()
            if not part.is_multipart()
        }
        content = fields["file"].get_payload(decode=True)
        assert isinstance(content, bytes)
        assert fields["purpose"].get_payload() == "batch"
        made = self.server.batches.add_file(content, fields["file"].get_filename() or "")
        told = {"id": made, "object": "file", "bytes": len(content), "purpose": "batch", "filename": "x.jsonl"}
        return 200, json.dumps(told).encode()

    def _create(self, asked: dict[str, Any]) -> tuple[int, bytes]:
        batches = self.server.batches
        content = batches.files.get(asked["input_file_id"])
        if content is None or asked["completion_window"] != "24h":
            return 400, b'{"error": {"message": "No such file", "code": null}}'
        refusals = _refusals(content, asked["endpoint"])
        made = {
            "id": f"batch_{len(batches.batches) + 1}",
            "object": "batch",
            **asked,
            "status": "failed" if refusals else "validating",
            "errors": {"object": "list", "data": refusals} if refusals else None,
            "request_counts": {"total": len(content.splitlines()), "completed": 0, "failed": 0},
            "output_file_id": None,
            "error_file_id": None,
        }
        batches.batches[made["id"]] = made
        return 200, json.dumps(made).encode()

    def _list(self, query: dict[str, list[str]]) -> tuple[int, bytes]:
        newest = list(self.server.batches.batches.values())[::-1]
        names = [each["id"] for each in newest]
        start = names.index(query["after"][0]) + 1 if "after" in query else 0
        page = newest[start : start + self.server.batches.page]
        told = {"object": "list", "data": page, "has_more": start + len(page) < len(newest)}
        return 200, json.dumps(told).encode()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        return None


class _Http(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, batches: BatchServer) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.batches = batches
        self.lock = threading.Lock()

    def handle_error(self, request: object, client_address: object) -> None:
        return None


@contextmanager
def serving_batches() -> Iterator[BatchServer]:
    """Run a server of batches."""
    batches = BatchServer()
    http = _Http(batches)
    batches.url = f"http://127.0.0.1:{http.server_port}/v1"
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield batches
    finally:
        http.shutdown()
        http.server_close()
