"""Judging many applications at once, half of them in a copy of this process where the system can make one."""

import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor

from prepsite.app.code import code_digest
from prepsite.app.kept_parts import KeptPart, Linked, dumped, is_keepable, loaded
from prepsite.core.derived import Derived, Own
from prepsite.core.linking import each_once, link_application
from prepsite.errors import PrepsiteError
from prepsite.vault.keeping import said_by
from prepsite.vault.layout import Workspace
from prepsite.vault.proposals import read_proposals
from prepsite.vault.reader import documents_in, read_application, read_own
from prepsite.vault.texts import Texts

FEWEST = 12
"""Of fewer applications another process would cost more than it saves."""


def judged_in_two(workspace: Workspace, names: Sequence[str]) -> Mapping[str, KeptPart]:
    """Return applications as they were read and judged; nothing where they are few or one process has to do.

    Those that can't be handed over are left out, and so is whatever the other process didn't come to.
    """
    if len(names) < FEWEST or not _can_be_copied():
        return {}
    here, there = names[::2], names[1::2]
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork")) as executor:
        other = executor.submit(_handed_over, workspace, there)
        found = {name: _part(linked, derived) for name, linked, derived in _judged(workspace, here)}
        try:
            contents = other.result()
        except (BrokenExecutor, OSError, PrepsiteError):
            return found
    for name, content in contents.items():
        if part := loaded(content, Texts(workspace).text):
            found[name] = part
    return found


def _can_be_copied() -> bool:
    """Tell whether a copy of this process would be whole: of other threads, only their locks are copied."""
    is_alone = sys.platform == "linux" and threading.active_count() == 1
    return is_alone and len(os.sched_getaffinity(0)) > 1


def _handed_over(workspace: Workspace, names: Sequence[str]) -> dict[str, bytes]:
    judged = _judged(workspace, names)
    return {name: dumped(linked, derived) for name, linked, derived in judged if is_keepable(derived.record)}


def _part(linked: Linked, derived: Derived) -> KeptPart:
    return KeptPart(derived.own.said, linked, derived.proposals, derived.judged)


def _judged(workspace: Workspace, names: Sequence[str]) -> Iterator[tuple[str, Linked, Derived]]:
    own = read_own(workspace)
    beside = Own(own.vault, None, code_digest())
    linked: dict[str, Linked] = {}
    for name in names:
        if name in own.folders:
            read = read_application(workspace, name, own.folders[name])
            record, problems = link_application(read.record, own.vault)
            linked[name] = Linked(read, record, each_once((*read.problems, *problems)))
    waiting, _ = read_proposals(workspace, documents_in(each.record for each in linked.values()))
    said_then = said_by(workspace)
    for name, each in linked.items():
        below = f"{each.record.folder}/"
        proposals = {path: found for path, found in waiting.items() if path.startswith(below)}
        derived = Derived(beside, each.record, each.problems, proposals, each.read.made_from, said_then)
        derived.judge()
        yield name, each, derived
