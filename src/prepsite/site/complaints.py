"""What MkDocs complains of: its warnings and errors, taken down while it works."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

_LOGGER = logging.getLogger("mkdocs")


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        # Put together now, so that another process can be handed it.
        record.msg, record.args, record.exc_info = record.getMessage(), (), None
        self.records.append(record)
        self.messages.append(record.msg)


@contextmanager
def _collected() -> Iterator[_Collector]:
    collector = _Collector()
    _LOGGER.addHandler(collector)
    try:
        yield collector
    finally:
        _LOGGER.removeHandler(collector)


@contextmanager
def complaints() -> Iterator[list[str]]:
    """Collect MkDocs's warnings and errors; where nobody set up logging, show them at the end.

    Where the block raises, they are in what it raises, and are not shown a second time.
    """
    with _collected() as collector:
        yield collector.messages
    if not _LOGGER.hasHandlers() and logging.lastResort:
        for record in collector.records:
            logging.lastResort.handle(record)


@contextmanager
def noted() -> Iterator[list[logging.LogRecord]]:
    """Yield the warnings and errors that MkDocs logs in the block; they are logged all the same."""
    with _collected() as collector:
        yield collector.records


def leave_to_others() -> None:
    """Have this process, a copy of another, say nothing: what it noted is told by the other."""
    _LOGGER.handlers.clear()
    _LOGGER.addHandler(logging.NullHandler())
    _LOGGER.propagate = False


def tell(noted_elsewhere: Iterable[logging.LogRecord]) -> None:
    """Say here what another process noted, where it is counted, too."""
    for record in noted_elsewhere:
        logging.getLogger(record.name).handle(record)
