"""When the clocks of a zone change, as a calendar file has to say it (RFC 5545, 3.6.5).

Outlook reads yearly rules and nothing else of a zone, so a rule is told wherever one holds. Any
other change is an observance of its own: of a list of dates, some readers take all but the first.
The start of an observance is local time *before* the change: the offset it comes from.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

UTC_NAMES = frozenset({"UTC", "UCT", "Zulu", "Universal", "Etc/UTC", "Etc/UCT", "Etc/Zulu", "Etc/Universal"})
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

# Years after the last event: enough of them to tell a fourth Sunday from a last one.
_YEARS_AFTER = 8
# No zone changed its clocks twice within this time.
_STEP = timedelta(hours=12)
_SECOND = timedelta(seconds=1)
_NONE = timedelta()


@dataclass(frozen=True)
class YearlyRule:
    """A change of clocks each year, on the `nth` weekday of a month; -1 is the last."""

    month: int
    nth: int
    weekday: int
    until: datetime | None = None

    @property
    def day(self) -> str:
        """Return "-1SU", "2SU"."""
        return f"{self.nth}{DAYS[self.weekday]}"


@dataclass(frozen=True)
class Observance:
    """An offset that holds from `starts` on, and again by the rule."""

    name: str
    starts: datetime
    offset_from: timedelta
    offset_to: timedelta
    is_daylight: bool
    rule: YearlyRule | None = None


@dataclass(frozen=True)
class _Change:
    at: datetime
    before: timedelta
    after: timedelta
    name: str
    is_daylight: bool

    @property
    def local(self) -> datetime:
        return (self.at + self.before).replace(tzinfo=None)


def observances(zone: ZoneInfo, first: datetime, last: datetime) -> tuple[Observance, ...]:
    """Return what a zone's clocks do, right for every moment from `first` to `last`."""
    begin = datetime(first.astimezone(UTC).year - 1, 1, 1, tzinfo=UTC)
    end = datetime(last.astimezone(UTC).year + _YEARS_AFTER, 1, 1, tzinfo=UTC)
    changes = list(_changes(zone, begin, end))
    found = [part for group in _alike(changes) for part in _observed(group, end.year - 1)]
    if not changes or changes[0].at > first:
        found.append(_at_first(zone, begin))
    return tuple(sorted(found, key=lambda part: part.starts))


def _at_first(zone: ZoneInfo, begin: datetime) -> Observance:
    local = begin.astimezone(zone)
    offset = local.utcoffset() or _NONE
    return Observance(local.tzname() or zone.key, begin.replace(tzinfo=None), offset, offset, is_daylight=False)


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[_Change]:
    moment = begin
    while moment < end:
        after = moment + _STEP
        if _offset(zone, moment) != _offset(zone, after):
            at = _change_between(zone, moment, after)
            before, to = _offset(zone, at - _SECOND), _offset(zone, at)
            local = at.astimezone(zone)
            saves = bool(local.dst() or (at - _SECOND).astimezone(zone).dst())
            # Ireland saves in winter, by its law; calendars take daylight time for what is ahead.
            yield _Change(at, before, to, local.tzname() or zone.key, saves and to > before)
        moment = after


def _change_between(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """Return the first second, of those after `low` up to `high`, with another offset than `low` has."""
    offset = _offset(zone, low)
    while high - low > _SECOND:
        middle = low + timedelta(seconds=(high - low) // _SECOND // 2)
        if _offset(zone, middle) == offset:
            low = middle
        else:
            high = middle
    return high


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or _NONE


def _alike(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    """Yield the changes that are of one kind, in their order."""
    groups: dict[tuple[timedelta, timedelta, str, bool], list[_Change]] = {}
    for change in changes:
        groups.setdefault((change.before, change.after, change.name, change.is_daylight), []).append(change)
    yield from groups.values()


def _observed(group: Sequence[_Change], last_year: int) -> Iterator[Observance]:
    """Yield one observance with a rule for each run of years that has one, and one for any other change."""
    for run in _runs(group):
        rule = _rule(run)
        if rule is not None and run[-1].local.year != last_year:
            # A day more, for readers who take it for local time: the next one would come a year later.
            rule = replace(rule, until=run[-1].at + timedelta(days=1))
        first = run[0]
        yield Observance(first.name, first.local, first.before, first.after, first.is_daylight, rule)


def _runs(group: Sequence[_Change]) -> Iterator[list[_Change]]:
    """Yield longest runs of consecutive years in which one rule holds; lone changes by themselves."""
    run: list[_Change] = []
    for change in group:
        if run and (change.local.year != run[-1].local.year + 1 or _rule([*run, change]) is None):
            yield run
            run = []
        run.append(change)
    if run:
        yield run


def _rule(run: Sequence[_Change]) -> YearlyRule | None:
    """Return the rule by which all these fall, of which there must be two; the last weekday goes first."""
    starts = [change.local for change in run]
    same = {(start.month, start.weekday(), start.time()) for start in starts}
    if len(starts) < 2 or len(same) > 1 or any(b.year != a.year + 1 for a, b in pairwise(starts)):
        return None
    month, weekday, _ = same.pop()
    if all((start + timedelta(days=7)).month != month for start in starts):
        return YearlyRule(month, -1, weekday)
    places = {(start.day - 1) // 7 + 1 for start in starts}
    return YearlyRule(month, places.pop(), weekday) if len(places) == 1 else None
