"""The type of the fixture that runs the real command line."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol


class CommandLine(Protocol):
    """Runs `prepsite` with arguments; the process's streams are UTF-8 text."""

    def __call__(
        self,
        *arguments: str,
        cwd: Path,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
        executable: Path | None = None,
    ) -> "subprocess.CompletedProcess[str]": ...
