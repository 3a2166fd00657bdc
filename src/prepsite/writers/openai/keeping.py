"""Keeping small files outside the vault: whole or not at all."""

import os
import tempfile
from pathlib import Path

from prepsite.errors import PrepsiteError

PREFIX = ".writing-"


def keep(path: Path, content: bytes) -> None:
    """Put a file in place by one atomic step, with its folders; raise PrepsiteError if it can't be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(prefix=PREFIX, dir=path.parent)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise PrepsiteError(
            f"can't be written: {error.strerror or error}",
            where=str(path),
            remedy="check the folder's rights and free space",
        ) from error
