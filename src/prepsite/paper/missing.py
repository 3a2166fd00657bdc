"""Where in the vault the characters stand that no font at hand can show."""

import unicodedata
from collections.abc import Sequence

from prepsite.errors import Problem, Severity
from prepsite.vault.layout import Workspace
from prepsite.vault.opening import read_text

_NAMED = 3
REMEDY = "name a folder of fonts that have it with --font-folder, or use the system's with --system-fonts"


def told_missing(missing: Sequence[str], paths: Sequence[str], workspace: Workspace) -> tuple[Problem, ...]:
    """Return a warning for each line that holds such characters first; each is told once."""
    left = dict.fromkeys(missing)
    found: list[Problem] = []
    for path in paths:
        text, _ = read_text(workspace.root / path, path, workspace.vault)
        if text is None or not left:
            continue
        for number, line in enumerate(text.split("\n"), 1):
            line = unicodedata.normalize("NFC", line)
            here = [letter for letter in left if letter in line]
            if here:
                here.sort(key=line.index)
                found.append(_warning(here, path, number, line.index(here[0]) + 1))
                for letter in here:
                    del left[letter]
    if left:
        found.append(_warning(list(left), paths[0] if paths else "", 1, 1))
    return tuple(found)


def _warning(letters: Sequence[str], path: str, line: int, column: int) -> Problem:
    named = ", ".join(_named(letter) for letter in letters[:_NAMED])
    more = f" and {len(letters) - _NAMED} more" if len(letters) > _NAMED else ""
    verb = "is" if len(letters) == 1 else "are"
    shown = f"[U+{ord(letters[0]):04X}]"
    message = f"{named}{more} {verb} in no font at hand, and printed as {shown}"
    return Problem(path, line, column, Severity.WARNING, "", message, REMEDY)


def _named(letter: str) -> str:
    return f"“{letter}” (U+{ord(letter):04X} {unicodedata.name(letter, 'unnamed')})"
