"""Judging many applications at once, half of them in a copy of this process where the system can make one.

They are handed over to who asks for all of them, or kept on disk one after another for others.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from prepsite.app.code import code_digest
from prepsite.app.copying import Copy, Send, can_be_copied
from prepsite.app.kept_parts import KeptPart, KeptParts, Linked, dumped, is_keepable, loaded
from prepsite.app.relinking import is_same
from prepsite.core.derived import Derived, Own
from prepsite.core.linking import each_once, link_application
from prepsite.core.vault import Vault
from prepsite.errors import PrepsiteError
from prepsite.vault.keeping import said_by
from prepsite.vault.layout import Workspace
from prepsite.vault.proposals import read_proposals
from prepsite.vault.read_parts import ReadOwn
from prepsite.vault.reader import documents_in, read_application, read_own
from prepsite.vault.texts import Texts

FEWEST = 12
"""Of fewer applications another process would cost more than it saves."""
FEWEST_DOCUMENTS = 30
"""Of fewer documents, which take half a second, nobody is shown a page from before they were judged."""
_HELD = 4
"""Of so many applications all is held while they are judged to be kept."""


def judged_in_two(workspace: Workspace, names: Sequence[str]) -> Mapping[str, KeptPart]:
    """Return applications as they were read and judged; nothing where they are few or one process has to do.

    Those that can't be handed over are left out, and so is whatever the other process didn't come to.
    """
    if len(names) < FEWEST or not can_be_copied():
        return {}
    here, there = names[::2], names[1::2]

    def work(send: Send) -> None:
        # Where there is no vault any more, the other process tells it.
        with suppress(PrepsiteError):
            for content in _handed_over(workspace, there):
                send(content)

    with Copy(work) as copy:
        found = {name: _part(linked, derived) for name, linked, derived in _judged(workspace, here)}
        found.update(_taken(workspace, copy))
    return found


def _taken(workspace: Workspace, copy: Copy) -> Iterator[tuple[str, KeptPart]]:
    content_of = Texts(workspace).content
    while content := copy.received():
        if part := loaded(content, content_of):
            yield part.linked.record.id, part


def _handed_over(workspace: Workspace, names: Sequence[str]) -> list[bytes]:
    """Return applications as bytes, all at once: the other process takes none before it has done its own."""
    return _as_bytes(_judged(workspace, names))


def _as_bytes(judged: Iterator[tuple[str, Linked, Derived]]) -> list[bytes]:
    found = (dumped(linked, derived) for _, linked, derived in judged if is_keepable(derived.record))
    return [content for content in found if content is not None]


def _part(linked: Linked, derived: Derived) -> KeptPart:
    return KeptPart(derived.own.said, linked, derived.proposals, derived.judged)


def keep_judged(workspace: Workspace, kept: KeptParts) -> None:
    """Keep what isn't kept yet of the applications as they are now, without holding many of them at a time.

    What can't be kept is left to whoever looks at the vault. Raises PrepsiteError where there is none.
    """
    own = read_own(workspace)
    names = list(own.folders)
    if len(names) < FEWEST or not can_be_copied():
        _keep_judged(workspace, own, names, kept)
        return
    there = names[1::2]
    with Copy(lambda _: _keep_judged(workspace, own, there, kept)):
        _keep_judged(workspace, own, names[::2], kept)
    # What the other process didn't come to; the rest is known by now.
    _keep_judged(workspace, own, there, kept)


def _keep_judged(workspace: Workspace, own: ReadOwn, names: Sequence[str], kept: KeptParts) -> None:
    said = Own(own.vault, None, code_digest()).said
    for first in range(0, len(names), _HELD):
        linked = {
            name: each
            for name, each in _linked(workspace, own, names[first : first + _HELD])
            if is_keepable(each.record) and not _is_kept(workspace, kept, name, each, said)
        }
        for name, each, derived in _judged_of(workspace, own.vault, linked) if linked else ():
            if (content := dumped(each, derived)) is not None:
                kept.keep(name, content)


def _is_kept(workspace: Workspace, kept: KeptParts, name: str, linked: Linked, said: str) -> bool:
    """Tell whether an application is kept as it stands now, beside these own files."""
    part = kept.load(name, Texts(workspace).content) if kept.beside(name) == said else None
    return part is not None and is_same(part.linked.read, linked.read)


def _judged(workspace: Workspace, names: Sequence[str]) -> Iterator[tuple[str, Linked, Derived]]:
    own = read_own(workspace)
    yield from _judged_of(workspace, own.vault, dict(_linked(workspace, own, names)))


def _linked(workspace: Workspace, own: ReadOwn, names: Sequence[str]) -> Iterator[tuple[str, Linked]]:
    for name in names:
        if name in own.folders:
            read = read_application(workspace, name, own.folders[name])
            record, problems = link_application(read.record, own.vault)
            yield name, Linked(read, record, each_once((*read.problems, *problems)))


def _judged_of(
    workspace: Workspace, vault: Vault, linked: Mapping[str, Linked]
) -> Iterator[tuple[str, Linked, Derived]]:
    beside = Own(vault, None, code_digest())
    waiting, _ = read_proposals(workspace, documents_in(each.record for each in linked.values()))
    said_then = said_by(workspace)
    for name, each in linked.items():
        below = f"{each.record.folder}/"
        proposals = {path: found for path, found in waiting.items() if path.startswith(below)}
        derived = Derived(beside, each.record, each.problems, proposals, each.read.made_from, said_then)
        derived.judge()
        yield name, each, derived
