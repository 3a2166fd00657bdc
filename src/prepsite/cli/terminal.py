"""What the user sees: UTF-8 lines, and a progress bar at a terminal where it takes a while."""

import io
import os
import re
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from prepsite.app.generate import Outcome

PATIENCE = 1.0
_TOKENS_A_SHOW = 8
_DIFF_COLOURS = {"+": "green", "-": "red", "@": "cyan"}
# Text from the vault must not steer the terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def speak_utf8() -> None:
    """Make both streams write UTF-8 whatever the locale, and never fail on a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str = "") -> None:
    """Print a line to standard output."""
    click.echo(_CONTROL.sub("\ufffd", text))


def show_difference(lines: Iterable[str]) -> None:
    """Print a unified diff, coloured at a terminal unless NO_COLOR is set."""
    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    for number, line in enumerate(lines):
        plain = _CONTROL.sub("\ufffd", line)
        if not coloured:
            click.echo(plain)
        elif number < 2:
            click.secho(plain, bold=True)
        else:
            click.secho(plain, fg=_DIFF_COLOURS.get(line[:1]))


def complain(text: str) -> None:
    """Print a line to standard error, with the command's name before it."""
    click.echo(f"prepsite: {_CONTROL.sub(chr(0xFFFD), text)}", err=True)


def remark(text: str) -> None:
    """Print a line to standard error that is no failure."""
    click.echo(_CONTROL.sub("\ufffd", text), err=True)


def at_terminal() -> bool:
    """Tell whether somebody sits in front of standard input and output."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@contextmanager
def busy(text: str) -> Iterator[None]:
    """Show `text` with a spinner, at a terminal, once the block has taken a second."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    status = Console(stderr=True).status(text)
    timer = threading.Timer(PATIENCE, status.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        status.stop()


class OutcomeLines:
    """Hears of documents as they are written: one line each; at a terminal a bar after a second.

    With `only_news` a document that was left as it is gets no line.
    """

    def __init__(self, *, only_news: bool = False) -> None:
        self._only_news = only_news
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._timer: threading.Timer | None = None
        self._tokens: dict[str, int] = {}

    def start(self, names: Sequence[str]) -> None:
        """Hear what will be written."""
        if not names or not sys.stdout.isatty():
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        told = TextColumn("{task.description}")
        columns = (TextColumn("Writing prep"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), told)
        self._bar = Progress(*columns, console=Console(), transient=True)
        self._task = self._bar.add_task("", total=len(names))
        self._timer = threading.Timer(PATIENCE, self._bar.start)
        self._timer.daemon = True
        self._timer.start()

    def streamed(self, name: str, tokens: int) -> None:
        """Hear how many tokens of a document have arrived, and show the sum of all."""
        self._tokens[name] = tokens
        if self._bar is not None and self._task is not None and tokens % _TOKENS_A_SHOW == 0:
            arrived = sum(self._tokens.copy().values())
            self._bar.update(self._task, description=f"{arrived:,} tokens")

    def done(self, outcome: "Outcome") -> None:
        """Hear what became of one document, and say so."""
        if not outcome.ok:
            self._print(f"prepsite: {outcome.name}: {outcome.message}", failed=True)
        elif outcome.written or not self._only_news:
            where = f" ({outcome.path})" if outcome.path else ""
            self._print(f"{outcome.name}: {outcome.message}{where}", failed=False)
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task)

    def close(self) -> None:
        """Take the bar away."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
        if self._bar is not None:
            self._bar.stop()

    def _print(self, text: str, *, failed: bool) -> None:
        if self._bar is not None and self._bar.live.is_started:
            plain = _CONTROL.sub("\ufffd", text)
            self._bar.console.print(plain, markup=False, highlight=False, soft_wrap=True, emoji=False)
        elif failed:
            remark(text)
        else:
            say(text)

    def __enter__(self) -> "OutcomeLines":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
