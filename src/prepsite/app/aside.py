"""Another process that judges a vault while this one shows it, and leaves what it found where it is kept."""

import subprocess
import sys
from contextlib import suppress

from prepsite.vault.layout import Workspace

_MODULE = "prepsite.app.judging_aside"


class Aside:
    """A process that judges a vault as `check` does; `said` is the digest of the own files it is about."""

    def __init__(self, workspace: Workspace, said: str) -> None:
        self.said = said
        folders = map(str, (workspace.root, workspace.vault, workspace.templates))
        self._process: subprocess.Popen[bytes] | None = None
        # A machine that has no room for another process has to do without.
        with suppress(OSError):
            # Its own interpreter: a copy of this one would be one of threads that hold locks.
            self._process = subprocess.Popen(
                [sys.executable, "-m", _MODULE, *folders],
                # It ends when this is closed, as it is with this process, in whatever way that ends.
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    def wait(self) -> bool:
        """Wait until it has ended, and tell whether it came to its end; what it owes has to be judged here."""
        if self._process is None:
            return False
        is_done = self._process.wait() == 0
        self._close()
        return is_done

    def stop(self) -> None:
        """End it now."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._close()

    def _close(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
