"""Values that a field can't take: dates, times, numbers, addresses, settings."""

from mistakes.base import (
    BEDS,
    BRIGID_APPLICATION,
    BRIGID_COMPANY,
    BRIGID_JOB,
    CALL_INTERVIEW,
    CALL_NOTES,
    EDUCATOR,
    FACTS,
    FALLS,
    LESSON_INTERVIEW,
    MANAGER,
    NORTHMOOR_APPLICATION,
    NORTHMOOR_COMPANY,
    NORTHMOOR_JOB,
    PANEL_INTERVIEW,
    PHONE_INTERVIEW,
    PHONE_NOTES,
    PROFILE,
    ROTA,
    SETTINGS,
    VISIT_INTERVIEW,
)
from mistakes.mistake import Edit, Mistake, Whole, mistakes

_DAYS = mistakes(
    "bad day",
    Edit(BRIGID_APPLICATION, "applied_on: 2026-02-17", "applied_on: ‸2024-02-30"),
    Edit(NORTHMOOR_APPLICATION, "applied_on: 2026-02-21", "applied_on: ‸31.12.2024"),
    Edit(BRIGID_JOB, "posted_on: 2026-02-09", "posted_on: ‸02/09/2026"),
    Edit(NORTHMOOR_JOB, "posted_on: 2026-02-18", "posted_on: ‸'18 February'"),
    Edit(BRIGID_JOB, "captured_on: 2026-02-15", "captured_on: ‸2026-02"),
    Edit(BRIGID_COMPANY, "date: 2025-10-06", "date: ‸autumn 2025"),
    Edit(
        NORTHMOOR_COMPANY,
        "text: The trust runs nine community teams., source: annual report, date: 2025-06-30",
        "source: “annual report”, date: ‸2025-06-31, text: The trust runs nine community teams.",
    ),
    Edit(MANAGER, "submitted_on: 2026-02-16", 'submitted_on: ‸"2026-13-16"'),
    Edit(FACTS, "on: 2026-02-14", "on: ‸yesterday"),
    Edit(SETTINGS, "today: 2026-03-02", "today: ‸2026-02-29"),
    Edit(SETTINGS, "today: 2026-03-02", "today: ‸2 March 2026"),
)

_PARTIAL_DATES = mistakes(
    "bad year, month or day",
    Edit(ROTA, "start: 2023-09", "start: ‸2024-13"),
    Edit(ROTA, "end: 2024-06", "end: ‸June 2024"),
    Edit(FALLS, "start: 2021", 'start: ‸"\'21"'),
    Edit(FALLS, "end: 2022-03", "end: ‸2022-3"),
    Edit(BEDS, "start: 2025-01-13", "start: ‸2023-02-29"),
    Edit(BEDS, "end: present", "end: ‸now", "present"),
    Edit(MANAGER, "start: 2018-08-20", 'start: ‸"20.08.2018"'),
    Edit(MANAGER, "start: 2022-04\n    end: present", "start: 2022-04\n    end: ‸presnt", "present"),
    Edit(MANAGER, "expires: 2028-05", "expires: ‸2028-00"),
    Edit(MANAGER, "date: 2015-07", "date: ‸07/2015"),
    Edit(EDUCATOR, "name: Registered nurse, date: 2015", "name: Nurse – Krankenpflege, date: ‸215"),
)

_TIMES = (
    mistakes(
        "bad time",
        Edit(PHONE_INTERVIEW, "scheduled_at: 2026-02-24 09:30", "scheduled_at: ‸2026-02-24 25:30"),
        Edit(CALL_INTERVIEW, "scheduled_at: 2026-02-26 14:00", "scheduled_at: ‸2026-02-26 14.00"),
        Edit(PANEL_INTERVIEW, "scheduled_at: 2026-03-10T10:30+00:00", "scheduled_at: ‸2026-03-10T10:30 GMT"),
        Edit(PANEL_INTERVIEW, "scheduled_at: 2026-03-10T10:30+00:00", "scheduled_at: ‸10.03.2026 10:30"),
        Edit(LESSON_INTERVIEW, "scheduled_at: 2026-03-12 13:00", 'scheduled_at: ‸"2026-03-12 1pm"'),
        Edit(LESSON_INTERVIEW, "due_at: 2026-03-11T18:00Z", "due_at: ‸2026-02-30T18:00Z"),
        Edit(LESSON_INTERVIEW, "due_at: 2026-03-11T18:00Z", "due_at: ‸the evening before"),
    )
    + mistakes(
        "time without a date",
        Edit(PHONE_INTERVIEW, "scheduled_at: 2026-02-24 09:30", "scheduled_at: ‸09:30"),
        Edit(CALL_INTERVIEW, "scheduled_at: 2026-02-26 14:00", "scheduled_at: ‸'14:00'"),
        Edit(LESSON_INTERVIEW, "due_at: 2026-03-11T18:00Z", "due_at: ‸18:00"),
    )
    + mistakes(
        "date without a time",
        Edit(LESSON_INTERVIEW, "scheduled_at: 2026-03-12 13:00", "scheduled_at: ‸2026-03-12"),
        Edit(LESSON_INTERVIEW, "due_at: 2026-03-11T18:00Z", "# by noon\ndue_at:   ‸2026-03-11"),
    )
)

