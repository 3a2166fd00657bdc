"""What stands in an event, what is left out, and what a calendar is reminded of."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from prepsite.app.ics import is_own
from prepsite.core.calendar.contents import contents_of
from prepsite.core.calendar.reminders import phases
from prepsite.core.vault import PrepFile
from prepsite.core.words import SPOKEN, Words
from prepsite.errors import Severity
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault

from calendar_vaults import (  # isort: skip
    Calendar, broken_application, event_of, prep_of, round_with, vault_with, written,
)  # fmt: skip
from ical_rules import Part, check, local, moment  # isort: skip

AT = {"scheduled_at": "2026-03-12 14:00"}
HOSTILE = (
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil",
    "\nBEGIN:VALARM\nACTION:PROCEDURE\nATTACH:file:///bin/sh\nEND:VALARM",
    'a;b,c\\d\\n"q":\'',
    "\x00\x07\x1b[31m\x7f\x85\u2028\u2029tail",
    "\u202eevil\u202c \u2066x\u2069",
    "é" * 300,
    "日本語の面接" * 40,
    "😀" * 90,
    "שלום · مرحبا",
    "{title} {0} %s {{ x }}",
    "\\",
    "=?utf-8?q?x?=",
    "BEGIN:VCALENDAR",
    "mailto:a@b.example",
)


def alarms(event: Part) -> list[tuple[str, str]]:
    """Return (trigger, text) of an event's alarms."""
    return [(part.one("TRIGGER").value, part.text("DESCRIPTION")) for part in event.inner("VALARM")]


def test_an_event_says_what_where_with_whom_and_for_how_long() -> None:
    people = [
        {"name": "Tobias Renk", "title": "Senior Engineer", "team": "Settlement", "notes": "Kind."},
        {"name": "Inês Vasconcelos"},
    ]
    fields = {
        **AT,
        "format": "video_call",
        "focus": ["coding", "compensation", "system_design"],
        "duration": "45 min",
        "interviewers": people,
        "join_link": "https://meet.example.com/a?b=1;c,d",
    }
    event = event_of(round_with("tech", fields, prep_of()))
    assert event.text("SUMMARY") == "Technical screen · Acme"
    assert local(event, "DTSTART") == ("Europe/Berlin", datetime.fromisoformat("2026-03-12 14:00"))
    assert local(event, "DTEND")[1] == datetime.fromisoformat("2026-03-12 14:45")
    link = "https://meet.example.com/a?b=1;c,d"
    assert (event.one("URL").value, event.text("LOCATION")) == (link, link)
    assert event.text("DESCRIPTION") == (
        f"Video call, 45 minutes\nJoin: {link}\n\nWith:\n- Tobias Renk, Senior Engineer, Settlement\n"
        "- Inês Vasconcelos\n\nAbout: Coding, System design\n\nRoadmap:\n- Foundation Review (63 min)\n"
        "- Active Practice (80 min)\n- Polish & Integration (38 min)\n- Final Confidence Check (11 min)"
    )
    assert [event.one(name).value for name in ("STATUS", "CLASS", "TRANSP", "SEQUENCE")] == [
        "CONFIRMED", "PRIVATE", "OPAQUE", "0",
    ]  # fmt: skip


def test_a_place_goes_before_the_link_and_a_missing_length_is_said() -> None:
    event = event_of(
        round_with("a", {**AT, "location": "Speicherhof 3, Leipzig", "join_link": "https://m.example/x"})
    )
    assert event.text("LOCATION") == "Speicherhof 3, Leipzig"
    assert "length not stated, an hour is assumed" in event.text("DESCRIPTION")
    assert local(event, "DTEND")[1] == datetime.fromisoformat("2026-03-12 15:00")
    phone = event_of(round_with("a", {**AT, "format": "phone_call", "join_link": "mailto:ada@x.example"}))
    assert (phone.all("LOCATION"), phone.one("URL").value) == ([], "mailto:ada@x.example")


