"""The command line: arguments to use cases, outcomes to text and exit codes."""

import gc
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from prepsite.cli.root import command_line
from prepsite.cli.terminal import complain, speak_utf8
from prepsite.errors import ExitCode, PrepsiteError

__all__ = ["main"]

_MOST_UNSEEN = 10_000


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with the exit code of its outcome."""
    # Most of what is made by imports stays, and looking it through each 700 values takes a tenth of them.
    gc.set_threshold(_MOST_UNSEEN)
    speak_utf8()
    code = int(_run(arguments))
    # Python looks through all values before it ends: of a large vault that takes longer than checking it again.
    gc.freeze()
    sys.exit(code)


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = command_line.main(arguments, prog_name="prepsite", standalone_mode=False)
        return code if isinstance(code, int) else ExitCode.FINE
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        complain("interrupted")
        return ExitCode.INTERRUPTED
    except PrepsiteError as error:
        complain(str(error))
        return error.exit_code
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        complain(f"{where}{error.strerror or error}; check that it exists and may be used")
        return ExitCode.PROBLEMS
    except Exception as error:  # noqa: BLE001 - the one place: whatever arrives here is a bug
        if os.environ.get("PREPSITE_DEBUG"):
            traceback.print_exc()
        complain(f"a bug in prepsite: {_short(error)}; set PREPSITE_DEBUG=1 and run it again to see more")
        return ExitCode.BUG


def _short(error: Exception) -> str:
    """Name an exception and where it came from; its message may hold private words, so it stays out."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} in {Path(frames[-1].filename).name}, line {frames[-1].lineno}"
