"""What a calendar file says of a zone is what the zone's clocks do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from prepsite.core.calendar.zones import observances

from calendar_vaults import round_with, written  # isort: skip
from ical_rules import Clocks, local, moment  # isort: skip

# Rules that hold, change soon, are no rule, save half an hour, lie at the ends of the earth, or are none.
ZONES = (
    "Europe/Berlin", "Europe/London", "Europe/Dublin", "America/New_York", "America/St_Johns",
    "America/Santiago", "America/Mexico_City", "America/Sao_Paulo", "Africa/Casablanca", "Africa/Abidjan",
    "Africa/Cairo", "Asia/Kolkata", "Asia/Jerusalem", "Asia/Tehran", "Asia/Gaza", "Asia/Kathmandu",
    "Australia/Lord_Howe", "Australia/Sydney", "Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati",
    "Antarctica/Troll", "Etc/GMT+5", "America/Nuuk", "Europe/Istanbul", "Europe/Volgograd",
)  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
def test_every_hour_of_four_years_is_told_right(zone: str) -> None:
    # One round at each end, so that the file has to know all between.
    calendar = written(
        round_with("a", {"scheduled_at": "2024-01-02 10:00"}),
        round_with("b", {"scheduled_at": "2027-12-30 10:00"}),
        zone=zone,
    )
    (told,) = calendar.inner("VTIMEZONE")
    assert [part for part in told.parts if part.all("RDATE")] == [], "some readers leave out its first"
    clocks, named = Clocks(told, 2027), ZoneInfo(zone)
    at = datetime(2024, 1, 2, 10, tzinfo=UTC)
    # An hour that doesn't divide a day comes by at all times of day; clocks change on few days.
    while at < datetime(2027, 12, 30, tzinfo=UTC):
        here = at.astimezone(named)
        near = here.utcoffset() != (at + timedelta(days=2)).astimezone(named).utcoffset()
        if here.fold == 0:
            assert clocks.offset(here.replace(tzinfo=None)) == here.utcoffset(), (zone, here)
        at += timedelta(minutes=30) if near else timedelta(hours=37)


@pytest.mark.parametrize(
    ("zone", "day", "change"),
    [
        ("Europe/Berlin", "2026-03-29", "03:00"),
        ("America/New_York", "2026-03-08", "03:00"),
        ("Australia/Lord_Howe", "2026-10-04", "02:30"),
    ],
)
def test_the_first_minute_after_clocks_go_forward_is_told_right(zone: str, day: str, change: str) -> None:
    calendar = written(round_with("a", {"scheduled_at": f"{day} {change}"}), zone=zone)
    (event,), (told,) = calendar.inner("VEVENT"), calendar.inner("VTIMEZONE")
    name, at = local(event, "DTSTART")
    assert (name, at) == (zone, datetime.fromisoformat(f"{day} {change}"))
    assert Clocks(told, at.year).offset(at) == at.replace(tzinfo=ZoneInfo(zone)).utcoffset()


def test_an_hour_that_is_not_there_is_the_one_after_it() -> None:
    (event,) = written(round_with("a", {"scheduled_at": "2026-03-29 02:30"})).inner("VEVENT")
    assert local(event, "DTSTART")[1] == datetime.fromisoformat("2026-03-29 03:30")


@pytest.mark.parametrize(
    ("stated", "minutes", "starts", "ends"),
    [
        ("2026-10-25 02:30", 60, "00:30", "01:30"),
        ("2026-10-25 02:30+01:00", 60, "01:30", "02:30"),
        ("2026-10-25 01:30", 60, "23:30", "00:30"),
    ],
)
def test_an_hour_that_comes_twice_is_told_in_utc(stated: str, minutes: int, starts: str, ends: str) -> None:
    calendar = written(round_with("a", {"scheduled_at": stated, "duration": minutes}))
    (event,) = calendar.inner("VEVENT")
    assert calendar.inner("VTIMEZONE") == []
    assert f"{moment(event, 'DTSTART'):%H:%M}" == starts
    assert f"{moment(event, 'DTEND'):%H:%M}" == ends


def test_the_end_is_the_length_away_where_clocks_change_in_between() -> None:
    calendar = written(round_with("a", {"scheduled_at": "2026-10-25 00:00", "duration": "5h"}))
    (event,) = calendar.inner("VEVENT")
    assert local(event, "DTEND")[1] == datetime.fromisoformat("2026-10-25 04:00")


def test_a_time_with_an_offset_alone_and_a_vault_in_utc_are_told_in_utc() -> None:
    calendar = written(round_with("a", {"scheduled_at": "2026-03-16T09:00-07:00"}))
    assert moment(calendar.inner("VEVENT")[0], "DTSTART") == datetime(2026, 3, 16, 16, tzinfo=UTC)
    for zone in ("UTC", "Etc/UTC", "Zulu"):
        calendar = written(round_with("a", {"scheduled_at": "2026-03-16 09:00"}), zone=zone)
        assert moment(calendar.inner("VEVENT")[0], "DTSTART") == datetime(2026, 3, 16, 9, tzinfo=UTC)
        assert calendar.inner("VTIMEZONE") == []


def test_a_zone_whose_rule_holds_is_told_by_rules_alone_as_outlook_reads_them() -> None:
    at = datetime(2026, 3, 12, tzinfo=UTC)
    for zone in ("Europe/Berlin", "America/New_York", "Australia/Sydney", "Europe/Dublin"):
        found = observances(ZoneInfo(zone), at, at)
        assert [part.is_daylight for part in found].count(True) == 1, zone
        assert all(part.rule and part.rule.until is None for part in found), zone
    (only,) = observances(ZoneInfo("Asia/Kolkata"), at, at)
    assert (only.rule, only.is_daylight, only.offset_to) == (None, False, timedelta(hours=5, minutes=30))
