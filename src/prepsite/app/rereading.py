"""Check a vault again and again: what did not change stays the same object.

The result always equals that of a first look at the same files. It is put together from one part an
application and one for the candidate's own files, which are told apart by the bytes that they were
made from and by nothing else.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from prepsite.app.aside import Aside
from prepsite.app.changed import ALL, Changed, changed_in
from prepsite.app.code import code_digest
from prepsite.app.judging import FEWEST, FEWEST_DOCUMENTS, judged_in_two
from prepsite.app.kept_parts import KeptPart, KeptParts, Linked, dumped, is_keepable
from prepsite.app.lasting import kept_for_good
from prepsite.app.relinking import (
    Waiting,
    are_same,
    derived_afresh,
    derived_again,
    is_same,
    known_from,
    linked_again,
    rounds_of_changed,
)
from prepsite.app.reports import CheckReport, report_of, settings_problems
from prepsite.core.derived import Derived, Own
from prepsite.core.linking import each_once, own_problems
from prepsite.core.own import last_day
from prepsite.core.reusing import kept_own
from prepsite.core.unchecked import unchecked
from prepsite.core.vault import Vault
from prepsite.core.weight_problems import weight_of_own
from prepsite.errors import Problem
from prepsite.vault.keeping import said_by
from prepsite.vault.layout import Workspace
from prepsite.vault.opening import Held
from prepsite.vault.proposals import read_proposals
from prepsite.vault.reader import ReadOwn, documents_in, read_application, read_own
from prepsite.vault.texts import Texts


@dataclass(frozen=True)
class _Parts:
    """What a report was put together from; `awaited` are the applications that are still to be judged."""

    read: ReadOwn
    vault: Vault
    linked: Mapping[str, Linked]
    waiting: Waiting
    others: tuple[Problem, ...]
    of_texts: tuple[Problem, ...]
    of_settings: tuple[Problem, ...]
    awaited: frozenset[str]
    report: CheckReport


@dataclass(frozen=True)
class _Known:
    """What is known of applications beforehand, and which of them are left for later.

    Of those that were `kept`, it stands on disk, too.
    """

    parts: Mapping[str, KeptPart]
    kept: Collection[str]
    awaited: frozenset[str]


class Rereading:
    """One vault, checked whenever it is asked for."""

    def __init__(self, workspace: Workspace, kept: Path | None = None) -> None:
        self._workspace = workspace
        self._last: _Parts | None = None
        self._kept = KeptParts(kept) if kept else None
        # What is kept on disk, as far as it is known.
        self._on_disk: dict[str, Derived] = {}
        self._aside: Aside | None = None

    @property
    def aside(self) -> Aside | None:
        """Return the process that judges what is awaited; when it has ended, `report` says the whole."""
        return self._aside

    def look(self, changed: Collection[Path] | None = None) -> CheckReport:
        """Return what can be said of the vault at once; the rest is judged by another process.

        It is provisional where many applications are new, or stand beside other own files than before: `report`
        says the whole. Given what `changed`, nothing else is looked at again. Raises PrepsiteError where
        there is no vault.
        """
        return self._looked(changed, whole=self._kept is None)

    def report(self, changed: Collection[Path] | None = None) -> CheckReport:
        """Return what is wrong with the vault as it stands on disk now.

        Given the files and folders that `changed`, or were made, moved or removed, nothing else is looked
        at again. Raises PrepsiteError where there is no vault.
        """
        return self._looked(changed, whole=True)

    def _looked(self, changed: Collection[Path] | None, *, whole: bool) -> CheckReport:
        last = self._last
        some = ALL if changed is None or last is None else changed_in(self._workspace, changed, last.linked)
        parts = self._reread(last, some, whole=whole)
        self._last = parts
        if not parts.awaited:
            self._judge_aside(None)
            if changed is None:
                self.keep()
        return parts.report

    def keep(self) -> None:
        """Keep on disk what isn't kept yet; a full look does so by itself."""
        if self._kept is None or self._last is None:
            return
        for name, derived in self._last.report.derived.items():
            if self._on_disk.get(name) is derived or name in self._last.awaited:
                continue
            content = dumped(self._last.linked[name], derived) if is_keepable(derived.record) else None
            if content is None:
                self._kept.drop(name)
            else:
                self._kept.keep(name, content)
            self._on_disk[name] = derived
        self._kept.sweep(self._last.linked)

    def expect(self, name: str) -> None:
        """Work out what another look at an application takes over, if that isn't known any more."""
        if self._last and name not in self._last.awaited and (derived := self._last.report.derived.get(name)):
            # What texts that stay as they are say of these, is taken over.
            _ = derived.stated, derived.lines, derived.traces

    def pack(self) -> None:
        """Hold prep in less memory until it is read again."""
        for derived in self._last.report.derived.values() if self._last else ():
            for prep in derived.preps:
                prep.pack()

    def close(self) -> None:
        """Keep what was judged, and have nothing more judged."""
        self._judge_aside(None)
        self.keep()

    def _judge_aside(self, said: str | None) -> None:
        """Have a vault with these own files judged by another process; None ends it."""
        if self._aside and self._aside.said != said:
            self._aside.stop()
            self._aside = None
        if said and self._aside is None:
            self._aside = Aside(self._workspace, said)

    def _reread(self, last: _Parts | None, changed: Changed, *, whole: bool) -> _Parts:
        workspace = self._workspace
        read = read_own(workspace, last.read if last else None) if changed.own or not last else last.read
        of_settings = settings_problems(workspace, read.vault) if changed.own or not last else last.of_settings
        vault = kept_own(read.vault, last.vault) if last else read.vault
        if last:
            linked: Mapping[str, Linked] = dict(self._linked(read, vault, last, changed))
            known = self._known(vault, linked, last, whole=whole)
        else:
            with kept_for_good():
                linked, known = self._first_linked(read, vault, whole=whole)
        records = {name: each.record for name, each in linked.items()}
        waiting = self._waiting(linked, last, changed)
        days = vault.settings.today or last_day(records.values())
        own = Own(vault, days, code_digest())
        if last and last.report.own.vault is vault and last.report.own.today == days:
            own = last.report.own
        is_as_before = last is not None and not changed.kept and waiting is last.waiting
        derived = dict(self._derived(own, linked, waiting, known, last, is_as_before=is_as_before))
        others = each_once((*read.problems, *waiting.problems, *own_problems(vault)))
        of_texts = last.of_texts if last and last.vault is vault else tuple(weight_of_own(vault))
        if (
            last
            and are_same(derived, last.report.derived)
            and (others, of_settings) == (last.others, last.of_settings)
        ):
            report = last.report
        else:
            of_own = (*of_texts, *of_settings)
            report = report_of(own, derived, others, of_own, known.awaited)
        return _Parts(read, vault, linked, waiting, others, of_texts, of_settings, known.awaited, report)

    def _derived(
        self,
        own: Own,
        linked: Mapping[str, Linked],
        waiting: Waiting,
        known: _Known,
        last: _Parts | None,
        *,
        is_as_before: bool,
    ) -> Iterator[tuple[str, Derived]]:
        """Yield what is worked out of each application; `is_as_before` tells that of all beside it."""
        said_then = said_by(self._workspace)
        for name, each in linked.items():
            before = last.report.derived.get(name) if last else None
            was_awaited = last is not None and name in last.awaited
            is_awaited = name in known.awaited
            if last and before and is_as_before and each is last.linked[name] and is_awaited == was_awaited:
                yield name, before if before.own is own else before.beside(own)
            elif is_awaited:
                yield name, unchecked(derived_afresh(own, each, waiting, said_then), before)
            else:
                if part := known.parts.get(name):
                    before = known_from(own, part, said_then)
                    if name in known.kept:
                        self._on_disk[name] = before
                elif was_awaited:
                    before = None
                yield name, derived_again(own, each, waiting, said_then, before)

    def _linked(
        self, read: ReadOwn, vault: Vault, last: _Parts, changed: Changed
    ) -> Iterator[tuple[str, Linked]]:
        for name, entry in read.folders.items():
            before = last.linked.get(name)
            if before and changed.applications is not None and name not in changed.applications:
                again = before.read
            else:
                again = read_application(self._workspace, name, entry, before.read if before else None)
            yield name, linked_again(again, vault, before, is_same_own=last.vault is vault)

    def _known(self, vault: Vault, linked: Mapping[str, Linked], last: _Parts, *, whole: bool) -> _Known:
        """Return what of applications that were looked at before is to be known otherwise, or later."""
        said = Own(vault, None, code_digest()).said
        if last.vault is vault and not (whole and last.awaited):
            return _Known({}, (), last.awaited & linked.keys())
        others = last.awaited & linked.keys() if last.vault is vault else frozenset(linked)
        unknown = self._unknown(others, said)
        texts, parts = Texts(self._workspace), dict[str, KeptPart]()
        for name in others - unknown:
            part = self._kept.load(name, texts.content) if self._kept else None
            if part and part.said == said and is_same(part.linked.read, linked[name].read):
                parts[name] = replace(part, linked=linked[name])
        awaited = others - parts.keys()
        documents = sum(1 + len(linked[name].record.interviews) for name in awaited)
        if whole or documents < FEWEST_DOCUMENTS:
            return _Known(parts, parts, frozenset())
        self._judge_aside(said)
        return _Known(parts, parts, awaited)

    def _unknown(self, names: Collection[str], said: str) -> frozenset[str]:
        """Return the applications of which nothing is kept that was judged beside these own files."""
        return frozenset(name for name in names if not self._kept or self._kept.beside(name) != said)

    def _first_linked(self, read: ReadOwn, vault: Vault, *, whole: bool) -> tuple[Mapping[str, Linked], _Known]:
        """Return the applications as `_linked`, and what is known of them."""
        kept, said = self._kept, Own(vault, None, code_digest()).said
        unknown = self._unknown(read.folders, said)
        is_left = not whole and len(unknown) >= FEWEST
        if is_left:
            self._judge_aside(said)
        judged = (
            {}
            if is_left
            else judged_in_two(self._workspace, [name for name in read.folders if name in unknown])
        )
        linked, parts = dict[str, Linked](), dict[str, KeptPart]()
        for name, entry in read.folders.items():
            with Held(self._workspace.vault) as held:
                texts = Texts(self._workspace, held)
                part = judged.get(name) or (kept.load(name, texts.content) if kept else None)
            before = part.linked if part else None
            again = read_application(
                self._workspace, name, entry, before.read if before else None, texts.contents
            )
            if part and part.said == said:
                parts[name] = part
            linked[name] = linked_again(again, vault, before, is_same_own=name in parts)
        awaited = frozenset(linked) - parts.keys() if is_left else frozenset[str]()
        return linked, _Known(parts, parts.keys() - judged.keys(), awaited)

    def _waiting(self, linked: Mapping[str, Linked], last: _Parts | None, changed: Changed) -> Waiting:
        if (
            last
            and not changed.kept
            and rounds_of_changed(linked, last.linked) == rounds_of_changed(last.linked, linked)
        ):
            return last.waiting
        documents = documents_in(each.record for each in linked.values())
        return Waiting(*read_proposals(self._workspace, documents))
