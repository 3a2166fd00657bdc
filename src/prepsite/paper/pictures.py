"""Pictures of the vault as data: addresses, for a file that asks for nothing: of known kinds, and small."""

import base64
from collections.abc import Mapping

from prepsite.core.pages.page import Attachment
from prepsite.errors import PrepsiteError, Problem, Severity
from prepsite.site.attachments import attachment_content
from prepsite.vault.layout import Workspace

REMEDY = "save it as a PNG or JPEG of less than 2 MB"
LARGEST = 2 * 1024 * 1024
MOST = 12 * 1024 * 1024
"""Of one picture, and of all of one file, in bytes."""

_PNG, _JPEG, _RIFF, _WEBP = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF", b"WEBP"
_GIF = (b"GIF87a", b"GIF89a")


class Pictures:
    """The pictures that one file holds; `left_out` are those that it can't, each with the reason."""

    def __init__(self, workspace: Workspace, attachments: Mapping[str, Attachment]) -> None:
        self._workspace = workspace
        self._attachments = attachments
        self._taken = 0
        self.left_out: dict[str, str] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return a warning for each picture that is left out."""
        return tuple(
            Problem(
                path, 1, 1, Severity.WARNING, "", f"the picture {why}: its words stand in its place", REMEDY
            )
            for path, why in self.left_out.items()
        )

    def __call__(self, uri: str) -> str:
        """Return a picture's data: address, or an empty text where it can't be in the file."""
        found = self._attachments.get(uri)
        if found is None:
            return ""
        try:
            content = attachment_content(self._workspace, found)
        except PrepsiteError as error:
            self.left_out[found.source] = error.what.removeprefix("the attachment ")
            return ""
        kind = kind_of(content)
        if not kind:
            self.left_out[found.source] = "is no PNG, JPEG, GIF or WebP picture"
        elif len(content) > LARGEST or self._taken + len(content) > MOST:
            self.left_out[found.source] = "is too large to be in the file"
        else:
            self._taken += len(content)
            return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
        return ""


def kind_of(content: bytes) -> str:
    """Return the type of a picture by how it begins, or an empty text for anything else."""
    if content.startswith(_PNG):
        return "image/png"
    if content.startswith(_JPEG):
        return "image/jpeg"
    if content.startswith(_GIF):
        return "image/gif"
    return "image/webp" if content[:4] == _RIFF and content[8:12] == _WEBP else ""
