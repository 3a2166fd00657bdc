"""Run prepsite under other clocks, in other time zones, on files of other ages: nothing may differ.

    python benchmarks/clock.py

Plans, checks, writes and builds the example under each, and compares every byte of output, vault
and site with those of an ordinary run, the displayed dates aside.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from prepsite.app.scaffold import init

YEAR = 365 * 24 * 3600 + 6 * 3600
# What Python imports before anything else; the clock of the process is then another.
SHIM = """\
import datetime
import os
import time

_SHIFT = float(os.environ.get("SHIFTED_SECONDS", "0"))
_time, _time_ns = time.time, time.time_ns
_datetime, _date = datetime.datetime, datetime.date


class _Same(type):
    def __instancecheck__(cls, value):
        return isinstance(value, cls.__mro__[1])

    def __subclasscheck__(cls, kind):
        return issubclass(kind, cls.__mro__[1])


class _Datetime(_datetime, metaclass=_Same):
    @classmethod
    def now(cls, tz=None):
        return _datetime.fromtimestamp(time.time(), tz)

    @classmethod
    def today(cls):
        return _datetime.fromtimestamp(time.time())

    @classmethod
    def utcnow(cls):
        return _datetime.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)


class _Date(_date, metaclass=_Same):
    @classmethod
    def today(cls):
        return _datetime.fromtimestamp(time.time()).date()


if _SHIFT:
    time.time = lambda: _time() + _SHIFT
    time.time_ns = lambda: _time_ns() + int(_SHIFT) * 10**9
    datetime.datetime, datetime.date = _Datetime, _Date
"""


@dataclass(frozen=True)
class Clock:
    """A way in which time can differ: by `shift` seconds, by zone, by the age of the vault's files."""

    name: str
    shift: float = 0.0
    zone: str = ""
    modified: float | None = None


ORDINARY = Clock("ordinary")
CLOCKS = (
    Clock("ten years on", shift=10 * YEAR),
    Clock("ten years back", shift=-10 * YEAR),
    Clock("a day on", shift=24 * 3600),
    Clock("zone UTC+14", zone="Pacific/Kiritimati"),
    Clock("zone UTC-11", zone="Pacific/Pago_Pago"),
    Clock("zone of Nepal", zone="Asia/Kathmandu"),
    Clock("zone that is none", zone="Nowhere/Atall"),
    Clock("files of 1970", modified=0.0),
    Clock("files of the future", modified=4_000_000_000.0),
)
# MkDocs writes the day of the build into these.
_DATED = frozenset({"sitemap.xml", "sitemap.xml.gz"})


@dataclass(frozen=True)
class Outcome:
    """What a run left: what the commands said, and each file's text, by path."""

    said: Mapping[str, str]
    vault: Mapping[str, bytes]
    site: Mapping[str, bytes]

    def differences(self, other: "Outcome") -> list[str]:
        """Return the names of what differs."""
        found: list[str] = []
        for kind in ("said", "vault", "site"):
            mine, others = getattr(self, kind), getattr(other, kind)
            found += [
                f"{kind}: {name}" for name in sorted({*mine, *others}) if mine.get(name) != others.get(name)
            ]
        return found


def run(root: Path, clock: Clock, *command: str) -> str:
    """Run prepsite in `root` under another clock; return what it says, its exit code last."""
    return run_module(root, clock, "-m", "prepsite", *command)


def run_module(root: Path, clock: Clock, *arguments: str) -> str:
    """Run Python in `root` under another clock; return what it says, its exit code last."""
    shim = root.parent / "shim"
    shim.mkdir(exist_ok=True)
    (shim / "sitecustomize.py").write_text(SHIM, encoding="utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, (str(shim), os.environ.get("PYTHONPATH")))),
        "SHIFTED_SECONDS": str(clock.shift),
        "NO_MKDOCS_2_WARNING": "1",
        **({"TZ": clock.zone} if clock.zone else {}),
    }
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return f"{done.stdout}{done.stderr}{done.returncode}".replace(str(root), "ROOT")


def search_at(root: Path, *, today: str = "") -> None:
    """Make a job search with the example; `today` fixes the day that is displayed."""
    init(root)
    if today:
        settings = root / "vault/prepsite.yml"
        settings.write_text(f"{settings.read_text(encoding='utf-8')}\ntoday: {today}\n", encoding="utf-8")


def age(root: Path, clock: Clock) -> None:
    """Give all files of the vault the clock's time of change."""
    if clock.modified is not None:
        for path in (root / "vault").rglob("*"):
            os.utime(path, (clock.modified, clock.modified))


def outcome(root: Path, clock: Clock) -> Outcome:
    """Check, plan, write, plan again and build the search at `root` under a clock."""
    said: dict[str, str] = {}
    for step, command in enumerate(("check", "plan", "generate", "plan", "generate --stale", "build")):
        age(root, clock)
        said[f"{step} {command}"] = run(root, clock, *command.split())
    return Outcome(said, _files(root / "vault"), _files(root / "site"))


def _files(folder: Path) -> dict[str, bytes]:
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if path.name not in _DATED}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        search_at(place / "search", today="2026-02-18")
        shutil.copytree(place / "search", place / "kept")
        start = time.monotonic()
        ordinary = outcome(place / "search", ORDINARY)
        print(f"{ORDINARY.name}: {len(ordinary.vault)} files of the vault, {len(ordinary.site)} of the site")
        wrong = 0
        for clock in CLOCKS:
            shutil.rmtree(place / "search")
            shutil.copytree(place / "kept", place / "search")
            differs = ordinary.differences(outcome(place / "search", clock))
            wrong += len(differs)
            print(f"{clock.name}: {len(differs)} differences {', '.join(differs[:5])}".rstrip())
        print(f"differences: {wrong}, in {time.monotonic() - start:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
