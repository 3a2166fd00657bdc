"""Where a repository is sent, and which of those places the user knows to be private.

The list is the user's own, kept in the user's configuration folder: no vault can add to it.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

from prepsite.app.repositories import addresses_of, repositories_of
from prepsite.errors import UsageError
from prepsite.writers.openai.keeping import keep
from prepsite.writers.openai.trust import Trust

_FILE = "private-remotes"
UNREADABLE = "a place whose address can't be read"
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_SCP = re.compile(r"(?:[\w.-]+@)?(?P<host>[\w.-]+\.[\w.-]+|[\w-]+@[\w-]+|[\w.-]{2,}):(?P<path>(?!//).+)")


def place_of(address: str) -> str:
    """Return a remote as host and path, however it is written; raise UsageError for what is no address.

    `git@host:me/search.git` and `https://host/me/search` are one place. Names and passwords in it
    are left out.
    """
    given = address.strip()
    host, path = "", ""
    if "://" in given:
        try:
            parts = urlsplit(given)
            host, path = (parts.hostname or "").rstrip("."), parts.path
            host += f":{parts.port}" if parts.port and parts.scheme not in {"ssh", "git"} else ""
        except ValueError:
            host = ""
    elif found := _SCP.fullmatch(given):
        host, path = found["host"].rpartition("@")[2].lower(), found["path"]
    path = path.strip("/").removesuffix(".git").strip("/")
    if not host or not path or any(ord(character) < 33 for character in host + path):
        raise UsageError(
            "that is not the address of a repository",
            remedy="give it as `git remote -v` shows it, like git@example.org:me/job-search.git",
        )
    return f"{host}/{path}"


class PrivateRemotes:
    """The repositories elsewhere that the user says nobody else can read."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = (folder or Trust().file.parent) / _FILE

    @property
    def file(self) -> Path:
        """Return where the list is kept."""
        return self._file

    def places(self) -> tuple[str, ...]:
        """Return the places named by the user."""
        try:
            lines = self._file.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return ()
        return tuple(line.strip() for line in lines if line.strip())

    def add(self, address: str) -> str:
        """Take a place for private from now on; return it."""
        place = place_of(address)
        if place not in self.places():
            self._keep(*self.places(), place)
        return place

    def remove(self, address: str) -> str:
        """Take a place for private no longer; raise UsageError where it was not."""
        place = place_of(address)
        if place not in self.places():
            known = ", ".join(self.places()) or "none"
            raise UsageError(f"{place} was not on the list of private ones", remedy=f"those that are: {known}")
        self._keep(*(each for each in self.places() if each != place))
        return place

    def _keep(self, *places: str) -> None:
        keep(self._file, "".join(f"{place}\n" for place in places).encode())


def remotes_not_private(
    root: Path, known: PrivateRemotes | None = None, vault: Path | None = None
) -> tuple[str, ...]:
    """Return the places that a repository is sent to or taken from, but those that the user says are private.

    With `vault` its own repository and those within it count too: a vault may be a submodule, or a
    link to another clone. Folders of this machine need no naming; what can't be read as a place is
    returned as `UNREADABLE`. Raises PrepsiteError where there is a repository that git can't be asked about.
    """
    private = (known or PrivateRemotes()).places()
    found = []
    for repository in repositories_of(root, vault):
        for address in addresses_of(repository):
            if _is_folder(address):
                continue
            try:
                place = place_of(address)
            except UsageError:
                place = UNREADABLE
            if place not in private:
                found.append(place)
    return tuple(dict.fromkeys(found))


def _is_folder(address: str) -> bool:
    """Tell whether git takes an address for a folder of this machine: what has no colon before a slash."""
    if address.startswith("file:///") or _DRIVE.match(address):
        return True
    return ":" not in address.partition("/")[0]
