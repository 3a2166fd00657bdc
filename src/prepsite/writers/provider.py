"""What prepsite asks of whoever writes prep."""

from typing import Protocol

from prepsite.core.brief import Brief
from prepsite.models.preparation import BaseDraft, InterviewDraft


class Writer(Protocol):
    """Writes the two documents from a brief; raises PrepsiteError where it can't.

    `name` is what the settings call it, `model` what it says wrote the text, `note` a line for
    the page about how the text came to be.
    """

    name: str
    model: str
    note: str

    def write_base(self, brief: Brief) -> BaseDraft:
        """Write base prep for an application."""
        ...

    def write_interview(self, brief: Brief) -> InterviewDraft:
        """Write the prep of one round; `brief.round` is set."""
        ...

    def prompt_digest(self, brief: Brief) -> str:
        """Return a digest of what the text is made by: the brief, the templates, the version."""
        ...
