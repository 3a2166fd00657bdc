"""Check a vault again and again: what did not change stays the same object.

The result always equals that of a first look at the same files. It is put together from one part an
application and one for the candidate's own files, which are told apart by the bytes that they were
made from and by nothing else.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from prepsite.app.code import code_digest
from prepsite.app.judging import FEWEST, JudgedAhead, judged_ahead, judged_in_two
from prepsite.app.kept_parts import KeptPart, KeptParts, Linked, dumped, is_keepable
from prepsite.app.lasting import kept_for_good
from prepsite.app.reports import CheckReport, report_of, settings_problems
from prepsite.core.changes import SaidThen
from prepsite.core.derived import Derived, Own
from prepsite.core.linking import each_once, link_application, own_problems
from prepsite.core.own import last_day
from prepsite.core.reusing import kept_own, kept_record
from prepsite.core.unchecked import unchecked
from prepsite.core.vault import ProposalFile, Vault
from prepsite.core.weight_problems import weight_of_own
from prepsite.errors import Problem
from prepsite.vault.keeping import FOLDER, said_by
from prepsite.vault.layout import Workspace
from prepsite.vault.opening import Held
from prepsite.vault.proposals import read_proposals
from prepsite.vault.reader import (
    APPLICATIONS,
    ReadApplication,
    ReadOwn,
    documents_in,
    read_application,
    read_own,
)
from prepsite.vault.texts import Texts


@dataclass(frozen=True)
class _Waiting:
    """The texts that wait, by the path of their prep, and the problems of what stands among them."""

    found: Mapping[str, tuple[ProposalFile, ...]]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Parts:
    """What a report was put together from."""

    read: ReadOwn
    vault: Vault
    linked: Mapping[str, Linked]
    waiting: _Waiting
    others: tuple[Problem, ...]
    of_texts: tuple[Problem, ...]
    of_settings: tuple[Problem, ...]
    report: CheckReport


@dataclass(frozen=True)
class _Changed:
    """Which parts are to be looked at again; `applications` is None for all."""

    own: bool = True
    applications: Collection[str] | None = None
    kept: bool = True


class Rereading:
    """One vault, checked whenever it is asked for."""

    def __init__(self, workspace: Workspace, kept: Path | None = None) -> None:
        self._workspace = workspace
        self._last: _Parts | None = None
        self._kept = KeptParts(kept) if kept else None
        # What is kept on disk, as far as it is known.
        self._on_disk: dict[str, Derived] = {}
        self._ahead: JudgedAhead | None = None

    def provisional(self) -> CheckReport:
        """Return what can be said of the vault before many new texts are looked at; `report` says the rest.

        Where they are few, or the vault was looked at, it is the report itself. Raises PrepsiteError
        where there is no vault.
        """
        if self._last or len(self._unknown(read_own(self._workspace))) < FEWEST:
            return self.report()
        parts = self._reread(None, _Changed(), is_provisional=True)
        new = {name: parts.linked[name] for name in self._unknown(parts.read) if name in parts.linked}
        self._ahead = self._ahead or judged_ahead(self._workspace, parts.vault, new)
        return parts.report

    def _unknown(self, read: ReadOwn) -> set[str]:
        """Return the applications of which nothing is kept that was judged beside these files."""
        said, kept = Own(read.vault, None, code_digest()).said, self._kept
        return {name for name in read.folders if not kept or kept.beside(name) != said}

    def report(self, changed: Collection[Path] | None = None) -> CheckReport:
        """Return what is wrong with the vault as it stands on disk now.

        Given the files and folders that `changed`, or were made, moved or removed, nothing else is looked
        at again. Raises PrepsiteError where there is no vault.
        """
        last = self._last
        parts = self._reread(
            last, _Changed() if changed is None or last is None else self._parts_of(changed, last)
        )
        self._last = parts
        if changed is None:
            self.keep()
        return parts.report

    def keep(self) -> None:
        """Keep on disk what isn't kept yet; a full look does so by itself."""
        if self._kept is None or self._last is None:
            return
        for name, derived in self._last.report.derived.items():
            if self._on_disk.get(name) is derived:
                continue
            content = dumped(self._last.linked[name], derived) if is_keepable(derived.record) else None
            if content is None:
                self._kept.drop(name)
            else:
                self._kept.keep(name, content)
            self._on_disk[name] = derived
        self._kept.sweep(self._last.linked)

    def _reread(self, last: _Parts | None, changed: _Changed, *, is_provisional: bool = False) -> _Parts:
        workspace = self._workspace
        read = read_own(workspace, last.read if last else None) if changed.own or not last else last.read
        of_settings = settings_problems(workspace, read.vault) if changed.own or not last else last.of_settings
        vault = kept_own(read.vault, last.vault) if last else read.vault
        parts: dict[str, KeptPart] = {}
        unknown = set[str]() if last else self._unknown(read)
        if last:
            linked = dict(self._linked(read, vault, last, changed))
        else:
            judged = {} if is_provisional else self._judged(read, unknown)
            with kept_for_good():
                linked = dict(self._first_linked(read, vault, judged, parts))
        records = {name: each.record for name, each in linked.items()}
        waiting = self._waiting(linked, last, changed)
        days = vault.settings.today or last_day(records.values())
        own = Own(vault, days, code_digest())
        if last and last.report.own.vault is vault and last.report.own.today == days:
            own = last.report.own
        said_then = said_by(workspace)
        before = last.report.derived if last else {}
        derived = {}
        for name, each in linked.items():
            found = before.get(name)
            if last and found and not changed.kept and each is last.linked[name] and waiting is last.waiting:
                derived[name] = found if found.own is own else found.beside(own)
            else:
                if part := parts.get(name):
                    found = _judged(own, part, said_then)
                    if self._kept and name not in unknown:
                        self._on_disk[name] = found
                new = _derived(own, each, waiting, said_then, found)
                derived[name] = unchecked(new) if is_provisional and name not in parts else new
        others = each_once((*read.problems, *waiting.problems, *own_problems(vault)))
        of_texts = last.of_texts if last and last.vault is vault else tuple(weight_of_own(vault))
        if last and _are_same(derived, before) and (others, of_settings) == (last.others, last.of_settings):
            report = last.report
        else:
            of_own = (*of_texts, *of_settings)
            report = report_of(own, derived, others, of_own, is_provisional=is_provisional)
        return _Parts(read, vault, linked, waiting, others, of_texts, of_settings, report)

    def _linked(
        self, read: ReadOwn, vault: Vault, last: _Parts, changed: _Changed
    ) -> Iterator[tuple[str, Linked]]:
        for name, entry in read.folders.items():
            before = last.linked.get(name)
            if before and changed.applications is not None and name not in changed.applications:
                again = before.read
            else:
                again = read_application(self._workspace, name, entry, before.read if before else None)
            yield name, _linked(again, vault, before, is_same_own=last.vault is vault)

    def _judged(self, read: ReadOwn, unknown: Collection[str]) -> Mapping[str, KeptPart]:
        """Return applications that other processes judged, as far as they could."""
        ahead, self._ahead = self._ahead, None
        if ahead:
            return ahead.parts()
        return judged_in_two(self._workspace, [name for name in read.folders if name in unknown])

    def _first_linked(
        self, read: ReadOwn, vault: Vault, judged: Mapping[str, KeptPart], parts: dict[str, KeptPart]
    ) -> Iterator[tuple[str, Linked]]:
        """Yield the applications as `_linked`; `parts` takes those judged already."""
        kept, said = self._kept, Own(vault, None, code_digest()).said
        for name, entry in read.folders.items():
            with Held(self._workspace.vault) as held:
                texts = Texts(self._workspace, held)
                part = judged.get(name) or (kept.load(name, texts.text) if kept else None)
            before = part.linked if part else None
            again = read_application(
                self._workspace, name, entry, before.read if before else None, texts.contents
            )
            if part and part.said == said:
                parts[name] = part
            yield name, _linked(again, vault, before, is_same_own=name in parts)

    def _waiting(self, linked: Mapping[str, Linked], last: _Parts | None, changed: _Changed) -> _Waiting:
        if last and not changed.kept and _rounds(linked, last.linked) == _rounds(last.linked, linked):
            return last.waiting
        documents = documents_in(each.record for each in linked.values())
        return _Waiting(*read_proposals(self._workspace, documents))

    def _parts_of(self, changed: Collection[Path], last: _Parts) -> _Changed:
        """Return the parts that files and folders belong to."""
        root = self._workspace.vault
        own, kept, applications = False, False, set[str]()
        for path in changed:
            place = self._workspace.root / path
            if root.is_relative_to(place) or place == root / APPLICATIONS:
                return _Changed()
            parts = place.relative_to(root).parts if place.is_relative_to(root) else ()
            if parts[:1] == (FOLDER,):
                kept = True
            elif parts[:1] == (APPLICATIONS,) and parts[1] in last.linked:
                applications.add(parts[1])
                own |= not (root / parts[0] / parts[1]).is_dir()
            else:
                # The candidate's own, an application that wasn't there, or a catalogue of words.
                own = True
        return _Changed(own, applications, kept)


