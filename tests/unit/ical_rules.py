"""RFC 5545 read anew: what a calendar file has to be, by code that knows nothing of who wrote it."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

# 3.1: name *(";" param) ":" value, a parameter's value quoted where it holds : ; or ,
_LINE = re.compile(
    r'^(?P<name>[A-Za-z0-9-]+)(?P<parameters>(?:;[A-Za-z0-9-]+=(?:"[^"\x00-\x1f\x7f]*"|[^";:,\x00-\x1f\x7f]*))*)'
    r":(?P<value>.*)$",
    re.DOTALL,
)
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)')
_LOCAL, _UTC = re.compile(r"^\d{8}T\d{6}$"), re.compile(r"^\d{8}T\d{6}Z$")
# 3.3.6
_DURATION = re.compile(
    r"^[+-]?P(?:\d+W|(?:(?P<days>\d+)D)?(?:T(?=\d)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:\d+S)?)?)$"
)
_OFFSET = re.compile(r"^([+-])(\d\d)(\d\d)(\d\d)?$")
_TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "NAME", "X-WR-CALNAME", "TZNAME", "UID"}
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# 3.6.1: these once at the most, the first three always (DTSTART, as there is no METHOD).
_EVENT_ALWAYS = {"UID", "DTSTAMP", "DTSTART"}
_EVENT_ONCE = _EVENT_ALWAYS | {
    "CLASS", "CREATED", "DESCRIPTION", "GEO", "LAST-MODIFIED", "LOCATION", "ORGANIZER", "PRIORITY",
    "SEQUENCE", "STATUS", "SUMMARY", "TRANSP", "URL", "RECURRENCE-ID", "RRULE", "DTEND", "DURATION",
}  # fmt: skip


@dataclass
class Property:
    """One content line."""

    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """Return a TEXT value as it was before it was escaped."""
        return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], self.value)


@dataclass
class Part:
    """One component; `after_parts` tells whether a property stands after an inner component."""

    name: str
    properties: list[Property] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)
    after_parts: bool = False

    def all(self, name: str) -> list[Property]:
        """Return the properties of a name."""
        return [each for each in self.properties if each.name == name]

    def one(self, name: str) -> Property:
        """Return the only property of a name."""
        (found,) = self.all(name)
        return found

    def text(self, name: str) -> str:
        """Return the text of a property, or an empty one."""
        return "".join(each.text for each in self.all(name))

    def inner(self, name: str) -> list["Part"]:
        """Return the inner components of a name."""
        return [each for each in self.parts if each.name == name]


def read(content: bytes) -> Part:
    """Return the calendar, having looked at every octet; raise AssertionError where a rule is broken."""
    assert content.endswith(b"\r\n"), "3.1: the last line ends, too"
    lines = content[:-2].split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in lines), "3.1: lines end with CRLF alone"
    assert all(len(line) <= 75 for line in lines), "3.1: no line is longer than 75 octets"
    for line in lines:
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line.decode("utf-8")), "3.1: no control characters"
        assert line.strip(), "3.1: no empty line"
    unfolded = content[:-2].replace(b"\r\n ", b"").replace(b"\r\n\t", b"").decode("utf-8")
    root = Part("")
    stack = [root]
    for logical in unfolded.split("\r\n"):
        found = _LINE.match(logical)
        assert found, f"3.1: not a content line: {logical!r}"
        name, value = found["name"].upper(), found["value"]
        if name == "BEGIN":
            stack[-1].parts.append(Part(value))
            stack.append(stack[-1].parts[-1])
        elif name == "END":
            assert stack.pop().name == value, f"3.4: {value} ends where another component is open"
        else:
            parameters = {key.upper(): text.strip('"') for key, text in _PARAMETER.findall(found["parameters"])}
            stack[-1].properties.append(Property(name, parameters, value))
            stack[-1].after_parts |= bool(stack[-1].parts) and stack[-1].name != "VCALENDAR"
    assert stack == [root], "3.4: a component is still open"
    (calendar,) = root.parts
    assert calendar.name == "VCALENDAR"
    assert not root.properties
    return calendar


def check(content: bytes) -> Part:
    """Return the calendar, having checked the rules; raise AssertionError where one is broken."""
    calendar = read(content)
    assert calendar.one("VERSION").value == "2.0"
    assert calendar.one("PRODID").value
    assert len(calendar.all("CALSCALE")) <= 1
    assert len(calendar.all("METHOD")) <= 1
    events = calendar.inner("VEVENT")
    uids = [event.one("UID").value for event in events]
    assert len(set(uids)) == len(uids), "3.8.4.7: a UID stands for one event"
    for event in events:
        _check_event(event)
    zones = {zone.one("TZID").value: zone for zone in calendar.inner("VTIMEZONE")}
    assert len(zones) == len(calendar.inner("VTIMEZONE"))
    named = {
        each.parameters["TZID"] for event in events for each in event.properties if "TZID" in each.parameters
    }
    assert named == set(zones), "3.2.19: each TZID has its VTIMEZONE, and none is idle"
    for zone in zones.values():
        _check_zone(zone)
    for part in _all(calendar):
        for each in part.properties:
            if each.name in _TEXTS:
                bare = re.sub(r"\\[\\;,nN]", "", each.value)
                assert not re.search(r"[\\;,]", bare), f"3.3.11: not escaped: {each.value!r}"
    return calendar


def moment(part: Part, name: str) -> datetime:
    """Return a moment as its own file tells it: in UTC, by the rules of its VTIMEZONE."""
    each = part.one(name)
    if _UTC.match(each.value):
        return datetime.strptime(each.value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    raise AssertionError(f"{name} is local: ask `local`")


def local(part: Part, name: str) -> tuple[str, datetime]:
    """Return the zone and the local time of a moment that is told in a zone."""
    each = part.one(name)
    assert _LOCAL.match(each.value), each.value
    return each.parameters["TZID"], datetime.strptime(each.value, "%Y%m%dT%H%M%S")  # noqa: DTZ007


@dataclass
class Clocks:
    """The offsets of a zone up to a year, by what its VTIMEZONE says and nothing else (3.6.5)."""

    zone: Part
    last_year: int

    def __post_init__(self) -> None:
        self._changes = sorted(
            (onset, _offset(part, "TZOFFSETTO"))
            for part in self.zone.parts
            for onset in _onsets(part, self.last_year)
        )

    def offset(self, at: datetime) -> timedelta:
        """Return the offset at a local time: of the first, where it comes twice."""
        place = bisect_right(self._changes, at, key=lambda change: change[0])
        assert place, f"3.6.5: nothing says what {at} is in {self.zone.one('TZID').value}"
        return self._changes[place - 1][1]


def _check_event(event: Part) -> None:
    counts = Counter(each.name for each in event.properties)
    assert all(counts[name] == 1 for name in _EVENT_ALWAYS), counts
    assert all(counts[name] <= 1 for name in _EVENT_ONCE), counts
    assert not (counts["DTEND"] and counts["DURATION"]), "3.6.1: one of the two"
    assert not event.after_parts, "3.6.1: properties, then alarms"
    assert _UTC.match(event.one("DTSTAMP").value), "3.8.7.2: in UTC"
    assert all(_UTC.match(each.value) for each in event.all("LAST-MODIFIED")), "3.8.7.3: in UTC"
    assert all(each.value.isdigit() for each in event.all("SEQUENCE"))
    assert event.one("STATUS").value in {"TENTATIVE", "CONFIRMED", "CANCELLED"}
    assert event.one("CLASS").value in {"PUBLIC", "PRIVATE", "CONFIDENTIAL"}
    assert event.one("TRANSP").value in {"OPAQUE", "TRANSPARENT"}
    assert event.one("SUMMARY").value
    for url in event.all("URL"):
        assert re.match(r"^(?:https?|mailto):[!-~]+$", url.value), f"3.3.13: not a URI: {url.value!r}"
    start = event.one("DTSTART")
    for end in event.all("DTEND"):
        assert start.parameters == end.parameters, "3.8.2.2: in the same form as the start"
        assert end.value > start.value, "3.8.2.2: later than the start"
    for moment_ in (start, *event.all("DTEND")):
        assert (_LOCAL if "TZID" in moment_.parameters else _UTC).match(moment_.value), moment_
    for alarm in event.parts:
        assert alarm.name == "VALARM"
        assert not alarm.parts
        counted = Counter(each.name for each in alarm.properties)
        assert counted == {"ACTION": 1, "TRIGGER": 1, "DESCRIPTION": 1}, "3.6.6: what DISPLAY has"
        assert alarm.one("ACTION").value == "DISPLAY"
        assert alarm.one("DESCRIPTION").value
        assert _DURATION.match(alarm.one("TRIGGER").value)
        assert alarm.one("TRIGGER").value.startswith("-")


def _check_zone(zone: Part) -> None:
    assert zone.parts
    assert {part.name for part in zone.parts} <= {"STANDARD", "DAYLIGHT"}
    for part in zone.parts:
        start = part.one("DTSTART")
        assert _LOCAL.match(start.value), "3.6.5: a local time"
        assert not start.parameters
        assert _OFFSET.match(part.one("TZOFFSETFROM").value)
        assert _OFFSET.match(part.one("TZOFFSETTO").value)
        assert len(part.all("RRULE")) <= 1
        for rule in part.all("RRULE"):
            until = dict(each.split("=") for each in rule.value.split(";")).get("UNTIL")
            assert until is None or _UTC.match(until), "3.3.10: UNTIL is in UTC there"


def _onsets(observance: Part, year: int) -> Iterator[datetime]:
    start = datetime.strptime(observance.one("DTSTART").value, "%Y%m%dT%H%M%S")  # noqa: DTZ007
    yield start
    for dates in observance.all("RDATE"):
        yield from (datetime.strptime(each, "%Y%m%dT%H%M%S") for each in dates.value.split(","))  # noqa: DTZ007
    for rule in observance.all("RRULE"):
        parts = dict(each.split("=") for each in rule.value.split(";"))
        assert parts.pop("FREQ") == "YEARLY"
        place, weekday = int(parts["BYDAY"][:-2]), _DAYS.index(parts["BYDAY"][-2:])
        until = parts.get("UNTIL")
        for each_year in range(start.year, year + 1):
            day = _weekday(each_year, int(parts["BYMONTH"]), weekday, place)
            onset = datetime.combine(day, start.time())
            instant = (onset - _offset(observance, "TZOFFSETFROM")).replace(tzinfo=UTC)
            ends = until and datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            if onset >= start and not (ends and instant > ends):
                yield onset
        assert _weekday(start.year, int(parts["BYMONTH"]), weekday, place) == start.date(), (
            "3.8.5.3: DTSTART is the first of the rule"
        )


def _weekday(year: int, month: int, weekday: int, place: int) -> date:
    days = [date(year, month, 1) + timedelta(days=n) for n in range(31)]
    found = [day for day in days if day.month == month and day.weekday() == weekday]
    return found[place - 1 if place > 0 else place]


def _offset(part: Part, name: str) -> timedelta:
    found = _OFFSET.match(part.one(name).value)
    assert found
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    return -ahead if found[1] == "-" else ahead


def _all(part: Part) -> Iterator[Part]:
    yield part
    for inner in part.parts:
        yield from _all(inner)
