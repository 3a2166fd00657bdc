"""UIDs stay, sequences rise by one where something matters and never fall, nothing is taken away unseen."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepsite.app.ics import published_in
from prepsite.core.calendar.numbering import Known, calendar_id, event_uid
from prepsite.core.calendar.remembered import read_remembered, remembered_text

from calendar_vaults import NOW, Calendar, prep_of, round_with, vault_with  # isort: skip
from ical_rules import Part, moment  # isort: skip

AT = "2026-03-12 14:00"
BASE: Mapping[str, object] = {"scheduled_at": AT, "format": "video_call", "duration": 60}


def told(calendar: Part) -> list[tuple[str, int, str]]:
    """Return (UID, sequence, status) of each event."""
    return [
        (event.one("UID").value, int(event.one("SEQUENCE").value), event.one("STATUS").value)
        for event in calendar.inner("VEVENT")
    ]


def one(calendar: Part) -> tuple[int, str, datetime]:
    """Return sequence, status and revision of the only event."""
    (event,) = calendar.inner("VEVENT")
    return int(event.one("SEQUENCE").value), event.one("STATUS").value, moment(event, "DTSTAMP")


@pytest.mark.parametrize(
    ("change", "rises", "is_revised"),
    [
        ({"scheduled_at": "2026-03-12 14:30"}, True, True),
        ({"duration": 90}, True, True),
        ({"location": "Leipzig"}, True, True),
        ({"join_link": "https://m.example/x"}, True, True),
        ({"status": "cancelled"}, True, True),
        ({"status": "no_show"}, True, True),
        ({"stage": "hiring_manager"}, True, True),
        ({"status": "completed"}, False, True),
        ({"interviewers": [{"name": "Ada"}]}, False, True),
        ({"focus": ["coding"]}, False, True),
        ({"scheduled_at": "2026-03-12T14:00+01:00"}, False, True),
        ({"private": {"doubt": "x"}}, False, True),
        ({"round": 3}, False, False),
        ({}, False, False),
    ],
)
def test_the_sequence_rises_by_one_for_what_matters_and_for_nothing_else(
    change: Mapping[str, object], rises: bool, is_revised: bool
) -> None:
    calendar = Calendar()
    before = calendar.write(vault_with(round_with("a", BASE)))
    text = calendar.text
    calendar.now += timedelta(days=1)
    after = calendar.write(vault_with(round_with("a", {**BASE, **change})))
    assert told(after)[0][0] == told(before)[0][0]
    assert one(after)[0] == (1 if rises else 0)
    assert one(after)[2] == (NOW + timedelta(days=1) if is_revised else NOW)
    assert (calendar.text == text) == (not is_revised)
    again = calendar.text
    calendar.now += timedelta(days=1)
    calendar.write(vault_with(round_with("a", {**BASE, **change})))
    assert calendar.text == again


def test_prep_that_appears_renews_the_alarms_and_not_the_sequence() -> None:
    calendar = Calendar()
    calendar.write(vault_with(round_with("a", BASE)))
    calendar.now += timedelta(days=1)
    after = calendar.write(vault_with(round_with("a", BASE, prep_of())))
    assert one(after) == (0, "CONFIRMED", NOW + timedelta(days=1))


def test_a_clock_that_is_behind_never_makes_a_later_version_look_older() -> None:
    calendar = Calendar()
    calendar.write(vault_with(round_with("a", BASE)))
    calendar.now -= timedelta(days=100)
    after = calendar.write(vault_with(round_with("a", {**BASE, "duration": 30})))
    assert one(after) == (1, "CONFIRMED", NOW + timedelta(seconds=1))


def test_a_round_that_is_gone_is_cancelled_once_and_comes_back_as_the_same_event() -> None:
    calendar = Calendar()
    there = vault_with(round_with("a", BASE))
    first = told(calendar.write(there))[0]
    gone = calendar.write(vault_with())
    assert told(gone) == [(first[0], 1, "CANCELLED")]
    assert moment(gone.inner("VEVENT")[0], "DTSTART") == datetime(2026, 3, 12, 13, tzinfo=UTC)
    assert "Acme" not in calendar.text
    assert told(calendar.write(vault_with())) == told(gone)
    assert told(calendar.write(there)) == [(first[0], 2, "CONFIRMED")]


def test_a_round_that_lost_its_date_is_cancelled_until_it_has_one() -> None:
    calendar = Calendar()
    calendar.write(vault_with(round_with("a", BASE)))
    assert one(calendar.write(vault_with(round_with("a", {}))))[:2] == (1, "CANCELLED")
    assert one(calendar.write(vault_with(round_with("a", {"scheduled_at": "2026-04-01 09:00"}))))[:2] == (
        2,
        "CONFIRMED",
    )


def test_nothing_is_concluded_from_a_broken_file() -> None:
    calendar = Calendar()
    calendar.write(vault_with(round_with("a", BASE), round_with("b", {"scheduled_at": "2026-03-13 09:00"})))
    known = calendar.known
    broken = calendar.write(
        vault_with(round_with("a", None), round_with("b", {"scheduled_at": "2026-03-13 09:00"}))
    )
    assert [sequence for _, sequence, _ in told(broken)] == [0]
    assert calendar.known == known


def test_a_round_that_turned_private_is_cancelled_without_a_word_of_it() -> None:
    calendar = Calendar()
    calendar.write(vault_with(round_with("a", {**BASE, "location": "Leipzig"})))
    hidden = vault_with(round_with("a", {**BASE, "location": "Leipzig", "private": True}))
    assert one(calendar.write(hidden))[:2] == (1, "CANCELLED")
    assert "Leipzig" not in calendar.text
    assert "Technical" not in calendar.text
    # What is asked for changes what is shown, and no number.
    assert one(calendar.write(hidden, private=True))[:2] == (1, "CONFIRMED")
    assert one(calendar.write(hidden))[:2] == (1, "CANCELLED")


def test_a_round_that_always_was_private_leaves_no_trace_when_it_goes() -> None:
    calendar = Calendar()
    calendar.write(vault_with(round_with("a", {**BASE, "private": True})), private=True)
    assert told(calendar.write(vault_with())) == []
    assert [status for _, _, status in told(calendar.write(vault_with(), private=True))] == ["CANCELLED"]


def test_a_renamed_round_keeps_its_event_and_its_old_name_is_free_for_another() -> None:
    calendar = Calendar()
    uid = told(calendar.write(vault_with(round_with("a", BASE))))[0][0]
    assert told(calendar.write(vault_with(round_with("b", BASE)))) == [(uid, 0, "CONFIRMED")]
    both = told(
        calendar.write(vault_with(round_with("b", BASE), round_with("a", {"scheduled_at": "2026-05-05 10:00"})))
    )
    assert both[0] == (uid, 0, "CONFIRMED")
    assert both[1][0] != uid


def test_rounds_that_say_the_same_are_not_taken_for_each_other() -> None:
    calendar = Calendar()
    calendar.write(vault_with(round_with("a", BASE), round_with("b", BASE)))
    after = told(calendar.write(vault_with(round_with("c", BASE), round_with("d", BASE))))
    assert sorted(status for _, _, status in after) == ["CANCELLED", "CANCELLED", "CONFIRMED", "CONFIRMED"]
    assert len({uid for uid, _, _ in after}) == 4
    calendar = Calendar()
    calendar.write(vault_with(round_with("a", BASE), round_with("b", BASE)))
    # Either may have been renamed, so neither was.
    after = told(calendar.write(vault_with(round_with("c", BASE))))
    assert sorted(status for _, _, status in after) == ["CANCELLED", "CANCELLED", "CONFIRMED"]


def test_numbers_go_on_from_the_file_where_what_was_remembered_is_lost_or_old() -> None:
    calendar = Calendar()
    calendar.write(vault_with(round_with("a", BASE)))
    old = calendar.known
    for minutes in (30, 45):
        calendar.write(vault_with(round_with("a", {**BASE, "duration": minutes})))
    lost = calendar.write(vault_with(round_with("a", {**BASE, "duration": 45})), forget=True)
    assert one(lost)[0] == 3
    # A backup of what was remembered, in which the round is as it is now.
    calendar.known = old
    assert one(calendar.write(vault_with(round_with("a", BASE))))[0] == 4
    calendar.known = old
    assert one(calendar.write(vault_with()))[:2] == (5, "CANCELLED")


def test_two_peoples_vaults_share_no_uid_and_clones_share_all() -> None:
    assert calendar_id("Ana") == calendar_id("Ana") != calendar_id("Ben")
    assert event_uid(calendar_id("Ana"), "acme/hm") != event_uid(calendar_id("Ben"), "acme/hm")
    assert event_uid("0123456789ab", "acme/hm") == "d59ef0e6-d4ec-58a0-ba3c-e6f4ef8f2fa7@0123456789ab.prepsite"


def _known() -> Known:
    calendar = Calendar()
    calendar.write(vault_with(round_with("a", {**BASE, "due_at": "2026-03-20 10:00"}), round_with("b", BASE)))
    return calendar.known


def test_what_is_remembered_is_read_as_it_was_written() -> None:
    known = _known()
    text = remembered_text(known)
    read = read_remembered(text)
    assert (read.calendar, read.entries, read.damaged) == (known.calendar, dict(known.entries), ())
    assert remembered_text(Known(known.calendar, read.entries)) == text
    assert read_remembered(text.replace("\n", "\r\n")) == read


@pytest.mark.parametrize("numbers", [(3, 5), (5, 3)])
def test_a_merge_with_conflicts_in_it_keeps_the_higher_number_of_each_event(numbers: tuple[int, int]) -> None:
    known = _known()
    entry = known.entries["acme/a"]
    ours, theirs = (
        replace(known, entries={"acme/a": entry.model_copy(update={"sequence": number})}) for number in numbers
    )
    lines = ["<<<<<<< ours", remembered_text(ours), "=======", remembered_text(theirs), ">>>>>>> theirs"]
    read = read_remembered("\n".join(lines))
    assert {name: each.sequence for name, each in read.entries.items()} == {"acme/a": 5}
    assert (read.calendar, len(read.damaged)) == (known.calendar, 3)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("starts", "0001-01-01T00:00:00+14:00"),
        ("starts", "9999-12-31T23:59:59-12:00"),
        ("revised", "9999-12-31T23:59:59Z"),
        ("revised", "2026-03-01T08:00:00"),
        ("sequence", "-1"),
        ("sequence", "99999999999999999999"),
        ("uid", "a\r\nBEGIN:VALARM"),
        ("event", "../../etc"),
    ],
)
def test_a_line_that_says_what_can_not_be_is_damaged(key: str, value: str) -> None:
    (line,) = [each for each in remembered_text(_known()).split("\n") if '"event":"acme/b"' in each]
    fields = json.loads(line)
    fields[key] = value
    assert read_remembered(json.dumps(fields)).damaged == (1,)


@given(st.data())
def test_any_damage_leaves_the_lines_that_can_be_read(data: st.DataObject) -> None:
    text = remembered_text(_known())
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    damaged = text[:start] + data.draw(st.text(max_size=20)) + text[end:]
    read = read_remembered(damaged)
    untouched = set(text.split("\n")) & set(damaged.split("\n"))
    for name, entry in read_remembered(text).entries.items():
        if any(f'"event":"{name}"' in line for line in untouched):
            assert read.entries[name].sequence >= entry.sequence


@given(st.text(max_size=300))
def test_numbers_are_read_from_any_file_without_an_error(text: str) -> None:
    assert published_in(text) == {}
    assert published_in(f"BEGIN:VEVENT\nUID:x\nSEQUENCE:7\nX:{text}\nEND:VEVENT\n")["x"].sequence == 7
