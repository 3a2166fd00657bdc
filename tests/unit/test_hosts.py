"""To whom a server answers: over real HTTP, with the Host header that a rebound name would send."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

from prepsite.errors import PrepsiteError
from prepsite.site.hosts import answering_own_names, is_own_name, require_asked_for


@contextmanager
def answering(folder: Path, host: str) -> Iterator[int]:
    """Serve a folder at a free port with the guard on; yield the port."""
    (folder / "index.html").write_text("<p>pay: 120</p>", encoding="utf-8")
    server = LiveReloadServer(lambda: None, host, 0, str(folder))
    answering_own_names(server)
    server.server_bind()
    server.server_activate()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        super(LiveReloadServer, server).shutdown()
        thread.join()
        server.server_close()


def asked(port: int, host: str | None, path: str = "/") -> tuple[int, str]:
    """Return status and text of what is answered to a request with that Host header."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest("GET", path, skip_host=True)
    if host is not None:
        connection.putheader("Host", host)
    connection.endheaders()
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    with answering(tmp_path, "127.0.0.1") as port:
        yield port


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST", "localhost."])
def test_this_machines_names_are_answered_at_any_port(port: int, host: str) -> None:
    for name in (host, f"{host}:{port}", f"{host}:9000"):
        assert asked(port, name) == (200, "<p>pay: 120</p>")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "192.168.1.5",
        "localhost:80@evil.example",
        "[::1",
        "[::1]evil.example",
        "",
        None,
        "x" * 5000,
        "user@localhost",
    ],
)
def test_any_other_name_is_refused_with_the_remedy(port: int, host: str | None) -> None:
    status, text = asked(port, host)
    assert status == 403
    assert "pay" not in text
    assert f"http://127.0.0.1:{port}/" in text
    assert "--address" in text
    assert "evil" not in text
    # Nor does it say that something was edited.
    assert asked(port, host, "/livereload/0/1")[0] == 403


def test_served_everywhere_a_bare_address_is_answered_and_no_foreign_name(tmp_path: Path) -> None:
    with answering(tmp_path, "0.0.0.0") as port:  # noqa: S104 - what is tested
        assert asked(port, f"192.168.1.5:{port}")[0] == 200
        assert asked(port, "localhost")[0] == 200
        assert asked(port, "evil.example")[0] == 403


def test_the_name_that_was_asked_for_is_answered() -> None:
    assert is_own_name("desk.lan:8000", "desk.lan")
    assert is_own_name("[fe80::1]:8000", "fe80::1")
    assert not is_own_name("other.lan:8000", "desk.lan")


def test_a_file_alone_shows_the_site_to_no_other_machine(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    file = tmp_path / "mkdocs.yml"
    file.write_text("site_name: x\ndev_addr: 0.0.0.0:8000\n", encoding="utf-8")
    with pytest.raises(PrepsiteError, match=r"other machines: 0\.0\.0\.0.*--dev-addr"):
        require_asked_for(load_config(str(file)))
    require_asked_for(load_config(str(file), dev_addr="0.0.0.0:9000"))  # the user's own word
    file.write_text("site_name: x\ndev_addr: 127.0.0.1:9000\n", encoding="utf-8")
    require_asked_for(load_config(str(file)))
