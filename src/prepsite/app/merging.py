"""Three-way merging of texts by git, which people already trust with theirs."""

import os
import subprocess
import tempfile
from pathlib import Path

from prepsite.errors import PrepsiteError
from prepsite.vault.layout import Workspace

YOURS, GENERATED, PROPOSED = "yours", "generated", "proposed"
# git merge-file exits with the number of conflicts, 127 at the most, and 128 or more where it failed.
_MOST_CONFLICTS = 127
_SECONDS = 60


def merge_texts(workspace: Workspace, yours: str, base: str, proposed: str) -> tuple[str, int]:
    r"""Return the merged text and the number of conflicts, which stand in it between conflict markers.

    All texts have `\n` at line ends. Raises PrepsiteError where git is missing or fails.
    """
    workspace.private.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="merge-", dir=workspace.private) as name:
        folder = Path(name)
        for label, text in ((YOURS, yours), (GENERATED, base), (PROPOSED, proposed)):
            (folder / label).write_bytes(text.encode("utf-8", "surrogateescape"))
        labels = [part for label in (YOURS, GENERATED, PROPOSED) for part in ("-L", label)]
        # The same marks whatever the user's settings, and no repository looked for.
        command = ["git", "-c", "merge.conflictStyle=merge", "merge-file", "-p", "-q", *labels]
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        try:
            done = subprocess.run(
                [*command, YOURS, GENERATED, PROPOSED],
                cwd=folder,
                env={**kept, "GIT_CEILING_DIRECTORIES": str(folder.parent), "LC_ALL": "C"},
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except FileNotFoundError as error:
            raise PrepsiteError(
                "merging needs git, which is not there",
                remedy="install git, or take what you want by hand from `prepsite diff`",
            ) from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PrepsiteError(
                f"git could not merge: {error}", remedy="take what you want by hand from `prepsite diff`"
            ) from error
    if not 0 <= done.returncode <= _MOST_CONFLICTS:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise PrepsiteError(
            f"git could not merge: {said[-1] if said else 'it does not say why'}",
            remedy="take what you want by hand from `prepsite diff`",
        )
    return done.stdout.decode("utf-8", "surrogateescape"), done.returncode
