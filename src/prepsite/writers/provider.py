"""What prepsite asks of whoever writes prep."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from prepsite.core.brief import Brief
from prepsite.models.preparation import BaseDraft, InterviewDraft
from prepsite.models.provenance import Tokens


@dataclass(frozen=True)
class Account:
    """What writing one document took: the model asked and answered, tokens, cost in US dollars.

    `cost` is None where the price is unknown; `left_out` names what the prompt had no room for.
    """

    asked: str
    answered: str
    tokens: Tokens
    cost: Decimal | None = None
    left_out: tuple[str, ...] = ()


class Writer(Protocol):
    """Writes the two documents from a brief; raises PrepsiteError where it can't.

    `name` is what the settings call it, `model` what it says wrote the text, `note` a line for
    the page about how the text came to be. A writer that is `remote` waits for a server: it is
    called from several threads at once.
    """

    name: str
    model: str
    note: str
    remote: bool

    def ready(self) -> None:
        """Raise PrepsiteError where no document could be written: no key, a server without trust."""
        ...

    def write_base(self, brief: Brief) -> BaseDraft:
        """Write base prep for an application."""
        ...

    def write_interview(self, brief: Brief) -> InterviewDraft:
        """Write the prep of one round; `brief.round` is set."""
        ...

    def prompt_digest(self, brief: Brief) -> str:
        """Return a digest of what the text is made by: the brief, the templates, the version."""
        ...

    def account(self, brief: Brief) -> Account | None:
        """Return what the brief's document took, once it is written; None if it took nothing."""
        ...

    def close(self) -> None:
        """End what is open; calls that wait end soon, with a PrepsiteError."""
        ...
