"""The network under the openai library: ends a call at its deadline and at a size.

The library's timeout counts from one byte to the next, so a server that drips would never end.
Import this module late: it loads the HTTP library.
"""

import contextlib
import socket
import threading
import time
import weakref
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from urllib.request import getproxies, proxy_bypass

import httpx2

MAX_BYTES = 10 * 1024 * 1024
CONNECT_SECONDS = 15.0

# When the calls of this thread must have ended, by the monotonic clock.
deadline: ContextVar[float] = ContextVar("deadline")
# How large a response may be; files are larger than replies.
largest: ContextVar[int] = ContextVar("largest", default=MAX_BYTES)


class DeadlineError(httpx2.ReadTimeout):
    """The call's time is over."""


class TooLargeError(httpx2.ReadError):
    """The response is larger than any reply."""


class _Watch:
    """Shuts a call's socket at the deadline, which wakes whoever waits for it."""

    def __init__(self, seconds: float) -> None:
        self.passed = seconds <= 0
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(max(0.0, seconds), self._end)
        self._timer.daemon = True

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.cancel()

    def end(self) -> None:
        """End the call now, as if its time were over."""
        self._timer.cancel()
        self._end()

    def trace(self, event: str, happened: Mapping[str, object]) -> None:
        """Hear of the connection as it is made; called by the HTTP library."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            ask = getattr(happened.get("return_value"), "get_extra_info", None)
            found = ask("socket") if ask else None
            if isinstance(found, socket.socket):
                self._socket = found

    def _end(self) -> None:
        self.passed = True
        if self._socket is not None:
            # It may have been closed in this very moment.
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


class _WatchedStream(httpx2.SyncByteStream):
    def __init__(self, inner: httpx2.SyncByteStream, watch: _Watch) -> None:
        self._inner = inner
        self._watch = watch

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        try:
            for chunk in self._inner:
                size += len(chunk)
                if size > largest.get():
                    raise TooLargeError("the response is too large")
                if self._watch.passed:
                    break
                yield chunk
        except httpx2.TransportError as error:
            if self._watch.passed:
                raise DeadlineError("the call took too long") from error
            raise
        # A socket that was shut down looks like an end.
        if self._watch.passed:
            raise DeadlineError("the call took too long")

    def close(self) -> None:
        self._watch.stop()
        self._inner.close()


class WatchedTransport(httpx2.BaseTransport):
    """Sends requests, each watched until its response is closed."""

    def __init__(self, proxy: str | None = None) -> None:
        limits = httpx2.Limits(max_keepalive_connections=0, max_connections=256)
        self._watches: weakref.WeakSet[_Watch] = weakref.WeakSet()
        # Each call opens its connection, so that its socket is known from the first byte.
        self._inner = httpx2.HTTPTransport(trust_env=True, limits=limits, proxy=proxy)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send the request; raise DeadlineError, TooLargeError or what the HTTP library raises."""
        watch = _Watch(deadline.get(time.monotonic() + 60) - time.monotonic())
        request.extensions = {**request.extensions, "trace": watch.trace}
        watch.start()
        self._watches.add(watch)
        answered = False
        try:
            response = self._inner.handle_request(request)
            answered = True
        except httpx2.TransportError as error:
            if watch.passed:
                raise DeadlineError("the call took too long") from error
            raise
        finally:
            if not answered:
                watch.stop()
        stream = response.stream
        if not isinstance(stream, httpx2.SyncByteStream):
            raise TypeError("a synchronous transport answers with a synchronous stream")
        packed = response.headers.get("content-encoding", "identity").strip().lower()
        if packed not in {"", "identity"}:
            # It was not asked for, and a small packed text may be a huge one.
            watch.stop()
            response.close()
            raise TooLargeError("the response is packed")
        return httpx2.Response(
            response.status_code,
            headers=response.headers,
            stream=_WatchedStream(stream, watch),
            extensions=response.extensions,
        )

    def close(self) -> None:
        """End the calls that wait, and close what is open."""
        for watch in tuple(self._watches):
            watch.end()
        self._inner.close()


def client(host: str, *, is_secure: bool, stall_seconds: float) -> httpx2.Client:
    """Return an HTTP client for one host; it follows no redirect and waits so long for each byte.

    The environment's proxy serves secure connections alone: it would read the others.
    """
    proxy = None
    if is_secure and not proxy_bypass(host):
        proxies = getproxies()
        proxy = proxies.get("https") or proxies.get("all")
    return httpx2.Client(
        transport=WatchedTransport(proxy),
        trust_env=False,
        follow_redirects=False,
        timeout=httpx2.Timeout(stall_seconds, connect=min(CONNECT_SECONDS, stall_seconds)),
        headers={"accept-encoding": "identity"},
    )
