"""Applications as they were read and judged, kept on disk: one file each, told apart by what it was made from.

Only classes of the vault are made from such a file, whatever stands in it, and none of them does anything
when it is made: a file that somebody else put there can run no code. A file that is damaged, half
written or another version's is as good as none. Prep texts and files with a private block are not in it,
but read from the vault again; an application with a file that is private as a whole is not kept at all.
"""

import io
import pickle
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, cast, get_args
from zoneinfo import ZoneInfo

from prepsite.app.kept_files import keep_at, kept_at, sweep_in
from prepsite.core.changes import Change
from prepsite.core.defence import Undefended
from prepsite.core.derived import Derived
from prepsite.core.pages.outlines import Asks, Cites, Names, Outline
from prepsite.core.planned import PlannedSection
from prepsite.core.vault import ApplicationRecord, PrepFile, ProposalFile, VaultFile
from prepsite.errors import Problem, Severity
from prepsite.models.base import FileModel, VaultModel
from prepsite.vault.reader import ReadApplication, ReadFile, parsed_again

_ENDING = ".part"
_HEAD = b"prepsite part 1\n"
_PROTOCOL = 5
# The head, the digest of the own files, a check sum of what follows.
_SAID = slice(len(_HEAD), len(_HEAD) + 64)
_SUM = slice(_SAID.stop, _SAID.stop + 4)
_SAFE: Mapping[tuple[str, str], type] = {
    (each.__module__, each.__name__): each
    for each in (date, datetime, timedelta, timezone, Decimal, ZoneInfo, set, frozenset)
}
_SAFE_MODULES = ("prepsite.core.", "prepsite.models.")

# What a forged file may come to.
_NONE_OF_OURS = (
    pickle.UnpicklingError,
    ArithmeticError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)

# Classes of the vault that were found by their names.
_FOUND: dict[tuple[str, str], type] = {}

ContentOf = Callable[[str], bytes]
_Made = Asks | Change | Cites | Names | Outline | PlannedSection | Undefended
_Reduced = tuple[type[object], tuple[object, ...]]


@dataclass(frozen=True)
class Linked:
    """An application as it was read, and what came of it beside the candidate's own files."""

    read: ReadApplication
    record: ApplicationRecord
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class KeptPart:
    """What is kept of an application; `said` is the digest of the own files beside which it was judged."""

    said: str
    linked: Linked
    proposals: Mapping[str, tuple[ProposalFile, ...]]
    judged: Mapping[str, object]


class KeptParts:
    """The kept applications of one vault, in a folder that is prepsite's own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, name: str, content_of: ContentOf) -> KeptPart | None:
        """Return what is kept of an application, or None; `content_of` gives the bytes at a path."""
        content = kept_at(self._file(name))
        return loaded(content, content_of) if content is not None else None

    def beside(self, name: str) -> str:
        """Return the digest of the own files beside which an application was judged, or an empty text."""
        with suppress(OSError), self._file(name).open("rb") as file:
            return file.read(_SAID.stop)[_SAID].decode("latin-1")
        return ""

    def keep(self, name: str, content: bytes) -> None:
        """Keep an application by one atomic step; nothing is told if that can't be done."""
        keep_at(self._file(name), content)

    def sweep(self, names: Collection[str]) -> None:
        """Remove what is kept of applications that are gone."""
        sweep_in(self._folder, {self._file(name).name for name in names}, _ENDING)

    def drop(self, name: str) -> None:
        """Remove what is kept of an application."""
        with suppress(OSError):
            self._file(name).unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self._folder / f"{sha256(name.encode()).hexdigest()[:24]}{_ENDING}"


def is_keepable(record: ApplicationRecord) -> bool:
    """Tell whether all files of an application can be read, and none is private as a whole."""
    return all(file.fields is not None and not file.is_private for file in _files(record))


def dumped(linked: Linked, derived: Derived) -> bytes | None:
    """Return an application as bytes, as `loaded` takes it; None where something in it can't be handed on."""
    part = KeptPart(derived.own.said, linked, derived.proposals, derived.judged)
    buffer = io.BytesIO()
    try:
        _Pickler(buffer).dump(part)
    except pickle.PicklingError:
        return None
    content = buffer.getvalue()
    return _HEAD + part.said.encode() + zlib.crc32(content).to_bytes(4, "big") + content


