"""Missing prep, written while the site is served: at once by the offline writer, by others in the background.

A language model may think for minutes. It does so in a process of its own, so that pages are shown
meanwhile and Ctrl-C ends it; each document shows when it is written.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from prepsite.app.filling import fill
from prepsite.cli.place import workspace_at
from prepsite.cli.terminal import OutcomeLines, complain
from prepsite.errors import ExitCode, PrepsiteError
from prepsite.vault.layout import Workspace
from prepsite.vault.settings_file import read_settings

# What a writer may take, in seconds, to end after it was asked to.
PATIENCE = 5.0
_AT_ONCE = {"offline"}


class Filling:
    """Writes what prep is missing, whenever it is told to, until it is closed."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._again = False

    def wanted(self) -> bool:
        """Tell whether the settings, as they are now, ask for it: spending is opt-in."""
        try:
            return read_settings(self._workspace)[0].serve.generate
        except (PrepsiteError, OSError):
            return False

    def fill(self) -> Sequence[Path]:
        """Write what is missing; return the files that are written. Others follow by themselves."""
        if read_settings(self._workspace)[0].writer in _AT_ONCE:
            return _fill(self._workspace)
        with self._lock:
            if self._process:
                self._again = True
            else:
                self._begin()
        return ()

    def close(self) -> None:
        """End a writer that is still thinking; what it has written stays."""
        with self._lock:
            process, self._process, self._again = self._process, None, False
        if process is None:
            return
        process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _begin(self) -> None:
        # Ctrl-C at the terminal goes to one process only, which then ends the other in good order.
        process = subprocess.Popen(
            [sys.executable, "-m", "prepsite.cli.filling", str(self._workspace.root)],
            process_group=0 if os.name == "posix" else None,
        )
        self._process = process
        threading.Thread(target=self._await, args=(process,), daemon=True).start()

    def _await(self, process: "subprocess.Popen[bytes]") -> None:
        """Begin anew after the process, if a change came meanwhile."""
        process.wait()
        with self._lock:
            if self._process is not process:
                return
            self._process = None
            if self._again:
                self._again = False
                self._begin()


def _fill(workspace: Workspace) -> Sequence[Path]:
    """Write what is missing; what can't be written is told and ends nothing."""
    try:
        with OutcomeLines(only_news=True) as lines:
            outcomes = fill(workspace, lines)
    except PrepsiteError as error:
        complain(str(error))
        return ()
    return [workspace.root / outcome.path for outcome in outcomes if outcome.written]


def main() -> None:
    """Write what is missing in the workspace that the first argument names."""
    try:
        _fill(workspace_at(Path(sys.argv[1])))
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
    except PrepsiteError as error:
        complain(str(error))
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
