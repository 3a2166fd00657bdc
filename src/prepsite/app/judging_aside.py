"""The process that `Aside` starts: it judges a vault as `check` does, and keeps what it found."""

import os
import signal
import sys
import threading
from pathlib import Path

from prepsite.app.check import check_vault
from prepsite.errors import PrepsiteError
from prepsite.vault.layout import Workspace

# How much it leaves to whoever waits for a page.
_POLITE = 10
# How often, in seconds, it looks whether somebody still waits for it.
_LOOK = 1.0


def main(*folders: str) -> None:
    """Judge the vault of a workspace, given by its three folders."""
    if hasattr(os, "nice"):
        os.nice(_POLITE)
    # An exit, by which what it began ends too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    _end_without(os.getppid())
    try:
        check_vault(Workspace(*map(Path, folders)))
    except PrepsiteError:
        # Whoever shows the vault meets it too, and tells it.
        sys.exit(1)


def _end_without(parent: int) -> None:
    """End this process when another one has taken the place of its parent, which is gone then."""
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)
        return
    looking = threading.Timer(_LOOK, _end_without, (parent,))
    looking.daemon = True
    looking.start()


if __name__ == "__main__":
    main(*sys.argv[1:])
