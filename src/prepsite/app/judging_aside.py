"""The process that `Aside` starts: it judges a vault as `check` does, and keeps what it found as it goes."""

import os
import signal
import sys
import threading
from pathlib import Path

from prepsite.app.check import kept_of
from prepsite.app.judging import keep_judged
from prepsite.app.kept_parts import KeptParts
from prepsite.errors import PrepsiteError
from prepsite.vault.layout import Workspace

# How much it leaves to whoever waits for a page.
_POLITE = 10


def main(*folders: str) -> None:
    """Judge the vault of a workspace, given by its three folders, as long as its input is open."""
    if hasattr(os, "nice"):
        os.nice(_POLITE)
    # An exit, by which what it began ends too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    # A timer, which doesn't keep this process from being copied.
    waiting = threading.Timer(0, _end_with_input)
    waiting.daemon = True
    waiting.start()
    try:
        workspace = Workspace(*map(Path, folders))
        keep_judged(workspace, KeptParts(kept_of(workspace)))
    except PrepsiteError:
        # Whoever shows the vault meets it too, and tells it.
        sys.exit(1)


def _end_with_input() -> None:
    """End this process when nobody holds the other end of its input any more, however that came to pass."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(*sys.argv[1:])