_DURATIONS = mistakes(
    "bad duration",
    Edit(PHONE_INTERVIEW, "duration: 30 min", "duration: ‸half an hour"),
    Edit(PANEL_INTERVIEW, "duration: 1h15", "duration: ‸1:15"),
    Edit(VISIT_INTERVIEW, "duration: 45", "duration: ‸45-60"),
    Edit(CALL_INTERVIEW, "duration: 20", "duration: ‸'20 Minuten'"),
    Edit(LESSON_INTERVIEW, "duration: 1h30", "duration: ‸1.5h"),
)

_NUMBERS = mistakes(
    "bad number",
    Edit(ROTA, "team_size: 34", "team_size: ‸about thirty"),
    Edit(FALLS, "team_size: 6", "team_size: ‸6.5"),
    Edit(ROTA, "team_size: 34", f"team_size: ‸{'9' * 5000}"),
    Edit(PHONE_NOTES, "confidence: 4", "confidence: ‸high"),
    Edit(PHONE_NOTES, "confidence: 2", "confidence: ‸2/5"),
    Edit(PANEL_INTERVIEW, "round: 2", "round: ‸second"),
) + mistakes(
    "number out of range",
    Edit(PHONE_NOTES, "confidence: 4", "confidence: ‸6"),
    Edit(PHONE_NOTES, "confidence: 2", 'confidence: ‸"0"'),
    Edit(ROTA, "team_size: 34", "team_size: ‸0"),
    Edit(FALLS, "team_size: 6", "team_size: ‸-6"),
    Edit(FALLS, "team_size: 6", "team_size: ‸60000"),
    Edit(PANEL_INTERVIEW, "round: 2", "round: ‸0"),
    Edit(VISIT_INTERVIEW, "round: 3", "round: ‸51"),
    Edit(CALL_INTERVIEW, "duration: 20", "duration: ‸0"),
)

_ADDRESSES = mistakes(
    "bad address",
    Edit(BRIGID_APPLICATION, "url: https://jobs.example.org/st-brigid/4471", "url: ‸www.example.org/4471"),
    Edit(NORTHMOOR_APPLICATION, "url: https://jobs.example.org/northmoor/118", "url: ‸htps://jobs.example.org"),
    Edit(BRIGID_JOB, "url: https://jobs.example.org/st-brigid/4471", "url: ‸/home/maeve/posting.pdf"),
    Edit(CALL_INTERVIEW, "join_link: https://meet.example.org/northmoor", "join_link: ‸Teams"),
    Edit(
        PROFILE, "url: https://posters.example.org/falls-2025", "url: ‸https://posters.example.org/falls 2025"
    ),
    Edit(
        VISIT_INTERVIEW, "{name: Ruth Obi, title: Matron}", "{name: Ruth Óbi 💊, link: ‸staff.example.org/obi}"
    ),
) + mistakes(
    "address that runs a script",
    Edit(PROFILE, "url: https://register.example.org/nurses/18C4471E", "url: ‸javascript:alert(1)"),
    Edit(PANEL_INTERVIEW, "link: https://staff.example.org/saran", "link: ‸'JavaScript:alert(document.title)'"),
    Edit(CALL_INTERVIEW, "join_link: https://meet.example.org/northmoor", "join_link: ‸data:text/html,hello"),
)

_EMPTY = mistakes(
    "empty required text",
    Edit(PROFILE, "name: Maeve Brennan", 'name: ‸""'),
    Edit(BRIGID_APPLICATION, "company: St Brigid's Hospital", "company: ‸''"),
    Edit(NORTHMOOR_APPLICATION, "role: Clinical educator", 'role: ‸"   "'),
    Edit(ROTA, "title: A rota that staff fill in themselves", "‸title:"),
    Edit(MANAGER, "text: Brought discharges forward by four hours.", 'text: ‸""'),
    Edit(PHONE_NOTES, "said: Eight weeks.", "said: ‸''"),
    Edit(CALL_INTERVIEW, "- name: Jørgen Falk", "- ‸name:"),
    Edit(CALL_NOTES, "{topic: start, said: In May at the earliest.}", '{topic: Führungsbeginn, said: ‸""}'),
)

_SETTINGS = mistakes(
    "bad time zone",
    Edit(SETTINGS, "timezone: Europe/London", "timezone: ‸Europe/Lundon", "Europe/London"),
    Edit(SETTINGS, "timezone: Europe/London", 'timezone: ‸"Berlin"'),
    Edit(SETTINGS, "timezone: Europe/London", "timezone: ‸GMT+25"),
    Whole(SETTINGS, "# Zeitzone für alles\nwriter: offline\n\ntimezone: ‸../../etc/passwd\n"),
) + mistakes(
    "unknown writer",
    Edit(SETTINGS, "writer: offline", "writer: ‸ofline", "offline"),
    Edit(SETTINGS, "writer: offline", "writer: ‸'off-line'", "offline"),
    Whole(SETTINGS, "timezone: Europe/London\nwriter: ‸my cousin\n"),
)


def value_mistakes() -> tuple[Mistake, ...]:
    """Return the mistakes in single values."""
    return (
        *_DAYS,
        *_PARTIAL_DATES,
        *_TIMES,
        *_DURATIONS,
        *_NUMBERS,
        *_ADDRESSES,
        *_EMPTY,
        *_SETTINGS,
    )
