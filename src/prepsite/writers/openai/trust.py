"""Which servers may have the key and the prompts: loopback, OpenAI's own, and those the user named.

A vault may come from somebody else, so what its settings name is not trusted for that. What the
user named is kept in the user's own configuration folder, outside every vault.
"""

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from prepsite.errors import PrepsiteError, UsageError
from prepsite.writers.openai.keeping import keep

OPENAI = "https://api.openai.com"
_FILE = "trusted-servers"
_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True)
class Origin:
    """Where a server is: scheme, host and port."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, address: str) -> "Origin":
        """Read an address, or a bare `host` or `host:port`, which means https; raise UsageError."""
        given = address.strip()
        text = given if "://" in given else f"https://{given}"
        try:
            parts = urlsplit(text)
            port = parts.port or _PORTS.get(parts.scheme, 0)
            host = (parts.hostname or "").rstrip(".")
        except ValueError as error:
            raise _unreadable(given) from error
        odd = any(
            character.isspace() or character in "\\%" or ord(character) < 33 for character in parts.netloc
        )
        if parts.scheme not in _PORTS or not host or not host.isascii() or odd or "@" in parts.netloc:
            raise _unreadable(given)
        return cls(parts.scheme, host, port)

    @property
    def is_loopback(self) -> bool:
        """Tell whether it is this machine."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + (f":{self.port}" if self.port != _PORTS[self.scheme] else "")


class Trust:
    """The servers that the user trusts, as kept in a folder of the user's."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = (folder or platformdirs.user_config_path("prepsite")) / _FILE

    @property
    def file(self) -> Path:
        """Return where the list is kept."""
        return self._file

    def origins(self) -> tuple[str, ...]:
        """Return the servers named by the user."""
        try:
            lines = self._file.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return ()
        return tuple(line.strip() for line in lines if line.strip())

    def holds(self, origin: Origin) -> bool:
        """Tell whether prompts and key may go there."""
        return origin.is_loopback or str(origin) == OPENAI or str(origin) in self.origins()

    def require(self, base_url: str) -> Origin:
        """Return the server's origin; raise PrepsiteError, saying how to trust it, if it isn't."""
        origin = Origin.of(base_url)
        if not self.holds(origin):
            raise PrepsiteError(
                f"the settings send your record and your key to {origin}, which you have not trusted",
                where="prepsite.yml: base_url",
                remedy=f"if you know who runs it: prepsite trust {origin}; nothing was sent",
            )
        return origin

    def add(self, address: str) -> Origin:
        """Trust a server from now on; return its origin."""
        origin = Origin.of(address)
        named = [*self.origins(), str(origin)]
        if str(origin) not in self.origins():
            keep(self._file, ("\n".join(named) + "\n").encode())
        return origin

    def remove(self, address: str) -> Origin:
        """Trust a server no longer; raise UsageError where it was not trusted."""
        origin = Origin.of(address)
        named = self.origins()
        if str(origin) not in named:
            raise UsageError(
                f"{origin} was not trusted", remedy=f"those that are: {', '.join(named) or 'none'}"
            )
        keep(self._file, "".join(f"{name}\n" for name in named if name != str(origin)).encode())
        return origin


def _unreadable(address: str) -> UsageError:
    return UsageError(
        f"{address[:200]!r} is not the address of a server",
        remedy="give one like https://llm.example.org/v1 or http://192.168.1.5:11434",
    )
