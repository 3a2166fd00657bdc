"""The ledgers of a vault's prep: each document checked once, and again only when it or its record changed.

A ledger is kept under the digest of all that it was made from: the checker itself, the document's
text, and what the checker is shown of the vault, which is nothing but the record in that digest.
Kept in memory, for a site that is served, and in `.prepsite/ledgers`, one file a document: whatever
can't be read there, or was made from something else, is made anew.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from prepsite.app.code import code_digest
from prepsite.app.kept_files import keep_at, kept_at, sweep_in
from prepsite.core.derived import Derived, Own
from prepsite.core.digests import digest_of, said_in
from prepsite.core.facts import in_force
from prepsite.core.grounding.ledger import Ledger, ledger_of
from prepsite.core.grounding.record import Record
from prepsite.core.vault import ApplicationRecord, PrepFile, Vault
from prepsite.vault.layout import Workspace

FOLDER = "ledgers"
# Of documents, in memory: the oldest go first.
_MOST_REMEMBERED = 24
# Of applications: what their documents stand on, read closely.
_MOST_GROUNDS = 2
_LARGEST = 16 * 1024 * 1024


@dataclass(frozen=True)
class _Kept:
    """A ledger and the digest of what it was made from."""

    made_from: str
    ledger: Ledger


_REMEMBERED: dict[Path, _Kept] = {}
_KEPT = TypeAdapter(_Kept)


def ledgers(workspace: Workspace, vault: Vault, paths: Collection[str] | None = None) -> Mapping[str, Ledger]:
    """Return the ledger of each prep document by its path, in the vault's order; of `paths` alone if given.

    Writes nothing but the cache, nothing private, and no error of it is told: a ledger that can't be
    kept is made again.
    """
    found: dict[str, Ledger] = {}
    folder = workspace.private / FOLDER
    own = _said_by_own(vault)
    files: set[str] = set()
    for record in vault.applications.values():
        seen: _Seen | None = None
        for prep, is_private in _prep_of(record):
            file = folder / _name(prep.path)
            if not is_private:
                files.add(file.name)
            if paths is None or prep.path in paths:
                seen = seen or _Seen(shown(vault, record.id), record.id, own)
                found[prep.path] = _ledger(seen, prep, file, on_disk=not is_private)
    sweep_in(folder, files)
    return found


class Ledgers:
    """The ledgers of one workspace, each looked up, or made, when it is asked for."""

    def __init__(self, workspace: Workspace) -> None:
        self._folder = workspace.private / FOLDER
        self._own: tuple[Own, str] | None = None
        self._seen: tuple[Derived, _Seen] | None = None
        self._grounds: dict[str, _Seen] = {}
        self._swept: frozenset[str] | None = None

    def of(self, derived: Derived, prep: PrepFile) -> Ledger:
        """Return the ledger of one of an application's documents."""
        if self._own is None or self._own[0] is not derived.own:
            self._own = derived.own, _said_by_own(derived.own.vault)
        if self._seen is None or self._seen[0] is not derived:
            seen = _Seen(derived.shown, derived.record.id, self._own[1])
            # Where prep alone was edited, what it stands on was read before.
            self._seen = derived, self._grounds.pop(seen.digest, seen)
            self._grounds[seen.digest] = self._seen[1]
            while len(self._grounds) > _MOST_GROUNDS:
                self._grounds.pop(next(iter(tuple(self._grounds))), None)
        is_private = any(found is prep and closed for found, closed in _prep_of(derived.record))
        return _ledger(self._seen[1], prep, self._folder / _name(prep.path), on_disk=not is_private)

    def sweep(self, derived: Iterable[Derived]) -> None:
        """Remove from the disk the ledgers of all documents but theirs, and those of private ones."""
        found = (each for one in derived for each in _prep_of(one.record))
        names = frozenset(_name(prep.path) for prep, is_private in found if not is_private)
        if names != self._swept:
            self._swept = names
            sweep_in(self._folder, names)


def record_of(vault: Vault, application_id: str) -> Record:
    """Return what one application's prep may stand on, without entries of `facts.md` that are overruled."""
    return Record(shown(vault, application_id), application_id)


def shown(vault: Vault, application_id: str) -> Vault:
    """Return what the checker may see of a vault for one application's prep."""
    record = vault.applications[application_id]
    bare = replace(record, prep=None, interviews=tuple(replace(each, prep=None) for each in record.interviews))
    days = [
        each.starts_at.date()
        for other in vault.applications.values()
        for each in other.interviews
        if each.starts_at
    ]
    # "Present" ends on the settings' day, or else with the last round of all applications.
    today = vault.settings.today or max(days, default=None)
    return replace(
        vault,
        settings=vault.settings.model_copy(update={"today": today}),
        facts=in_force(vault.facts),
        applications={application_id: bare},
        problems=(),
        proposals={},
    )


class _Seen:
    """What the checker sees of the vault for one application, and the digest of it."""

    def __init__(self, vault: Vault, application_id: str, own: str) -> None:
        self._vault = vault
        self._id = application_id
        self._record: Record | None = None
        self.digest = digest_of((own, *_said(self._vault)))

    @property
    def record(self) -> Record:
        """Return the record, made when it is first asked for."""
        if self._record is None:
            self._record = Record(self._vault, self._id)
        return self._record


def _ledger(seen: _Seen, prep: PrepFile, file: Path, *, on_disk: bool) -> Ledger:
    made_from = digest_of((_checker(), seen.digest, prep.path, prep.text))
    kept = _REMEMBERED.get(file)
    if kept is None or kept.made_from != made_from:
        kept = _read(file)
        if kept is None or kept.made_from != made_from:
            kept = _Kept(made_from, ledger_of(prep.text, seen.record))
            if on_disk:
                keep_at(file, _KEPT.dump_json(kept))
        _REMEMBERED.pop(file, None)
        _REMEMBERED[file] = kept
        while len(_REMEMBERED) > _MOST_REMEMBERED:
            # Another thread may have taken the same one out.
            _REMEMBERED.pop(next(iter(tuple(_REMEMBERED))), None)
    return kept.ledger


@lru_cache(maxsize=8192)
def _name(path: str) -> str:
    """Return the name of the file that keeps a document's ledger."""
    return f"{sha256(path.encode()).hexdigest()[:24]}.json"


def _prep_of(record: ApplicationRecord) -> Iterator[tuple[PrepFile, bool]]:
    """Yield each prep file, and whether it is private."""
    rounds = ((each.prep, each.id) for each in record.interviews)
    for prep, name in ((record.prep, None), *rounds):
        if prep is not None:
            yield prep, record.keeps(name)


def _said_by_own(vault: Vault) -> str:
    """Return the digest of the files that every application's prep may stand on."""
    files = (vault.profile, vault.facts, *vault.projects.values(), *vault.resumes.values())
    return digest_of(part for file in files for part in said_in(file))


def _said(vault: Vault) -> Iterator[str]:
    """Yield all that a vault of one application says beside the candidate's own files, places included."""
    yield vault.name
    yield vault.settings.model_dump_json()
    (record,) = vault.applications.values()
    rounds = [file for each in record.interviews for file in (each.file, each.notes)]
    yield record.folder
    yield repr([(each.id, each.starts_at) for each in record.interviews])
    for file in (record.application, record.job, record.company, *rounds):
        yield from said_in(file)


def _checker() -> str:
    """Return the digest of the checker: its code, which holds its words, and what it reads documents with."""
    return code_digest()


def _read(file: Path) -> _Kept | None:
    content = kept_at(file)
    with suppress(ValidationError):
        return _KEPT.validate_json(content) if content is not None else None
    return None
