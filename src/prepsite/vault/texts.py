"""Texts of the vault by their paths, with the bytes that they were read from."""

import os

from prepsite.vault.layout import Workspace
from prepsite.vault.opening import Held, read_bytes


class Texts:
    """Reads files by path; `contents` are their bytes, so that what is read again is the same.

    `held` holds the folders on the way to them open.
    """

    def __init__(self, workspace: Workspace, held: Held | None = None) -> None:
        self._workspace = workspace
        self._held = held
        self._root = os.fspath(workspace.root)
        self.contents: dict[str, bytes] = {}

    def content(self, path: str) -> bytes:
        """Return a file's bytes; nothing of one that can't be read."""
        content, _ = read_bytes(f"{self._root}{os.sep}{path}", path, self._workspace.vault, self._held)
        if content is None:
            return b""
        self.contents[path] = content
        return content
