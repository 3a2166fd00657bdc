"""The digest of the code that reads and judges: what was kept by other code is not used."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

import pydantic
import yaml

import prepsite
from prepsite.core.digests import digest_of

# What neither reads the vault nor judges it.
_LEFT_OUT = frozenset({"cli", "paper", "site", "watch", "writers"})


def said_by_files(folder: Path, *patterns: str) -> Iterator[str]:
    """Yield place and digest of each file below a folder whose name fits a pattern; all by default.

    One that can't be read is told where it is to be used.
    """
    for file in sorted({found for each in patterns or ("*",) for found in folder.rglob(each)}):
        if "__pycache__" not in file.parts and file.is_file():
            yield file.relative_to(folder).as_posix()
            with suppress(OSError):
                yield sha256(file.read_bytes()).hexdigest()


@cache
def code_digest() -> str:
    """Return the digest of prepsite's modules and of what they read with."""
    root = Path(prepsite.__file__).parent
    paths = (path for path in sorted(root.rglob("*.py")) if path.relative_to(root).parts[0] not in _LEFT_OUT)
    code = [sha256(path.read_bytes()).hexdigest() for path in paths]
    versions = (prepsite.__version__, sys.version, pydantic.VERSION, yaml.__version__)
    return digest_of([*versions, *code])
