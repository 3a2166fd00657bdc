"""Texts of the vault by their paths, with the bytes that they were read from."""

from prepsite.vault.layout import Workspace
from prepsite.vault.opening import Held, decoded, read_bytes


class Texts:
    """Reads texts by path; `contents` are their bytes, so that what is read again is the same.

    `held` holds the folders on the way to them open.
    """

    def __init__(self, workspace: Workspace, held: Held | None = None) -> None:
        self._workspace = workspace
        self._held = held
        self.contents: dict[str, bytes] = {}

    def text(self, path: str) -> str:
        """Return a file's text; what is no text has none."""
        content, _ = read_bytes(self._workspace.root / path, path, self._workspace.vault, self._held)
        if content is None:
            return ""
        self.contents[path] = content
        return decoded(content, path)[0] or ""
