"""Fields that are unknown, missing, doubled, or of another type."""

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
    PANEL_INTERVIEW,
    PHONE_INTERVIEW,
    PHONE_NOTES,
    PROFILE,
    ROTA,
    SETTINGS,
    VISIT_INTERVIEW,
)
from mistakes.mistake import Edit, Mistake, Whole, mistakes

_UNKNOWN = mistakes(
    "unknown key",
    Edit(PROFILE, "headline: Charge", "‸headlin: Charge", "headline"),
    Edit(PROFILE, "  why_leaving:", "  ‸why_leave:", "why_leaving"),
    Edit(BRIGID_APPLICATION, "applied_on:", "‸aplied_on:", "applied_on"),
    Edit(BRIGID_APPLICATION, "    email: zoe", "    ‸e-mail: zoe", "email"),
    Edit(NORTHMOOR_APPLICATION, "company:", "‸compnay:", "company"),
    Edit(PHONE_INTERVIEW, "scheduled_at:", "‸scheduled-at:", "scheduled_at"),
    Edit(PANEL_INTERVIEW, "interviewers:", "‸interviewer:", "interviewers"),
    Edit(PANEL_INTERVIEW, "    team: Acute", "    ‸taem: Acute", "team"),
    Edit(VISIT_INTERVIEW, "title: Matron}", "‸titel: Matron}", "title"),
    Edit(ROTA, "team_size:", "‸teamsize:", "team_size"),
    Edit(ROTA, "    how_measured:", "    ‸how-measured:", "how_measured"),
    Edit(FALLS, "problem_context:", "‸problem:"),
    Edit(MANAGER, "        projects: [falls-bundle]", "        ‸project: [falls-bundle]", "projects"),
    Edit(CALL_NOTES, "used: [falls-bundle]", "‸uesd: [falls-bundle]", "used"),
    Edit(FACTS, "    by: Maeve", "    ‸author: Maeve"),
    Edit(SETTINGS, "timezone:", "‸time_zone:", "timezone"),
    Edit(SETTINGS, "  generate: false", "  ‸generat: false", "generate"),
    Edit(SETTINGS, "writer: offline", "writer: offline\n‸private: true"),
    Edit(PROFILE, "  work_authorization: British", "‸work_authorization: British"),
)

_MISSING = mistakes(
    "missing required field",
    Edit(PROFILE, "---\nname: Maeve Brennan\n", "‸---\n", "name"),
    Edit(BRIGID_APPLICATION, "---\ncompany: St Brigid's Hospital\n", "‸---\n", "company"),
    Whole(
        NORTHMOOR_APPLICATION,
        "‸---\ncompany: Northmoor Community Trust\nrole: Clinical educator\n---\n",
        "status",
    ),
    Edit(VISIT_INTERVIEW, "---\nstage: hiring_manager\n", "‸---\n", "stage"),
    Edit(BEDS, "---\ntitle: Discharge before noon\n", "‸---\n", "title"),
    Edit(MANAGER, "---\ntitle: Ward manager, two pages\n", "‸---\n", "title"),
    Edit(PROFILE, "  - label: Poster on falls\n    url", "  - ‸url", "label"),
    Edit(PANEL_INTERVIEW, "  - name: Dr Anil Saran\n    title", "  - ‸title", "name"),
    Edit(
        MANAGER, "- id: staff-nurse\n    employer: Rivelin General Hospital", "- ‸id: staff-nurse", "employer"
    ),
    Edit(MANAGER, "      - id: discharge\n        text", "      - ‸text", "id"),
    Edit(EDUCATOR, "- {id: registration, kind: license, ", "- ‸{id: registration, ", "kind"),
    Edit(
        BRIGID_COMPANY,
        "  - text: The ward has had three managers in four years.\n    source",
        "  - ‸source",
        "text",
    ),
    Edit(CALL_NOTES, "{topic: start, said: In May at the earliest.}", "‸{topic: start}", "said"),
    Edit(FACTS, "- id: preceptor\n    status: confirmed", "- ‸id: preceptor", "status"),
)

_DOUBLED = mistakes(
    "duplicate key",
    Edit(PROFILE, "location: Sheffield\n", "location: Sheffield\n‸name: Maeve B.\n"),
    Edit(BRIGID_APPLICATION, "location: Leeds\n", "location: Leeds\n‸status: applied\n"),
    Edit(ROTA, "tools: [HealthRoster, Excel]\n", "tools: [HealthRoster, Excel]\n# twice\n‸end: present\n"),
    Edit(CALL_INTERVIEW, "duration: 20\n", 'duration: 20\n‸"format": phone_call\n'),
    Edit(SETTINGS, "today: 2026-03-02\n", "today: 2026-03-02\n‸timezone: Europe/Paris\n"),
) + mistakes(
    "duplicate key in a nested mapping",
    Edit(PROFILE, "  work_authorization:", "  ‸notice: Four weeks.\n  work_authorization:"),
    Edit(MANAGER, "    location: Sheffield\n", "    location: Sheffield\n    ‸title: Deputy manager\n"),
    Edit(MANAGER, "        projects: [ward-rota]\n", "        projects: [ward-rota]\n        ‸text: Again.\n"),
    Edit(FALLS, "unit: falls a quarter}", "unit: Stürze, ‸before: '20'}"),
    Edit(PHONE_NOTES, "  floor: Second", "  floor: Band 7.\n  ‸floor: Second"),
)

