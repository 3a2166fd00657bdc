"""Attachments: regular files of the vault, of kinds that only show or download."""

import logging
import os
import stat
from pathlib import Path, PurePosixPath

from prepsite.core.pages.edition import PUBLISHED_KINDS
from prepsite.core.pages.page import Attachment
from prepsite.errors import PrepsiteError
from prepsite.vault.layout import Workspace

log = logging.getLogger("mkdocs.plugins.prepsite")

MAX_BYTES = 50 * 1024 * 1024
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def attachment_content(workspace: Workspace, attachment: Attachment) -> bytes:
    """Return the bytes of an attachment; raise PrepsiteError where it must not be published."""
    path = workspace.root / attachment.source
    # A page or a drawing of a stranger's would act with the rights of the site.
    if PurePosixPath(attachment.uri).suffix.lower() not in PUBLISHED_KINDS:
        raise _refused(attachment, "is of a kind that isn't published", "save it as PDF or as an image")
    if not _is_inside(path, workspace):
        raise _refused(attachment, "is not inside the vault", "put the file itself there, not a link to it")
    try:
        descriptor = os.open(path, _FLAGS)
    except OSError as error:
        reason = (error.strerror or "it can't be opened").lower()
        raise _refused(attachment, f"can't be read: {reason}", "check the file and its rights") from error
    with os.fdopen(descriptor, "rb") as opened:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise _refused(attachment, "is not a regular file", "put a plain file in its place")
        if status.st_size > MAX_BYTES:
            raise _refused(attachment, "is larger than 50 MiB", "make it smaller")
        return opened.read(MAX_BYTES)


def content_or_warning(workspace: Workspace, attachment: Attachment) -> bytes | None:
    """Return the bytes of an attachment; where it must not be published, log why, and return None."""
    try:
        return attachment_content(workspace, attachment)
    except PrepsiteError as error:
        log.warning(str(error))
        return None


def _is_inside(path: Path, workspace: Workspace) -> bool:
    vault = workspace.vault.resolve()
    inside = path.resolve().is_relative_to(vault) and ".." not in path.parts
    return inside and not any(parent.is_symlink() for parent in path.parents if parent.is_relative_to(vault))


def _refused(attachment: Attachment, what: str, remedy: str) -> PrepsiteError:
    return PrepsiteError(f"the attachment {what}", where=attachment.source, remedy=remedy)
