"""What a page says is to be done about a prep document."""

from prepsite.core.pages import sitemap
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.page import LinkTo, Notice
from prepsite.core.phrases import said_in
from prepsite.core.plan import PlannedDocument, PlanState
from prepsite.core.words import SPOKEN, Words
from prepsite.errors import Severity


def plan_notices(planned: PlannedDocument | None, what: str, words: Words = SPOKEN) -> tuple[Notice, ...]:
    """Return what is to be done about a prep document, with the command; `what` begins a sentence."""
    if planned is None:
        return ()
    why = said_in(words, planned.reason)
    match planned.state:
        case PlanState.MISSING:
            text = words("{what} is not written yet.", what=what)
            return (Notice(Severity.WARNING, text, planned.command),)
        case PlanState.STALE:
            text = plain(words("{what} is stale: {why}.", what=what, why=why))
            return (Notice(Severity.WARNING, text, planned.command),)
        case PlanState.BLOCKED:
            text = plain(words("{what} can't be written: {why}.", what=what, why=why))
            link = LinkTo(words("Problems"), sitemap.PROBLEMS)
            return (Notice(Severity.ERROR, text, planned.command, link),)
        case PlanState.SKIPPED if not planned.exists:
            text = words("{what} is not written: {why}.", what=what, why=why)
            return (Notice(Severity.NOTICE, plain(text)),)
        case _:
            return ()
