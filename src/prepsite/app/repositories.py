"""What git says of the repositories that a job search and its vault are in."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from prepsite.errors import PrepsiteError

_SECONDS = 20
# Set by git for its hooks; another repository would answer for the folder that is asked about.
_OF_ANOTHER = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_PREFIX",
    "GIT_OBJECT_DIRECTORY",
    "GIT_NAMESPACE",
)
# A branch may name the address itself, in place of a remote's name.
_BY_ADDRESS = r"^(branch\..*\.(remote|pushremote)|remote\.pushdefault)$"


def repositories_of(root: Path, vault: Path | None = None) -> tuple[Path, ...]:
    """Return a folder of each repository that holds the search, the vault, or a part of the vault."""
    found = [folder for folder in (root, vault.resolve() if vault else root) if _is_within(folder)]
    if vault:
        found += (Path(home) for home, folders, names in os.walk(vault) if ".git" in (*folders, *names))
    return tuple(dict.fromkeys(folder.resolve() for folder in found))


def addresses_of(repository: Path) -> tuple[str, ...]:
    """Return the addresses that a repository is sent to or taken from, as git would use them.

    Raises PrepsiteError where git can't be asked.
    """
    listed = _asked(repository, "remote", "-v")
    lines = [line.split("\t", 1) for line in listed.splitlines() if "\t" in line]
    named = {name for name, _ in lines}
    found = [address.rsplit(" (", 1)[0] for _, address in lines]
    for entry in _asked(repository, "config", "-z", "--get-regexp", _BY_ADDRESS, may_fail=True).split("\0"):
        _, _, value = entry.partition("\n")
        if value and value not in {*named, "."}:
            found.append(value)
    return tuple(dict.fromkeys(found))


def unmerged(root: Path, vault: Path) -> tuple[str, ...]:
    """Return the files of merges that are not finished, from `root` where they lie below it.

    Raises PrepsiteError where git can't be asked.
    """
    return tuple(sorted({name for folder in repositories_of(root, vault) for name in _unmerged(folder, root)}))


def _unmerged(repository: Path, root: Path) -> Iterator[str]:
    listed = _asked(repository, "diff", "--name-only", "--diff-filter=U", "--relative", "-z")
    for name in filter(None, listed.split("\0")):
        file = repository / name
        base = root.resolve()
        yield file.relative_to(base).as_posix() if file.is_relative_to(base) else str(file)


def _is_within(folder: Path) -> bool:
    return any((above / ".git").exists() for above in (folder, *folder.resolve().parents))


def _asked(folder: Path, *arguments: str, may_fail: bool = False) -> str:
    """Return what git says; with `may_fail`, nothing where it says that there is none."""
    env = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER}
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, env=env, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PrepsiteError(
            "git can't be asked where this repository is sent",
            where=str(folder),
            remedy="install git, or build without --publish",
        ) from error
    if done.returncode != 0 and not (may_fail and done.returncode == 1):
        raise PrepsiteError(
            "git can't say where this repository is sent",
            where=str(folder),
            remedy=f"see what `git {arguments[0]}` says there",
        )
    return done.stdout.decode("utf-8", "replace")
