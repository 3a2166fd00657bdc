"""The command line in forks of one process that has imported everything: no run waits for Python to start."""

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from prepsite.cli import main
from prepsite.core.brief import brief_for
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault
from prepsite.writers.offline import OfflineWriter

GENERATE = ("generate", "--stale")


def warm(root: Path) -> None:
    """Import and compute, before forking, what every run needs: each then begins where it matters."""
    vault = read_vault(Workspace.at(root))
    writer = OfflineWriter(JinjaTemplates())
    for record in vault.applications.values():
        writer.write_base(brief_for(vault, record.id, None))
        for interview in record.interviews:
            writer.write_interview(brief_for(vault, record.id, interview.id))


def start(root: Path, arguments: Sequence[str] = GENERATE, before: Callable[[], None] | None = None) -> int:
    """Start the command line in a fork, silent; return its process id. `before` is called in it."""
    return _fork(root, arguments, os.open(os.devnull, os.O_WRONLY), before)


def run(
    root: Path, arguments: Sequence[str] = GENERATE, before: Callable[[], None] | None = None
) -> tuple[int, str]:
    """Run the command line in a fork; return its exit code (negative: a signal) and what it said."""
    with tempfile.TemporaryFile() as file:
        pid = _fork(root, arguments, os.dup(file.fileno()), before)
        _, status = os.waitpid(pid, 0)
        file.seek(0)
        return os.waitstatus_to_exitcode(status), file.read().decode("utf-8", "replace")


def generate(root: Path) -> int:
    """Run `generate --stale` to its end; return its exit code."""
    code, said = run(root)
    if code:
        sys.stderr.write(said)
    return code


def _fork(root: Path, arguments: Sequence[str], output: int, before: Callable[[], None] | None) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        os.close(output)
        return pid
    code = 70
    try:
        os.dup2(output, 1)
        os.dup2(output, 2)
        if before is not None:
            before()
        main(["--root", str(root), *arguments])
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 0
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        # Neither the parent's clean-up nor its buffers are the fork's.
        os._exit(code)
