"""What of an application is taken over from an earlier look at it, and what is worked out anew."""

from collections.abc import Mapping
from dataclasses import dataclass

from prepsite.app.kept_parts import KeptPart, Linked
from prepsite.core.changes import SaidThen
from prepsite.core.derived import Derived, Own
from prepsite.core.linking import each_once, link_application
from prepsite.core.reusing import kept_record
from prepsite.core.vault import ProposalFile, Vault
from prepsite.errors import Problem
from prepsite.vault.reader import ReadApplication


@dataclass(frozen=True)
class Waiting:
    """The texts that wait, by the path of their prep, and the problems of what stands among them."""

    found: Mapping[str, tuple[ProposalFile, ...]]
    problems: tuple[Problem, ...]


def linked_again(again: ReadApplication, vault: Vault, before: Linked | None, *, is_same_own: bool) -> Linked:
    """Return an application that was read again beside the own files; `before` itself where it is the same."""
    if before and is_same_own and (again is before.read or is_same(again, before.read)):
        return before
    record, found = link_application(again.record, vault)
    record = kept_record(record, before.record) if before else record
    return Linked(again, record, each_once((*again.problems, *found)))


def is_same(one: ReadApplication, other: ReadApplication) -> bool:
    """Tell whether two looks at an application saw the same bytes, and the same wrong with them."""
    return one.made_from == other.made_from and one.problems == other.problems


def known_from(own: Own, part: KeptPart, said_then: SaidThen) -> Derived:
    """Return what is kept of an application."""
    linked = part.linked
    read = Derived(own, linked.record, linked.problems, part.proposals, linked.read.made_from, said_then)
    return read.with_judged(part.judged)


def derived_afresh(own: Own, linked: Linked, waiting: Waiting, said_then: SaidThen) -> Derived:
    """Return an application of which nothing is worked out yet."""
    record = linked.record
    rounds = (f"{record.folder}/interviews/{found.id}/prep.md" for found in record.interviews)
    paths = (f"{record.folder}/prep.md", *rounds)
    proposals = {path: waiting.found[path] for path in paths if path in waiting.found}
    return Derived(own, record, linked.problems, proposals, linked.read.made_from, said_then)


def derived_again(
    own: Own, linked: Linked, waiting: Waiting, said_then: SaidThen, before: Derived | None
) -> Derived:
    """Return what is worked out for an application, as far as that holds that was worked out before."""
    new = derived_afresh(own, linked, waiting, said_then)
    if before is None:
        return new
    heard = before.would_hear_the_same(said_then)
    stays = (
        before.record is new.record
        and before.found == new.found
        and before.proposals == new.proposals
        and before.made_from == new.made_from
        and heard
    )
    if stays:
        return before if before.own is own else before.beside(own)
    return new.after(before, heard=heard)


def are_same(derived: Mapping[str, Derived], before: Mapping[str, Derived]) -> bool:
    """Tell whether all of it is the very same."""
    return list(derived) == list(before) and all(each is before[name] for name, each in derived.items())


def rounds_of_changed(linked: Mapping[str, Linked], other: Mapping[str, Linked]) -> list[tuple[str, list[str]]]:
    """Return the ids of the rounds of each application that differs from the other's."""
    return [
        (name, sorted(found.id for found in each.record.interviews))
        for name, each in linked.items()
        if each is not other.get(name)
    ]
