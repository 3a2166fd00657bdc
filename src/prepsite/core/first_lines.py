"""What a file of the vault begins with, for who has none of it yet."""

import re

_FIRST = {
    "application.md": "`company: …` and `role: …`",
    "interview.md": "`stage: …`",
    "profile.md": "`name: …`",
}
_BY_FOLDER = {"projects": "`title: …`", "resumes": "`title: …`"}
_WEB_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def how_to_begin(path: str) -> str:
    """Return what to put above the text of the file at `path`."""
    folder, _, name = path.rpartition("/")
    fields = _FIRST.get(name) or _BY_FOLDER.get(folder.rpartition("/")[2])
    if fields:
        return f"begin it with a line ---, then {fields}, then a line ---"
    return "begin it with two lines of ---; the text stands below them"


def is_web_page(text: str) -> bool:
    """Tell whether a text is a web page as a browser saves it."""
    return bool(_WEB_PAGE.match(text[:200]))
