"""To whom a server answers: to its own names alone, and to other machines only where that was asked for.

A page anywhere on the web can have its own name lead to this machine, and then read what is served
here as if it were its own. The name that the browser asked for gives it away.
"""

import ipaddress
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.utils.yaml import yaml_load

from prepsite.errors import PrepsiteError

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

Answer = Callable[[Mapping[str, Any], Callable[..., object]], Iterable[bytes]]
"""Answers a request: what it asks in, the head of the answer out, and the rest of it returned."""

_OWN = frozenset({"localhost", "127.0.0.1", "::1"})
_LONGEST_NAME = 300


def answering_own_names(server: "LiveReloadServer") -> None:
    """Have the server refuse a request for any name but this machine's and the address it was given."""
    asked = str(server.server_address[0])
    answer: Answer = server.get_app()  # type: ignore[assignment]

    def guarded(environ: Mapping[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
        if is_own_name(str(environ.get("HTTP_HOST", "")), asked):
            return answer(environ, start)
        start("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
        return [_refusal(asked, server.server_address[1]).encode()]

    server.set_app(guarded)


def is_own_name(host: str, asked: str) -> bool:
    """Tell whether a Host header names this machine, or the address `asked` that it is served at.

    Served at all addresses, a bare one will do: no page of another site can have it as its name.
    """
    name = _name_of(host)
    own = _name_of(f"[{asked}]" if ":" in asked else asked)
    if name is None:
        return False
    if name in _OWN or name == own:
        return True
    return _is_everywhere(asked) and _address(name) is not None


def require_asked_for(config: "MkDocsConfig") -> None:
    """Raise PrepsiteError where a file alone would show the site to other machines.

    A mkdocs.yml may come from somebody else; only who serves may say so.
    """
    if _is_this_machine(config.dev_addr.host) or not _says_so(config):
        return
    raise PrepsiteError(
        f"dev_addr would show the site to other machines: {config.dev_addr.host}",
        where=str(config.config_file_path),
        remedy="delete it there, and ask for that address with --dev-addr (prepsite serve: --address)",
    )


def _says_so(config: "MkDocsConfig") -> bool:
    """Tell whether the address is the file's own."""
    with Path(config.config_file_path).open("rb") as file:
        stated = yaml_load(file).get("dev_addr")
    return bool(stated) and str(stated) == str(config.dev_addr)


def _name_of(host: str) -> str | None:
    """Return the name in a Host header, in lower case and without the port; None for anything odd."""
    text = host.strip().lower()
    if not text or len(text) > _LONGEST_NAME:
        return None
    if text.startswith("["):
        name, closed, rest = text[1:].partition("]")
    else:
        name, closed, rest = *text.partition(":")[:1], "]", "".join(text.partition(":")[1:])
    if not closed or (rest and not (rest[0] == ":" and rest[1:].isdecimal())):
        return None
    return name.removesuffix(".") or None


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None


def _is_everywhere(host: str) -> bool:
    address = _address(host)
    return host == "" or bool(address and address.is_unspecified)


def _is_this_machine(host: str) -> bool:
    address = _address(host)
    return host == "localhost" or bool(address and address.is_loopback)


def _refusal(asked: str, port: int) -> str:
    shown = "127.0.0.1" if _is_everywhere(asked) else f"[{asked}]" if ":" in asked else asked
    return (
        "Nothing is shown here: this site is private, and was asked for by a name that is not its own.\n"
        f"Open http://{shown}:{port}/ instead, or serve it at that name: "
        f"prepsite serve --address NAME:{port}\n"
    )
