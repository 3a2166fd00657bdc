"""The writers by their names: one literal dict."""

import difflib
from collections.abc import Callable

from prepsite.errors import UsageError
from prepsite.writers.context import WriterContext
from prepsite.writers.provider import Writer


def _offline(context: WriterContext) -> Writer:
    # Whoever only asks for the names of writers need not wait for their words and patterns.
    from prepsite.writers.offline import OfflineWriter

    return OfflineWriter(context.templates)


def _openai(context: WriterContext) -> Writer:
    from prepsite.writers.openai.writer import OpenAIWriter

    return OpenAIWriter(context)


WRITERS: dict[str, Callable[[WriterContext], Writer]] = {
    "offline": _offline,
    "openai": _openai,
}


def writer_named(name: str, context: WriterContext) -> Writer:
    """Return the writer of that name; raise UsageError, naming those there are, for another."""
    make = WRITERS.get(name)
    if make is None:
        near = difflib.get_close_matches(name.casefold(), WRITERS, n=1)
        hint = f"did you mean {near[0]}? " if near else ""
        raise UsageError(
            f"there is no writer {name!r}", remedy=f"{hint}the writers are: {', '.join(sorted(WRITERS))}"
        )
    return make(context)
