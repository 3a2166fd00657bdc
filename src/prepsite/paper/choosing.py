"""Which rounds are meant: one by its name, the next, or all that are to come."""

import difflib
from datetime import date, datetime

from prepsite.core.pages import labels
from prepsite.core.pages.rounds import is_private
from prepsite.core.vault import ApplicationRecord, InterviewRecord, Vault
from prepsite.errors import PrepsiteError, UsageError

Round = tuple[ApplicationRecord, InterviewRecord]


def chosen_rounds(
    vault: Vault, names: tuple[str, ...], *, following: bool, every: bool, with_private: bool
) -> tuple[Round, ...]:
    """Return the rounds asked for: named, the next one, or all to come.

    Raises UsageError for an unknown name, and for a private round that isn't asked for as such.
    """
    found = [named_round(vault, name) for name in names]
    if following:
        found.append(next_round(vault, with_private=with_private))
    if every:
        found += scheduled_rounds(vault, with_private=with_private)
    for record, each in found:
        if is_private(record, each) and not with_private:
            raise UsageError(
                f"{record.id}/{each.id} is private, and stays off paper",
                remedy="print it with --include-private",
            )
    return tuple({(record.id, each.id): (record, each) for record, each in found}.values())


def named_round(vault: Vault, name: str) -> Round:
    """Return the round of `application/interview`; raise UsageError where there is none."""
    application_id, _, interview_id = name.strip("/").partition("/")
    record = vault.applications.get(application_id)
    if record is None:
        raise _unknown("application", name, list(vault.applications))
    found = record.interview(interview_id)
    if found is None:
        raise _unknown("interview", name, [f"{record.id}/{each.id}" for each in record.interviews])
    return record, found


def next_round(vault: Vault, *, with_private: bool) -> Round:
    """Return the first round to come, by status and date; raise PrepsiteError where there is none.

    Where the settings fix a day, rounds before it are not to come.
    """
    found = scheduled_rounds(vault, with_private=with_private)
    coming = [each for each in found if not _is_before(each[1].starts_at, vault.settings.today, vault)]
    if not coming:
        raise PrepsiteError(
            "no interview is scheduled",
            remedy="add one with `prepsite new interview APPLICATION --stage …`, or name one",
        )
    return coming[0]


def scheduled_rounds(vault: Vault, *, with_private: bool) -> tuple[Round, ...]:
    """Return all rounds to come, by date, those without one last; private ones only if asked for."""
    found = [
        (record, each)
        for record in vault.applications.values()
        for each in record.interviews
        if each.is_scheduled and (with_private or not is_private(record, each))
    ]
    # Rounds of an application keep their order: the sort is stable.
    return tuple(sorted(found, key=lambda each: _order(each[1], vault)))


def _order(found: InterviewRecord, vault: Vault) -> tuple[bool, float]:
    due = found.interview.due_at if found.interview else None
    moment = found.starts_at or due
    if moment is None:
        return True, 0.0
    return False, labels.in_zone(moment, vault.settings.zone).timestamp()


def _is_before(moment: datetime | None, day: date | None, vault: Vault) -> bool:
    return bool(moment and day and labels.in_zone(moment, vault.settings.zone).date() < day)


def _unknown(kind: str, name: str, known: list[str]) -> UsageError:
    near = difflib.get_close_matches(name.strip("/"), known, n=1)
    if near:
        remedy = f"did you mean {near[0]}?"
    else:
        remedy = f"there are {', '.join(known[:5])}" if known else f"make one with `prepsite new {kind}`"
    return UsageError(f"there is no {kind} {name!r}", remedy=remedy)
