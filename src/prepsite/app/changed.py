"""What changed files and folders of a vault are parts of."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from prepsite.vault.keeping import FOLDER
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import APPLICATIONS


@dataclass(frozen=True)
class Changed:
    """Which parts are to be looked at again; `applications` is None for all."""

    own: bool = True
    applications: Collection[str] | None = None
    kept: bool = True


ALL = Changed()


def changed_in(workspace: Workspace, changed: Collection[Path], known: Collection[str]) -> Changed:
    """Return the parts that files and folders belong to; `known` are the applications that were there."""
    root = workspace.vault
    own, kept, applications = False, False, set[str]()
    for path in changed:
        place = workspace.root / path
        if root.is_relative_to(place) or place == root / APPLICATIONS:
            return ALL
        parts = place.relative_to(root).parts if place.is_relative_to(root) else ()
        if parts[:1] == (FOLDER,):
            kept = True
        elif parts[:1] == (APPLICATIONS,) and parts[1] in known:
            applications.add(parts[1])
            own |= not (root / parts[0] / parts[1]).is_dir()
        else:
            # The candidate's own, an application that wasn't there, or a catalogue of words.
            own = True
    return Changed(own, applications, kept)
