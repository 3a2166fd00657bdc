"""Commands that are measured: time on the wall, time of processors, memory of all their processes."""

import os
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

_TICK = os.sysconf("SC_CLK_TCK")
_SAMPLE = 0.1
LOG = "measured.log"


@dataclass(frozen=True)
class Memory:
    """MiB of a command and all its processes: `resident` counts shared memory in each, `shared_once` once."""

    resident: float
    shared_once: float


@dataclass(frozen=True)
class Used:
    """What a command took: seconds on the wall and of processors, and the most memory it held."""

    wall: float
    cpu: float
    memory: Memory


class CommandError(Exception):
    """A command that was to be measured ended with an error: how it was called, and the end of what it said."""


def environment() -> dict[str, str]:
    """Return the environment of all that is measured: Python keeps compiled modules, as it mostly does."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "NO_MKDOCS_2_WARNING": "1"}


def measured(
    command: Sequence[str], folder: Path, *, fine: Sequence[int] = (0,), more: Mapping[str, str] | None = None
) -> Used:
    """Run a command to its end, with more in its environment; what it says goes into LOG.

    Raises CommandError where it leaves with a code that isn't `fine`.
    """
    log = folder / LOG
    with log.open("wb") as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**environment(), **(more or {})},
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
        with _sampling(process.pid) as peak:
            _, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in fine:
        raise CommandError(
            f"{' '.join(command)}: {process.returncode}\n{log.read_text('utf-8', 'replace')[-2000:]}"
        )
    # Its ru_maxrss would be that of this process, which it was until it became the command.
    memory = Memory(peak.resident, peak.shared_once)
    return Used(wall, used.ru_utime + used.ru_stime, memory)


class Server:
    """A server that runs while the block does; its processes are a session of their own."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._command = command
        self._folder = folder

    def __enter__(self) -> "Server":
        self._log = (self._folder / "served.log").open("wb")
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            self._command, cwd=self._folder, env=environment(),
            stdout=self._log, stderr=self._log, start_new_session=True,
        )  # fmt: skip
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGINT)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._log.close()

    def require_running(self) -> None:
        """Raise CommandError where it has ended."""
        if self._process.poll() is not None:
            said = (self._folder / "served.log").read_text("utf-8", "replace")
            raise CommandError(f"{' '.join(self._command)} ended\n{said[-2000:]}")

    def cpu(self) -> float:
        """Return the seconds of processors that all its processes took until now."""
        ticks = 0
        for pid in _session(self._process.pid):
            with suppress(OSError):
                ticks += sum(map(int, _stat(pid)[11:15]))
        return ticks / _TICK

    def memory(self) -> Memory:
        """Return what its processes hold now."""
        return _memory(self._process.pid)


@dataclass
class _Peak:
    resident: float = 0.0
    shared_once: float = 0.0


@contextmanager
def _sampling(session: int) -> Iterator[_Peak]:
    """Look at the memory of a session now and then; each figure is the highest that was seen."""
    peak, over = _Peak(), threading.Event()

    def look() -> None:
        while not over.wait(_SAMPLE):
            now = _memory(session)
            peak.resident = max(peak.resident, now.resident)
            peak.shared_once = max(peak.shared_once, now.shared_once)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


def _stat(pid: int) -> list[str]:
    """Return the fields of a process from its state on; its name, which may hold anything, is left out."""
    return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()


def _session(leader: int) -> list[int]:
    """Return the processes of a session."""
    found = []
    for each in Path("/proc").iterdir():
        if each.name.isdecimal():
            with suppress(OSError):
                if int(_stat(int(each.name))[3]) == leader:
                    found.append(int(each.name))
    return found


def _memory(session: int) -> Memory:
    """Add up what the processes of a session hold now; none of them alone held more than `resident`."""
    resident = shared_once = alone = 0
    for pid in _session(session):
        with suppress(OSError):
            now = _sizes(Path(f"/proc/{pid}/smaps_rollup"))
            resident += now["Rss"]
            shared_once += now["Pss"]
            alone = max(alone, _sizes(Path(f"/proc/{pid}/status"))["VmHWM"])
    return Memory(max(resident, alone) / 1024, shared_once / 1024)


def _sizes(file: Path) -> Counter[str]:
    """Return the sizes in a file of /proc by name, in KiB; none where the process has just ended."""
    lines = (line.partition(":") for line in file.read_text("utf-8", "replace").splitlines())
    return Counter({name: int(value.split()[0]) for name, _, value in lines if value.endswith(" kB")})