def _linked(again: ReadApplication, vault: Vault, before: Linked | None, *, is_same_own: bool) -> Linked:
    if before and is_same_own and (again is before.read or _is_same(again, before.read)):
        return before
    record, found = link_application(again.record, vault)
    record = kept_record(record, before.record) if before else record
    return Linked(again, record, each_once((*again.problems, *found)))


def _judged(own: Own, part: KeptPart, said_then: SaidThen) -> Derived:
    linked = part.linked
    read = Derived(own, linked.record, linked.problems, part.proposals, linked.read.made_from, said_then)
    return read.with_judged(part.judged)


def _is_same(one: ReadApplication, other: ReadApplication) -> bool:
    return one.made_from == other.made_from and one.problems == other.problems


def _are_same(derived: Mapping[str, Derived], before: Mapping[str, Derived]) -> bool:
    return list(derived) == list(before) and all(each is before[name] for name, each in derived.items())


def _rounds(linked: Mapping[str, Linked], other: Mapping[str, Linked]) -> list[tuple[str, list[str]]]:
    """Return the ids of the rounds of each application that differs from the other's."""
    return [
        (name, sorted(found.id for found in each.record.interviews))
        for name, each in linked.items()
        if each is not other.get(name)
    ]


def _derived(
    own: Own, linked: Linked, waiting: _Waiting, said_then: SaidThen, before: Derived | None
) -> Derived:
    record = linked.record
    rounds = (f"{record.folder}/interviews/{found.id}/prep.md" for found in record.interviews)
    paths = (f"{record.folder}/prep.md", *rounds)
    proposals = {path: waiting.found[path] for path in paths if path in waiting.found}
    heard = before is None or before.would_hear_the_same(said_then)
    is_same = (
        before is not None
        and before.record is record
        and before.found == linked.problems
        and before.proposals == proposals
        and before.made_from == linked.read.made_from
        and heard
    )
    if before is not None and is_same:
        return before if before.own is own else before.beside(own)
    new = Derived(own, record, linked.problems, proposals, linked.read.made_from, said_then)
    return new.after(before, heard=heard) if before else new