@pytest.mark.parametrize(
    ("status", "told", "title", "busy"),
    [
        ("scheduled", "CONFIRMED", "Technical screen · Acme", "OPAQUE"),
        ("completed", "CONFIRMED", "Technical screen · Acme", "OPAQUE"),
        ("cancelled", "CANCELLED", "Cancelled: Technical screen · Acme", "TRANSPARENT"),
        ("no_show", "CONFIRMED", "No-show: Technical screen · Acme", "TRANSPARENT"),
    ],
)
def test_the_status_of_a_round_is_that_of_its_event(status: str, told: str, title: str, busy: str) -> None:
    event = event_of(round_with("a", {**AT, "status": status}, prep_of()))
    assert (event.one("STATUS").value, event.text("SUMMARY"), event.one("TRANSP").value) == (told, title, busy)
    assert bool(event.inner("VALARM")) == (status == "scheduled")


def test_a_take_home_is_told_when_it_is_due_and_where_its_hours_are() -> None:
    fields = {
        "stage": "take_home", "format": "take_home", "scheduled_at": "2026-01-16 09:00",
        "due_at": "2026-01-25 23:59", "duration": "4h",
    }  # fmt: skip
    work, due = written(round_with("sample", fields)).inner("VEVENT")
    assert (work.text("SUMMARY"), due.text("SUMMARY")) == ("Take home · Acme", "Due: Take home · Acme")
    assert local(due, "DTEND")[1] == datetime.fromisoformat("2026-01-25 23:59")
    assert local(due, "DTSTART")[1] == datetime.fromisoformat("2026-01-25 23:29")
    assert due.one("TRANSP").value == "TRANSPARENT"
    assert alarms(due) == [
        ("-PT2H30M", "Due in 3 hours: Take home · Acme"),
        ("-PT23H30M", "Due tomorrow: Take home · Acme"),
        ("-P2DT23H30M", "Due in 3 days: Take home · Acme"),
    ]
    assert work.one("UID").value != due.one("UID").value
    only = event_of(round_with("sample", {"stage": "take_home", "due_at": "2026-01-25 23:59"}))
    assert only.text("SUMMARY") == "Due: Take home · Acme"


def test_each_phase_reminds_on_an_evening_of_its_own_and_the_last_an_hour_before() -> None:
    event = event_of(round_with("a", AT, prep_of()))
    assert alarms(event) == [
        ("-PT1H", "Final Confidence Check (11 min): Technical screen · Acme"),
        ("-PT19H", "Polish & Integration (38 min): Technical screen · Acme"),
        ("-P1DT19H", "Active Practice (80 min): Technical screen · Acme"),
        ("-P2DT19H", "Foundation Review (63 min): Technical screen · Acme"),
    ]
    start = datetime.fromisoformat("2026-03-12 14:00")
    assert start - timedelta(days=2, hours=19) == datetime.fromisoformat("2026-03-09 19:00")


def test_evenings_are_those_of_the_vaults_zone_whatever_zone_a_round_names() -> None:
    event = event_of(round_with("a", {"scheduled_at": "2026-03-16T09:00+00:00"}, prep_of()))
    # 10:00 in Berlin; 19:00 there is 15 hours before.
    assert [trigger for trigger, _ in alarms(event)] == ["-PT1H", "-PT15H", "-P1DT15H", "-P2DT15H"]


def test_a_round_without_prep_says_so_two_evenings_before() -> None:
    assert alarms(event_of(round_with("a", AT))) == [
        ("-PT1H", "In an hour: Technical screen · Acme"),
        ("-P1DT19H", "Prep is missing: run `prepsite generate acme/a` for Technical screen · Acme"),
    ]


@pytest.mark.parametrize(
    ("roadmap", "told"),
    [
        ("### Vorher · 20 min\n\n- x\n\n### Danach\n\n- y", [("Vorher", 20), ("Danach", 0)]),
        ("### 1. Read, 1 h 30 min\n\n### Sprechen (45 Minuten)", [("Read", 90), ("Sprechen", 45)]),
        ("Nothing but text.", []),
        ("### 90 min", [("90 min", 0)]),
        ("#### Deeper · 5 min\n\n### C\\+\\+ \\& all · 5 min", [("C++ & all", 5)]),
    ],
)
def test_phases_are_read_from_whatever_a_person_made_of_the_roadmap(
    roadmap: str, told: list[tuple[str, int]]
) -> None:
    found = phases(PrepFile("prep.md", prep_of(roadmap)))
    assert [(phase.title, phase.minutes) for phase in found] == told
    crlf = phases(PrepFile("prep.md", prep_of(roadmap).replace("\n", "\r\n")))
    assert crlf == found


