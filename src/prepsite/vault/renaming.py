"""Renaming as a kernel can: two files exchanged in one step, or a name taken only if it is free.

Neither is in Python's library. Where a system or a file system lacks them, `exchange` says so, and
`move_if_free` takes the next best way.
"""

import ctypes
import errno
import os
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

_AT_FDCWD = -100
_LINUX_FREE, _LINUX_EXCHANGE = 1, 2
_MAC_EXCHANGE, _MAC_FREE = 2, 4
_UNKNOWN = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
_NO_LINKS = _UNKNOWN | {errno.EPERM, errno.EMLINK, errno.EXDEV}
# On Windows a virus scanner or an indexer may hold a file for a moment.
_ATTEMPTS, _FIRST_WAIT = 8, 0.01


def exchange(one: Path, other: Path) -> bool:
    """Exchange two files in one step; return False where that can't be done here at all.

    Raises OSError where it failed: neither file was touched then.
    """
    return _renamed(one, other, _LINUX_EXCHANGE, _MAC_EXCHANGE)


def move_if_free(source: Path, target: Path) -> None:
    """Rename a file to a name that is free; raise FileExistsError where it isn't, touching neither."""
    if _renamed(source, target, _LINUX_FREE, _MAC_FREE):
        return
    if os.name == "nt":
        _patiently(lambda: source.rename(target))
        return
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # No hard links on this file system: claim the name first, so that nobody's file is lost.
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        source.replace(target)
    else:
        source.unlink()


def replace(source: Path, target: Path) -> None:
    """Rename a file over another; on Windows patiently, for at most some seconds."""
    _patiently(lambda: source.replace(target))


def _patiently(rename: Callable[[], object]) -> None:
    for attempt in range(_ATTEMPTS):
        try:
            rename()
        except PermissionError:
            if os.name != "nt" or attempt == _ATTEMPTS - 1:
                raise
            time.sleep(_FIRST_WAIT * 2**attempt)
        else:
            return


def _renamed(source: Path, target: Path, linux: int, mac: int) -> bool:
    """Rename with a flag; return False where the system or the file system doesn't know it."""
    if sys.platform == "linux":
        failed = _linux(os.fsencode(source), os.fsencode(target), linux)
    elif sys.platform == "darwin":
        failed = _mac(os.fsencode(source), os.fsencode(target), mac)
    else:
        failed = errno.ENOSYS
    if failed in _UNKNOWN:
        return False
    if failed:
        raise OSError(failed, os.strerror(failed), str(source), None, str(target))
    return True


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _linux(source: bytes, target: bytes, flag: int) -> int:
    """Call renameat2; return the number of its error, 0 where there was none."""
    renameat2 = getattr(_library(), "renameat2", None)
    if renameat2 is None:
        return errno.ENOSYS
    renameat2.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint]
    if renameat2(_AT_FDCWD, source, _AT_FDCWD, target, flag) == 0:
        return 0
    return ctypes.get_errno()


def _mac(source: bytes, target: bytes, flag: int) -> int:
    """Call renamex_np; return the number of its error, 0 where there was none."""
    renamex_np = getattr(_library(), "renamex_np", None)
    if renamex_np is None:
        return errno.ENOSYS
    renamex_np.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_uint]
    if renamex_np(source, target, flag) == 0:
        return 0
    return ctypes.get_errno()
