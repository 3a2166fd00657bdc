"""What the vault remembers of each event that a calendar was given: one line of JSON an event."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from prepsite.models.base import Digest, VaultModel

EventUid = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,200}$")]
EventName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,64}/[a-z0-9-]{1,64}(#due)?$")]
CalendarId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]
# Beyond these, arithmetic of dates ends; no interview and no clock comes near.
Instant = Annotated[
    AwareDatetime, Field(ge=datetime(1900, 1, 1, tzinfo=UTC), lt=datetime(2200, 1, 1, tzinfo=UTC))
]


class EventEntry(VaultModel):
    """One event as it was last told: `event` is application/interview, or that with `#due`.

    `told` and `text` are digests: of what a change of raises the sequence, and of everything.
    """

    event: EventName
    uid: EventUid
    sequence: int = Field(ge=0, le=2**31 - 1)
    revised: Instant
    starts: Instant
    told: Digest
    text: Digest
    gone: bool = False
    public: bool = True


class CalendarHead(VaultModel):
    """The first line: the vault's own part of every UID."""

    calendar: CalendarId