def loaded(content: bytes, content_of: ContentOf) -> KeptPart | None:
    """Return an application from its bytes, or None where they are not what `dumped` made."""
    body = memoryview(content)[_SUM.stop :]
    if not content.startswith(_HEAD) or zlib.crc32(body).to_bytes(4, "big") != content[_SUM]:
        return None
    try:
        part = _Unpickler(io.BytesIO(body), content_of).load()
    except _NONE_OF_OURS:
        return None
    return part if isinstance(part, KeptPart) and part.said.encode() == content[_SAID] else None


class _PrepAt:
    """Stands for a prep file by its path."""


class _FileAt:
    """Stands for another file by its path and id."""


def _as_prep_at(prep: PrepFile) -> tuple[type[_PrepAt], tuple[str]]:
    return _PrepAt, (prep.path,)


def _as_zone(zone: ZoneInfo) -> tuple[type[ZoneInfo], tuple[str]]:
    return ZoneInfo, (zone.key,)


class _Pickler(pickle.Pickler):
    """Hands equal texts on as one, which is read once then, and held once."""

    def __init__(self, buffer: io.BytesIO) -> None:
        super().__init__(buffer, _PROTOCOL)
        self._texts: dict[str, str] = {}
        self._places: dict[tuple[object, ...], tuple[object, ...]] = {}
        self._given: dict[frozenset[str], set[str]] = {}
        self.dispatch_table = {
            PrepFile: _as_prep_at,
            VaultFile: self._file_at,
            ZoneInfo: _as_zone,
            **dict.fromkeys(get_args(_Made), self._made),
        }

    def reducer_override(self, obj: object) -> Any:
        """Have models whose files give the same fields share the set of these, which nothing changes."""
        if not isinstance(obj, VaultModel):
            return NotImplemented
        make, of = cast("tuple[Any, ...]", obj.__reduce_ex__(_PROTOCOL))[:2]
        state = obj.__getstate__()
        given = state[_FIELDS_SET]
        return make, of, {**state, _FIELDS_SET: self._given.setdefault(frozenset(given), given)}

    def _made(self, whole: _Made) -> _Reduced:
        """Return how to make an object anew: there are many, and to fill one made empty takes longer."""
        return type(whole), tuple(self._once(getattr(whole, each)) for each in whole.__slots__)

    def _file_at(self, file: VaultFile[FileModel]) -> _Reduced:
        """Return how to make a file anew, or to read it again where some of it is private."""
        if file.fields is None or file.fields.private:
            return _FileAt, (file.path, file.id)
        positions = {self._once(keys): self._once(place) for keys, place in file.positions.items()}
        values = {each.name: getattr(file, each.name) for each in fields(VaultFile)}
        return VaultFile, tuple({**values, "positions": positions}.values())

    def _once(self, value: object) -> object:
        """Return a text, or a tuple of texts and numbers, as the one that equals it; others as they are."""
        if type(value) is str:
            return self._texts.setdefault(value, value)
        if type(value) is tuple and all(type(each) in _PLAIN for each in value):
            return self._places.setdefault(value, tuple(map(self._once, value)))
        return value


# A bool equals a number, and isn't one.
_PLAIN = (str, int)
# As pydantic names it in what it gives to be copied.
_FIELDS_SET = "__pydantic_fields_set__"


class _Unpickler(pickle.Unpickler):
    def __init__(self, buffer: io.BytesIO, content_of: ContentOf) -> None:
        super().__init__(buffer)
        self._content_of = content_of

    def find_class(self, module: str, name: str) -> object:
        """Return a class of the vault by its name; raise UnpicklingError for everything else."""
        # What is returned must not hold this object, which holds all that it made: it would never go.
        content_of = self._content_of
        if (module, name) == (__name__, _PrepAt.__name__):
            return lambda path: PrepFile.of(path, content_of(path))
        if (module, name) == (__name__, _FileAt.__name__):
            return lambda path, name: parsed_again(path, name, content_of(path))
        if found := _SAFE.get((module, name)) or _OWN.get((module, name)) or _FOUND.get((module, name)):
            return found
        if module.startswith(_SAFE_MODULES) and name.isidentifier():
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                _FOUND[module, name] = found
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is nothing that is kept")


_KEPT = (Problem, Severity, Linked, KeptPart, ReadApplication, ReadFile)
_OWN: Mapping[tuple[str, str], type] = {(each.__module__, each.__name__): each for each in _KEPT}


def _files(record: ApplicationRecord) -> Iterator[VaultFile[FileModel]]:
    rounds = (file for each in record.interviews for file in (each.file, each.notes))
    for file in (record.application, record.job, record.company, *rounds):
        if file is not None:
            yield file
