"""What a writer is made with: templates, settings, where it may keep things, whom it tells."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from prepsite.core.brief import Brief
from prepsite.core.templates import Templates
from prepsite.models.preparation import BaseDraft, InterviewDraft
from prepsite.models.settings import Settings

Draft = BaseDraft | InterviewDraft


def _unheard(_name: str, _tokens: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Review:
    """What of a draft the vault can't back, each in words that a writer can act on.

    With anything `refused` it may not be written; what is `unverified` is written, and marked.
    """

    refused: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[str, ...]:
        """Return all that a repair is asked for."""
        return (*self.refused, *self.unverified)


def _unreviewed(_brief: Brief, _draft: Draft) -> Review:
    return Review()


@dataclass(frozen=True)
class WriterContext:
    """The surroundings of a writer.

    `private` is the git-ignored folder of the job search, `user_folder` the user's configuration
    (None: where the system keeps it). `streamed` hears a document's name and the tokens that have
    arrived. `review` says what of a draft the vault can't back, so that a model may mend it.
    `again` asks anew what was answered before; `max_cost` is in US dollars.
    """

    templates: Templates
    settings: Settings = field(default_factory=Settings)
    private: Path | None = None
    user_folder: Path | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)
    streamed: Callable[[str, int], None] = _unheard
    review: Callable[[Brief, Draft], Review] = _unreviewed
    again: bool = False
    max_cost: Decimal | None = None
