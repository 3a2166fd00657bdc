"""What a generated document costs prepsite itself: all that `prepsite generate` does, its writer aside."""

import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from prepsite.app.generate import GenerateOptions, generate
from prepsite.app.outcomes import Outcome
from prepsite.core.brief import Brief
from prepsite.models.preparation import BaseDraft, InterviewDraft
from prepsite.vault.layout import Workspace
from prepsite.writers.context import WriterContext
from prepsite.writers.offline import OfflineWriter
from prepsite.writers.registry import WRITERS
from speed.tables import spread, table

T = TypeVar("T")


class _Timed(OfflineWriter):
    """The offline writer, which tells how long it wrote, in seconds of processors."""

    took = 0.0

    def write_base(self, brief: Brief) -> BaseDraft:
        return self._timed(lambda: super(_Timed, self).write_base(brief))

    def write_interview(self, brief: Brief) -> InterviewDraft:
        return self._timed(lambda: super(_Timed, self).write_interview(brief))

    def prompt_digest(self, brief: Brief) -> str:
        return self._timed(lambda: super(_Timed, self).prompt_digest(brief))

    def _timed(self, write: Callable[[], T]) -> T:
        begun = time.process_time()
        try:
            return write()
        finally:
            _Timed.took += time.process_time() - begun


class _Silent:
    """Hears of documents, and shows nothing."""

    def __init__(self) -> None:
        self.written = 0

    def start(self, names: Sequence[str]) -> None:
        pass

    def streamed(self, name: str, tokens: int) -> None:
        pass

    def done(self, outcome: Outcome) -> None:
        assert outcome.ok, outcome
        self.written += outcome.written


def table_of_documents(search: Path, folder: Path, repeat: int) -> str:
    """Return what a document takes, in ms of processors, where a run writes all prep of a job search."""
    own: list[float] = []
    writers: list[float] = []
    documents = 0
    WRITERS["offline"] = _timed
    # The first run has Python's own work in it: modules read, templates compiled.
    for turn in range(repeat + 1):
        _take_prep_away(search, folder)
        progress, _Timed.took = _Silent(), 0.0
        begun = time.process_time()
        generate(Workspace.at(folder), (), GenerateOptions(), progress)
        took, documents = time.process_time() - begun, progress.written
        if turn:
            own.append(1000 * (took - _Timed.took) / documents)
            writers.append(1000 * _Timed.took / documents)
    rows = [["prepsite", spread(own, 1)], ["the offline writer", spread(writers, 1)]]
    return table([f"{documents:,} documents", "CPU of one, ms"], rows)


def _timed(context: WriterContext) -> OfflineWriter:
    return _Timed(context.templates)


def _take_prep_away(search: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(search, folder, ignore=shutil.ignore_patterns("prep.md", ".prepsite"))
