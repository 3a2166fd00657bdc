"""Check a vault again and again: what did not change stays the same object.

The result always equals that of a first look at the same files. It is put together from one part an
application and one for the candidate's own files, which are told apart by the bytes that they were
made from and by nothing else.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from prepsite.app.code import code_digest
from prepsite.app.languages import language_problems
from prepsite.core.derived import Derived, Own, SaidThen
from prepsite.core.linking import each_once, link_application, own_problems
from prepsite.core.nearest import nearest
from prepsite.core.own import last_day
from prepsite.core.plan import Plan
from prepsite.core.reusing import kept_own, kept_record
from prepsite.core.vault import ApplicationRecord, ProposalFile, Vault
from prepsite.errors import Problem, Severity, in_order
from prepsite.vault.keeping import FOLDER, said_by
from prepsite.vault.layout import Workspace
from prepsite.vault.proposals import read_proposals
from prepsite.vault.reader import (
    APPLICATIONS,
    ReadApplication,
    ReadOwn,
    documents_in,
    read_application,
    read_own,
)
from prepsite.vault.settings_file import read_settings
from prepsite.writers.registry import WRITERS


@dataclass(frozen=True)
class CheckReport:
    """The vault as it was read, its plan, every problem, sorted by place, and notices of what to do.

    `own` and `derived`, by application id, are what all of it was put together from.
    """

    vault: Vault
    plan: Plan
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    own: Own
    derived: Mapping[str, Derived] = field(default_factory=dict)


@dataclass(frozen=True)
class _Waiting:
    """The texts that wait, by the path of their prep, and the problems of what stands among them."""

    found: Mapping[str, tuple[ProposalFile, ...]]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Linked:
    """An application as it was read, beside which own files it was linked, and what came of it."""

    read: ReadApplication
    record: ApplicationRecord
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Parts:
    """What a report was put together from."""

    read: ReadOwn
    vault: Vault
    linked: Mapping[str, _Linked]
    waiting: _Waiting
    others: tuple[Problem, ...]
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

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._last: _Parts | None = None

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
        return parts.report

    def _reread(self, last: _Parts | None, changed: _Changed) -> _Parts:
        workspace = self._workspace
        read = read_own(workspace, last.read if last else None) if changed.own or not last else last.read
        of_settings = _of_settings(workspace, read.vault) if changed.own or not last else last.of_settings
        vault = kept_own(read.vault, last.vault) if last else read.vault
        linked = dict(self._linked(read, vault, last, changed))
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
                derived[name] = _derived(own, each, waiting, said_then, found)
        others = each_once((*read.problems, *waiting.problems, *own_problems(vault)))
        if last and _are_same(derived, before) and (others, of_settings) == (last.others, last.of_settings):
            report = last.report
        else:
            report = _report(own, derived, others, of_settings)
        return _Parts(read, vault, linked, waiting, others, of_settings, report)

    def _linked(
        self, read: ReadOwn, vault: Vault, last: _Parts | None, changed: _Changed
    ) -> Iterator[tuple[str, _Linked]]:
        is_same_own = last is not None and last.vault is vault
        for name, entry in read.folders.items():
            before = last.linked.get(name) if last else None
            looked = before is None or changed.applications is None or name in changed.applications
            again = (
                read_application(self._workspace, name, entry, before.read if before else None)
                if before is None or looked
                else before.read
            )
            if before is not None and is_same_own and (again is before.read or _is_same(again, before.read)):
                yield name, before
                continue
            record, found = link_application(again.record, vault)
            record = kept_record(record, before.record) if before else record
            yield name, _Linked(again, record, each_once((*again.problems, *found)))

    def _waiting(self, linked: Mapping[str, _Linked], last: _Parts | None, changed: _Changed) -> _Waiting:
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


def _is_same(one: ReadApplication, other: ReadApplication) -> bool:
    return one.made_from == other.made_from and one.problems == other.problems


def _are_same(derived: Mapping[str, Derived], before: Mapping[str, Derived]) -> bool:
    return list(derived) == list(before) and all(each is before[name] for name, each in derived.items())


def _rounds(linked: Mapping[str, _Linked], other: Mapping[str, _Linked]) -> list[tuple[str, list[str]]]:
    """Return the ids of the rounds of each application that differs from the other's."""
    return [
        (name, sorted(found.id for found in each.record.interviews))
        for name, each in linked.items()
        if each is not other.get(name)
    ]


def _derived(
    own: Own, linked: _Linked, waiting: _Waiting, said_then: SaidThen, before: Derived | None
) -> Derived:
    record = linked.record
    rounds = (f"{record.folder}/interviews/{found.id}/prep.md" for found in record.interviews)
    paths = (f"{record.folder}/prep.md", *rounds)
    proposals = {path: waiting.found[path] for path in paths if path in waiting.found}
    heard = before is None or all(said_then(asked) == said for asked, said in before.heard)
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


def _report(
    own: Own, derived: Mapping[str, Derived], others: tuple[Problem, ...], of_settings: tuple[Problem, ...]
) -> CheckReport:
    for each in derived.values():
        # One application after another: what its documents are read for several times, is kept as long.
        each.judge()
    found = [*others, *(problem for each in derived.values() for problem in each.found)]
    vault = replace(
        own.vault,
        applications={name: each.record for name, each in derived.items()},
        problems=in_order(found),
        proposals={path: waiting for each in derived.values() for path, waiting in each.proposals.items()},
    )
    of_applications = (problem for each in derived.values() for problem in each.problems)
    problems = in_order((*others, *own.problems, *of_applications, *of_settings))
    plan = Plan(tuple(planned for each in derived.values() for planned in each.plan))
    notices = (
        *(notice for each in derived.values() for notice in each.plan_notices),
        *(notice for each in derived.values() for notice in each.review_notices),
    )
    return CheckReport(vault, plan, problems, notices, own, derived)


def _of_settings(workspace: Workspace, vault: Vault) -> tuple[Problem, ...]:
    return (*_writer_problems(vault, workspace), *language_problems(workspace))


def _writer_problems(vault: Vault, workspace: Workspace) -> tuple[Problem, ...]:
    """Return a problem if the settings name a writer that there is none of."""
    stated = vault.settings.writer
    if stated in WRITERS:
        return ()
    _, parsed = read_settings(workspace)
    near = nearest(stated, WRITERS)
    remedy = f"did you mean {near}?" if near else f"the writers are {', '.join(sorted(WRITERS))}"
    position = parsed.positions.get(("writer",), (1, 1))
    message = f"there is no writer {stated[:60]!r}"
    return (Problem(parsed.path, *position, Severity.ERROR, "writer", message, remedy),)
