"""The posting of `prepsite new application`: where it comes from, and what is told of it."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prepsite.cli.terminal import at_terminal, remark, say
from prepsite.errors import UsageError

if TYPE_CHECKING:
    from prepsite.app.create import NewApplication
    from prepsite.core.capturing.finding import Found

_QUESTIONS = {"company": "Company", "role": "Role"}


def with_posting(wanted: "NewApplication", source: str | None) -> "NewApplication":
    """Return the application with its posting, and what was found in it where nothing was said.

    What was found is told, with where it stood, so that a wrong guess is seen. Company and role are
    asked for at a terminal. Raises UsageError where they stay unknown.
    """
    if source is not None:
        from prepsite.app.capturing import completed, read_posting_file

        captured = read_posting_file(*_content(source))
        for told in captured.remarks:
            remark(f"{source}: {told}")
        done = completed(wanted, captured)
        wanted = done.wanted
        _tell(done.found)
    missing = [name for name in _QUESTIONS if not getattr(wanted, name).strip()]
    if missing and at_terminal() and source != "-":
        answers = {name: click.prompt(_QUESTIONS[name]) for name in missing}
        return replace(
            wanted,
            company=answers.get("company", wanted.company),
            role=answers.get("role", wanted.role),
        )
    if missing:
        names = " and ".join(f"--{name}" for name in missing)
        if source is None:
            raise UsageError(
                f"{names} {'is' if len(missing) == 1 else 'are'} missing",
                remedy="say who is hiring for what, or give the posting that says it: --posting FILE",
            )
        told = " and ".join(missing)
        raise UsageError(
            f"the posting doesn't say the {told} in a way that can be told for sure",
            where=f"--posting {source}",
            remedy=f"add {names}",
        )
    return wanted


def _tell(found: "Mapping[str, Found]") -> None:
    for name, each in found.items():
        say(f"{name.replace('_', ' ')}: {each.value} ({each.source})")
    if found:
        say("found in the posting; what is wrong of it, mend in application.md and job.md")


def _content(source: str) -> tuple[bytes, str]:
    """Return the bytes of the posting and where they came from; one byte past the limit is enough."""
    from prepsite.app.capturing import LARGEST_PAGE

    if source == "-":
        if sys.stdin.isatty():
            remark("Paste the posting, then press Ctrl-D on a line of its own.")
        return sys.stdin.buffer.read(LARGEST_PAGE + 1), "standard input"
    path = Path(source)
    if not path.is_file():
        raise UsageError(
            "there is no such file", where=f"--posting {source}", remedy="or paste it: --posting -"
        )
    with path.open("rb") as file:
        return file.read(LARGEST_PAGE + 1), source
