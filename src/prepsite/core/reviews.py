"""What `check` says of a whole application: contradictions, lines without a defence, weak spots left."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice

from prepsite.core.consistency.sayings import Where
from prepsite.core.contradictions import Contradiction, contradictions_of
from prepsite.core.defence import Line, lines_of
from prepsite.core.pages.items import documents_of
from prepsite.core.pages.sitemap import shortened
from prepsite.core.prep_items import upcoming_rounds
from prepsite.core.vault import ApplicationRecord, InterviewRecord, Vault
from prepsite.core.weak_spots import FollowUp, Trace, upcoming_traces
from prepsite.errors import Problem, Severity

# More than a person would read of one application.
_MOST = 50


def contradiction_problems(vault: Vault) -> Iterator[Problem]:
    """Yield a warning for each contradiction within an open application, at the place to look at.

    What in prep differs from the resume and is in no record either is a finding of its own: it is not
    told twice.
    """
    for record in vault.applications.values():
        yield from contradictions_told(record, partial(contradictions_of, vault, record))


def contradictions_told(
    record: ApplicationRecord, found: Callable[[], Iterable[Contradiction]]
) -> Iterator[Problem]:
    """Yield the warnings of one application; `found` is asked only where it is open."""
    if _is_open(record):
        yield from (_contradiction(each) for each in found() if not each.is_finding)


def review_notices(vault: Vault) -> Iterator[Problem]:
    """Yield a notice for each line at high risk without a defence, and for each weak spot left.

    They are work to do and no mistake in a file: `check --strict` doesn't fail on them.
    """
    for record in vault.applications.values():
        yield from reviews_told(record, partial(_lines, vault, record), partial(_traces, record))


def reviews_told(
    record: ApplicationRecord, lines: Callable[[], Iterable[Line]], traces: Callable[[], Iterable[Trace]]
) -> Iterator[Problem]:
    """Yield the notices of one application; `lines` and `traces` are asked only where rounds are to come."""
    if _is_open(record) and upcoming_rounds(record):
        yield from (_undefended(record, line) for line in lines() if line.is_open)
        left = (each for each in traces() if each.state is FollowUp.MISSING)
        yield from (_left(record, trace) for trace in islice(left, _MOST))


def said_before(found: Contradiction) -> str:
    """Return where and when the other side of a contradiction was said, as the end of a sentence."""
    place = f"{found.second.path}:{found.second.line}"
    if found.second.where is Where.TOLD:
        return f"told in the round {found.second.title} ({place})"
    return f"on the resume as submitted ({place})"


def _lines(vault: Vault, record: ApplicationRecord) -> tuple[Line, ...]:
    return lines_of(vault, record, documents_of(record))


def _traces(record: ApplicationRecord) -> tuple[Trace, ...]:
    return upcoming_traces(record, documents_of(record))


def _is_open(record: ApplicationRecord) -> bool:
    return record.is_open and not (record.application and record.application.is_private)


def _contradiction(found: Contradiction) -> Problem:
    first = found.first
    return Problem(
        first.path,
        first.line,
        first.column,
        Severity.WARNING,
        "",
        f"{found.kind}: “{shortened(found.said)}” contradicts “{shortened(found.before)}”, "
        f"{said_before(found)}",
        "say the same in both places, or be ready to say why it changed",
    )


def _undefended(record: ApplicationRecord, line: Line) -> Problem:
    rounds = ", ".join(f"{record.id}/{found.id}" for found in line.open_in)
    reasons = "; ".join(reason.text for reason in line.reasons if reason.risk is line.risk)
    unwritten = next((found for found in line.open_in if found.prep is None), None)
    remedy = f"defend it under “Resume defence”, and cite [{line.reference}] there"
    if unwritten:
        remedy = f"run `prepsite generate {record.id}/{unwritten.id}`, or {remedy}"
    message = f"high risk, and no defence in {rounds}: “{shortened(line.bullet.text)}”: {reasons}"
    return Problem(line.path, *line.position, Severity.NOTICE, line.field, message, remedy)


def _left(record: ApplicationRecord, trace: Trace) -> Problem:
    spot = trace.spot
    stage = _stage(spot.found)
    message = (
        f"“{shortened(spot.topic)}” went badly in the round {stage} ({spot.path}:{spot.position[0]}), "
        "and nothing here follows it up"
    )
    remedy = (
        f"add a step and a question that cite [{spot.reference}], or list it under “Not addressed here”; "
        f"`prepsite generate {record.id}/{trace.later.id} --stale` does it where you edited nothing"
    )
    path = trace.later.prep.path if trace.later.prep else trace.later.file.path
    return Problem(path, 1, 1, Severity.NOTICE, "", message, remedy)


def _stage(found: InterviewRecord) -> str:
    return found.interview.stage.label if found.interview else found.id