def test_prep_without_a_roadmap_still_reminds_and_of_many_phases_none_goes_far_back() -> None:
    plain = event_of(round_with("a", AT, "---\nprepsite: '1'\n---\n\n## My own\n\nText.\n"))
    assert [text for _, text in alarms(plain)] == [
        "In an hour: Technical screen · Acme",
        "Go through the prep: Technical screen · Acme",
    ]
    many = event_of(round_with("a", AT, prep_of("\n\n".join(f"### Part {n}" for n in range(6)))))
    assert [trigger for trigger, _ in alarms(many)] == [
        "-PT1H", "-PT19H", "-P1DT19H", "-P2DT19H", "-P2DT19H", "-P2DT19H",
    ]  # fmt: skip


def test_an_event_never_grows_beyond_what_calendars_take() -> None:
    people = [{"name": f"Person {n} " + "x" * 400} for n in range(300)]
    private = {f"note {n}": "y" * 900 for n in range(300)}
    roadmap = "\n\n".join(f"### Part {n} {'z' * 200} · {n} min" for n in range(1, 400))
    fields = {**AT, "interviewers": people, "private": private, "location": "w" * 5_000}
    event = event_of(round_with("a", fields, prep_of(roadmap)), private=True)
    assert "\n- and 280 more\n" in event.text("DESCRIPTION")
    assert len(event.inner("VALARM")) == 8
    assert alarms(event)[0][1].startswith("Part 399 zzz")
    assert len(event.text("LOCATION")) == 250
    assert len(event.text("DESCRIPTION")) < 17_000


def test_private_rounds_are_left_out_and_private_fields_of_others() -> None:
    hidden = {"pay_floor": "90,000", "doubt": "Too far?", "terms": {"salary": "95,000", "start": "May"}}
    rounds = (
        round_with("open", {**AT, "private": hidden}),
        round_with("secret", {"scheduled_at": "2026-03-13 09:00", "private": True, "location": "Their home"}),
    )
    (shown,) = written(*rounds).inner("VEVENT")
    assert "Too far" not in shown.text("DESCRIPTION")
    everything = written(*rounds, private=True).inner("VEVENT")
    assert [event.text("LOCATION") for event in everything] == ["", "Their home"]
    assert everything[0].text("DESCRIPTION").endswith("\n\nDoubt: Too far?\nTerms: start May")
    calendar = Calendar()
    for private in (False, True):
        calendar.write(vault_with(*rounds), private=private)
        assert "90" not in calendar.text.replace("T090000", "")
        assert "95" not in calendar.text


def test_a_private_application_hides_its_rounds() -> None:
    vault = vault_with(round_with("a", AT), application={"private": True})
    assert Calendar().write(vault).inner("VEVENT") == []
    assert len(Calendar().write(vault, private=True).inner("VEVENT")) == 1


def test_rounds_without_a_date_or_with_a_broken_file_are_named_with_what_to_do() -> None:
    contents = contents_of(
        vault_with(
            round_with("a", {}),
            round_with("b", None),
            round_with("c", {"scheduled_at": "9999-12-31 23:00", "due_at": "0001-01-01 00:00"}),
            round_with("d", {"status": "cancelled"}),
        ),
        SPOKEN,
    )
    assert contents.events == ()
    assert [str(problem).split(": ", 1)[1] for problem in contents.left_out] == [
        "notice: the round has no date yet, so it is not in the calendar; write scheduled_at once you know it",
        "error: can't be used, so acme/b is not in the calendar; mend the file, as `prepsite check` says",
        "error: scheduled_at: the year 9999 is not one that a calendar can show; mend the year",
        "error: due_at: the year 1 is not one that a calendar can show; mend the year",
    ]
    broken = contents_of(broken_application(vault_with(round_with("a", AT))), SPOKEN)
    assert broken.unreadable == {"acme/a", "acme/a#due"}
    assert [(found.path, found.severity) for found in broken.left_out] == [
        ("vault/applications/acme/application.md", Severity.ERROR)
    ]


