"""What `check` tells of ledgers: how many claims of each status, and those that nothing backs.

Kept in one small file an application, so that a vault is checked again without its ledgers being read.
It is told apart by `Derived.key`, that is by all that the ledgers were made from. Where many are to be
made, half of the applications are checked in a copy of this process.
"""

from collections.abc import Collection, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from prepsite.app.copying import Copy, Send, can_be_copied
from prepsite.app.kept_files import keep_at, kept_at, sweep_in
from prepsite.app.ledgers import Ledgers
from prepsite.core.derived import Derived
from prepsite.core.grounding.judging import Claim
from prepsite.core.grounding.verdict import Status
from prepsite.vault.layout import Workspace

FOLDER = "counted"
FEWEST = 24
"""Of fewer documents another process would cost more than it saves."""


@dataclass(frozen=True)
class Counted:
    """The claims of a document by status, and those of them that nothing backs."""

    counts: Mapping[Status, int]
    findings: tuple[Claim, ...]


@dataclass(frozen=True)
class _Kept:
    """What was counted of one application's documents, by path, and the key of what it was made from."""

    made_from: str
    documents: dict[str, Counted]


_KEPT = TypeAdapter(_Kept)
# Paths of documents by the id of their application.
Asked = Mapping[str, Collection[str]]


def counted(workspace: Workspace, derived: Mapping[str, Derived], asked: Asked) -> Mapping[str, Counted]:
    """Return what ledgers tell of the documents that are `asked` for, by path, in that order.

    None of them may be private: what is told of them is kept on disk, where it can be.
    """
    folder = workspace.private / FOLDER
    known = {name: _kept(folder, derived[name]) for name in asked}
    missing = {
        name: left
        for name, paths in asked.items()
        if (left := [path for path in paths if path not in known[name].documents])
    }
    for name, made in _made_in_two(workspace, derived, missing).items():
        known[name].documents.update(made.documents)
        keep_at(folder / _name(name), _KEPT.dump_json(known[name]))
    Ledgers(workspace).sweep(derived.values())
    sweep_in(folder, {_name(name) for name, each in derived.items() if not each.record.keeps(None)})
    return {path: known[name].documents[path] for name, paths in asked.items() for path in paths}


def _made_in_two(workspace: Workspace, derived: Mapping[str, Derived], asked: Asked) -> Mapping[str, _Kept]:
    names = list(asked)
    if sum(map(len, asked.values())) < FEWEST or not can_be_copied():
        return _made(workspace, derived, asked)
    here = {name: asked[name] for name in names[::2]}
    there = {name: asked[name] for name in names[1::2]}

    def work(send: Send) -> None:
        for content in _handed_over(workspace, derived, there):
            send(content)

    with Copy(work) as copy:
        found = _made(workspace, derived, here)
        for name in there:
            if (content := copy.received()) is None:
                break
            found[name] = _KEPT.validate_json(content)
    left = {name: paths for name, paths in there.items() if name not in found}
    return {**found, **_made(workspace, derived, left)}


def _handed_over(workspace: Workspace, derived: Mapping[str, Derived], asked: Asked) -> list[bytes]:
    """Return what is counted as bytes, all at once: the other process takes none before it has done its own."""
    return [_KEPT.dump_json(made) for made in _made(workspace, derived, asked).values()]


def _made(workspace: Workspace, derived: Mapping[str, Derived], asked: Asked) -> dict[str, _Kept]:
    ledgers = Ledgers(workspace)
    found: dict[str, _Kept] = {}
    for name, paths in asked.items():
        one = derived[name]
        made = {prep.path: ledgers.of(one, prep) for prep in one.preps if prep.path in paths}
        found[name] = _Kept(
            one.key,
            {
                path: Counted(ledger.counts, tuple(claim for claim in ledger.claims if claim.findings))
                for path, ledger in made.items()
            },
        )
    return found


def _kept(folder: Path, derived: Derived) -> _Kept:
    content = kept_at(folder / _name(derived.record.id))
    with suppress(ValidationError):
        kept = _KEPT.validate_json(content) if content is not None else None
        if kept is not None and kept.made_from == derived.key:
            return kept
    return _Kept(derived.key, {})


def _name(application_id: str) -> str:
    """Return the name of the file that keeps what was counted of an application."""
    return f"{sha256(application_id.encode()).hexdigest()[:24]}.json"
