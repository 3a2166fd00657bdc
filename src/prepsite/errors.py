"""Problems found in files, which are data, and errors that stop a command."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from operator import attrgetter


class Severity(StrEnum):
    """How much a problem matters: an error makes a file unusable, a warning wants a look."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one place: a value to collect and show, never an exception.

    `path` is relative to the folder that holds the vault (`vault/profile.md`), with forward
    slashes; `line` and `column` count from 1. `field` is the dotted path of the front matter
    key, or empty. `remedy` says what to do about it.
    """

    path: str
    line: int
    column: int
    severity: Severity
    field: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{self.path}:{self.line}:{self.column}: {self.severity}: {field}{self.message}{remedy}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by place; those of one place stay as they came."""
    return tuple(sorted(problems, key=_PLACE))


_PLACE = attrgetter("path", "line", "column")


class ExitCode(IntEnum):
    """What a command tells its shell."""

    FINE = 0
    PROBLEMS = 1
    USAGE = 2
    BUG = 3
    INTERRUPTED = 130


class PrepsiteError(Exception):
    """Something that stops a command: says what, where, and what to do."""

    exit_code = ExitCode.PROBLEMS

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{where}{self.what}{remedy}"


class UsageError(PrepsiteError):
    """A command was asked for something that can't be: exit code 2."""

    exit_code = ExitCode.USAGE
