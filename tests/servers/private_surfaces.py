"""What others could look at, as text: files, paper, prompts."""

import io
import re
from collections.abc import Iterable
from pathlib import Path

from pypdf import PdfReader

from prepsite.core.brief import brief_for
from prepsite.core.prompts import prompt_for
from prepsite.errors import PrepsiteError
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault


def texts(folder: Path) -> dict[str, str]:
    """Return every file below a folder as text, PDFs too, by its path."""
    return {
        path.relative_to(folder).as_posix(): paper(path.read_bytes())
        if path.suffix == ".pdf"
        else path.read_bytes().decode("utf-8", "replace")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def paper(content: bytes) -> str:
    """Return the words of a PDF, and all that it says of itself, as one line without spaces."""
    reader = PdfReader(io.BytesIO(content))
    said = [page.extract_text() for page in reader.pages]
    return re.sub(r"[\s\u00ad\u200b-]", "", f"{said} {reader.metadata} {reader.outline}")


def prompts(workspace: Workspace) -> Iterable[str]:
    """Yield all that a language model would be told, document by document."""
    vault = read_vault(workspace)
    for record in vault.applications.values():
        for name in (None, *(found.id for found in record.interviews)):
            try:
                brief = brief_for(vault, record.id, name)
            except PrepsiteError as error:
                yield str(error)
                continue
            prompt = prompt_for(brief, JinjaTemplates(workspace.templates), 1_000_000)
            yield prompt.system + prompt.user