_TYPES = (
    mistakes(
        "text where a list is needed",
        Edit(ROTA, "tools: [HealthRoster, Excel]", "tools: ‸HealthRoster, Excel"),
        Edit(VISIT_INTERVIEW, "focus: [culture]", "focus: ‸culture"),
        Edit(MANAGER, "projects: [ward-rota]", "projects: ‸ward-rota"),
        Edit(CALL_NOTES, "used: [falls-bundle]", "used: ‸falls-bundle"),
        Edit(PHONE_NOTES, "weak_topics: [budgets]", 'weak_topics: ‸"budgets"'),
    )
    + mistakes(
        "list where text is needed",
        Edit(BRIGID_APPLICATION, "location: Leeds", "location: ‸[Leeds, Sheffield]"),
        Edit(
            NORTHMOOR_APPLICATION, "role: Clinical educator", "role:\n  ‸- Clinical educator\n  - Ward manager"
        ),
        Edit(PROFILE, "  notice: Eight weeks, as my contract says.", "  notice: ‸[]"),
        Edit(LESSON_INTERVIEW, "stage: take_home", "stage: ‸[take_home]"),
        Edit(BEDS, "  - choice: Write the medicines list the evening before", "  - choice: ‸[Write, Print]"),
    )
    + mistakes(
        "mapping where a list is needed",
        Edit(ROTA, "tools: [HealthRoster, Excel]", "tools:\n  ‸excel: good\n  word: fair"),
        Edit(
            VISIT_INTERVIEW,
            "interviewers: [{name: Ruth Obi, title: Matron}]",
            "interviewers: ‸{name: Ruth Obi}",
        ),
        Edit(
            CALL_NOTES,
            "  - {topic: start, said: In May at the earliest.}",
            "  ‸topic: start\n  said: In May at the earliest.",
        ),
    )
    + mistakes(
        "mapping where text is needed",
        Edit(BRIGID_JOB, 'pay: "£47,810 to £54,710"', "pay: ‸{from: 47810, to: 54710}"),
        Edit(PROFILE, "location: Sheffield\n", "location:\n  ‸city: Sheffield\n  country: England\n"),
        Edit(PANEL_INTERVIEW, "duration: 1h15", "duration: ‸{hours: 1, minutes: 15}"),
    )
    + mistakes(
        "text where a mapping is needed",
        Edit(PANEL_INTERVIEW, "  - name: Zoë Hartley\n    title: Recruitment partner", "  - ‸Zoë Hartley"),
        Edit(
            FALLS, '- {name: falls, before: "19", after: "8", unit: falls a quarter}', "- ‸falls from 19 to 8"
        ),
        Edit(SETTINGS, "serve:\n  generate: false", "serve: ‸generate"),
        Edit(BEDS, "outcomes: [", "metrics: [‸hours]\noutcomes: ["),
    )
    + mistakes(
        "list of numbers where one is needed",
        Edit(ROTA, "team_size: 34", "team_size: ‸[30, 34]"),
        Edit(PHONE_NOTES, "confidence: 4", "confidence:\n      ‸- 4"),
    )
    + mistakes(
        "private of another type",
        Edit(PROFILE, "location: Sheffield\n", "location: Sheffield\nprivate: ‸mostly\n"),
        Edit(FACTS, "---\nfacts:", "---\nprivate: ‸[night-lead]\nfacts:"),
        Edit(BRIGID_COMPANY, "---\nstatements:", "---\nprivate: ‸2\nstatements:"),
        Edit(SETTINGS, "  generate: false", "  generate: ‸sometimes"),
    )
    + mistakes(
        "front matter is not a mapping",
        Whole(PROFILE, "---\n‸- name: Maeve Brennan\n- headline: Charge nurse\n---\n"),
        Whole(VISIT_INTERVIEW, "---\n‸The ward visit, with Ruth Obi\n---\nNo date yet.\n"),
        Whole(SETTINGS, "# settings\n‸- offline\n- Europe/London\n"),
    )
)


def structure_mistakes() -> tuple[Mistake, ...]:
    """Return the mistakes in what the fields are."""
    return (*_UNKNOWN, *_MISSING, *_DOUBLED, *_TYPES)
