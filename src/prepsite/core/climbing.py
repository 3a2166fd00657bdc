"""Links out of an application's own folder: only where there may be one do its pages look at others' places."""

import re
from collections.abc import Iterator

from prepsite.core.vault import ApplicationRecord

# However its dots and slashes are written.
_CLIMBS = re.compile(r"(?:\.|%2e){2}(?:/|%2f)", re.IGNORECASE)


def climbs(record: ApplicationRecord) -> bool:
    """Tell whether a text of an application may link to a file of another one."""
    return any("../" in text or ("%2" in text and _CLIMBS.search(text) is not None) for text in _texts(record))


def _texts(record: ApplicationRecord) -> Iterator[str]:
    rounds = (file for found in record.interviews for file in (found.file, found.notes))
    for file in (record.application, record.job, record.company, *rounds):
        if file:
            yield file.body
    for prep in (record.prep, *(found.prep for found in record.interviews)):
        if prep:
            yield prep.text