def test_the_ends_of_what_a_calendar_can_show_are_shown() -> None:
    rounds = (
        round_with("a", {"scheduled_at": "1950-01-01 00:00", "due_at": "2150-12-31 23:59"}),
        round_with("b", {"scheduled_at": "2150-12-31T23:59-12:00", "duration": 10_080}),
    )
    with pytest.raises(ValidationError):
        round_with("c", {**AT, "duration": 10_081})
    first, *_, last = written(*rounds).inner("VEVENT")
    assert local(first, "DTSTART")[1].year == 1950
    assert moment(last, "DTEND") == datetime(2151, 1, 8, 11, 59, tzinfo=UTC)


def test_the_demo_gives_a_calendar_that_follows_the_rules_and_says_no_pay() -> None:
    calendar = Calendar()
    told = calendar.write(read_vault(Workspace.at(Path(__file__).parents[2])), private=True)
    assert len(told.inner("VEVENT")) == 11
    assert [zone.one("TZID").value for zone in told.inner("VTIMEZONE")] == ["Europe/Berlin"]
    assert not re.search(r"(?i)pay|salary|euros|93,?400|108,?200", calendar.text.replace("Payments", ""))


def test_the_words_of_an_event_are_those_of_the_site() -> None:
    words = Words("de", {"With:": "Mit:", "Cancelled: {title}": "Abgesagt: {title}"}.get)  # type: ignore[arg-type]
    vault = vault_with(round_with("a", {**AT, "status": "cancelled", "interviewers": [{"name": "Ada"}]}))
    german = Words("de", lambda text: words.once(text) or text)
    (event,) = contents_of(vault, german).events
    assert event.summary == "Abgesagt: Technical screen · Acme"
    assert "Mit:\n- Ada" in event.description


def _hostile(text: str, link: str) -> bytes:
    """Return the calendar of a vault in which every field says this."""
    people = [{"name": text, "title": text, "team": text, "notes": text}] * 3
    fields = {
        **AT,
        "due_at": "2026-03-20 10:00",
        "location": text,
        "interviewers": people,
        "join_link": link,
        "private": {text: [text, {text: None}]},
    }
    vault = vault_with(
        round_with("a", fields, prep_of(f"### {text}\n\n- [ ] {text}")), application={"company": text}
    )
    calendar = Calendar()
    calendar.write(vault, private=True)
    return calendar.text.encode()


def _inert(content: bytes) -> None:
    """Assert that the calendar has two events, with an alarm or three, and no other part."""
    told = check(content)
    assert [part.name for part in told.parts] == ["VTIMEZONE", "VEVENT", "VEVENT"]
    assert [len(event.parts) for event in told.inner("VEVENT")] == [2, 3]
    names = {each.name for event in told.inner("VEVENT") for each in event.properties}
    assert names <= {
        "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS", "CLASS",
        "TRANSP", "DESCRIPTION", "LOCATION", "URL",
    }  # fmt: skip
    parsed = icalendar.Calendar.from_ical(content)
    assert isinstance(parsed, icalendar.Calendar)
    assert [str(event["SUMMARY"]) for event in parsed.walk("VEVENT")] == [
        event.text("SUMMARY") for event in told.inner("VEVENT")
    ]
    assert all(not component.errors for component in parsed.walk())
    assert is_own(content.decode())


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_could_break_a_calendar_stays_text(text: str) -> None:
    _inert(_hostile(text, 'https://x.example/\x01?é;a,b\\"BEGIN:VALARM'))


@given(st.text(min_size=1, max_size=120).filter(str.strip), st.from_regex(r"^https://\S+$", fullmatch=True))
def test_no_text_breaks_a_calendar(text: str, link: str) -> None:
    try:
        content = _hostile(text, link)
    except ValidationError:
        # What the models refuse reaches no calendar.
        return
    _inert(content)
