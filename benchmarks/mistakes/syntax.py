"""Front matter that YAML, or the vault's stricter reading of it, refuses."""

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

_POSTING = "We want a nurse who teaches at the bedside.\n"

_DELIMITERS = (
    mistakes(
        "missing opening delimiter",
        Edit(PROFILE, "---\nname: Maeve", "‸name: Maeve"),
        Edit(VISIT_INTERVIEW, "---\nstage: hiring", "‸stage: hiring"),
        Edit(BRIGID_APPLICATION, "---\ncompany: St", "‸\n---\ncompany: St"),
        Edit(BEDS, "---\ntitle: Discharge", "‸ ---\ntitle: Discharge"),
        Whole(NORTHMOOR_JOB, f"‸# Clinical Educator\n\n{_POSTING}"),
    )
    + mistakes(
        "missing closing delimiter",
        Whole(PROFILE, "‸---\nname: Maeve Brennan\nheadline: Charge nurse\n\nPrefers days.\n"),
        Whole(VISIT_INTERVIEW, "‸---\nstage: hiring_manager\nround: 3\n"),
        Whole(NORTHMOOR_JOB, f"‸---\ntitle: Clinical Educator\n\n# Clinical Educator\n\n{_POSTING}"),
        Whole(FACTS, "‸---"),
    )
    + mistakes(
        "text after a delimiter",
        Edit(PROFILE, "---\nname: Maeve", "--- ‸# profile\nname: Maeve"),
        Edit(BRIGID_APPLICATION, "---\ncompany: St", "---‸yaml\ncompany: St"),
        Edit(LESSON_INTERVIEW, "---\nTen minutes", "--- ‸Ten minutes"),
        Edit(NORTHMOOR_JOB, "---\nWe want", "---  ‸# the posting\nWe want"),
    )
)

_EMPTY = (
    mistakes(
        "empty file",
        *(
            Whole(path, "‸" + blank)
            for path, blank in (
                (PROFILE, ""),
                (FALLS, ""),
                (MANAGER, ""),
                (BRIGID_APPLICATION, "\n"),
                (NORTHMOOR_JOB, ""),
                (BRIGID_COMPANY, "  \n\n"),
                (PANEL_INTERVIEW, ""),
                (CALL_NOTES, ""),
            )
        ),
    )
    + mistakes(
        "nothing but delimiters",
        *(
            Whole(path, "‸---\n---\n")
            for path in (PROFILE, BEDS, EDUCATOR, NORTHMOOR_APPLICATION, LESSON_INTERVIEW)
        ),
    )
    + mistakes(
        "posting without its text",
        Whole(NORTHMOOR_JOB, "---\ntitle: Clinical Educator\n‸---\n"),
        Whole(NORTHMOOR_JOB, "---\ntitle: Clinical Educator\nposted_on: 2026-02-18\n‸---"),
        Whole(BRIGID_JOB, "---\ntitle: Ward Manager\n# the text is to come\n‸---  \n\n   \n"),
    )
)

_LAYOUT = (
    mistakes(
        "tab as indentation",
        Edit(PROFILE, "  notice: Eight", "‸\tnotice: Eight"),
        Edit(BRIGID_APPLICATION, "    title: Recruitment", "  ‸\ttitle: Recruitment"),
        Edit(PANEL_INTERVIEW, "focus:\n  - behavioral", "focus:\n‸\t- behavioral"),
        Edit(MANAGER, "      - id: discharge", "‸\t\t\t- id: discharge"),
        Edit(SETTINGS, "serve:\n  generate", "serve:\n‸\tgenerate"),
    )
    + mistakes(
        "wrong indentation",
        Edit(PROFILE, "  notice: Eight", " ‸notice: Eight"),
        Edit(BRIGID_APPLICATION, "role: Ward manager", " ‸role: Ward manager"),
        Edit(PANEL_INTERVIEW, "    team: Acute", "  ‸team: Acute"),
        Edit(MANAGER, "        text: Brought", "       ‸text: Brought"),
        Edit(ROTA, "    unit: shifts a month", "      ‸unit: shifts a month"),
        Edit(FACTS, "  - id: preceptor", " ‸- id: preceptor"),
        Edit(SETTINGS, "timezone: Europe", "  ‸timezone: Europe"),
    )
    + mistakes(
        "no space after a colon or a dash",
        Edit(NORTHMOOR_APPLICATION, "status: applied", "‸status:applied"),
        Edit(PHONE_INTERVIEW, "stage: recruiter_screen", "‸stage:recruiter_screen"),
        Edit(PROFILE, "  notice: Eight", "  ‸notice:Eight"),
        Edit(BEDS, "my_part: owned", "‸my_part owned"),
        Edit(PANEL_INTERVIEW, "  - management", "  ‸-management"),
    )
)

_QUOTES = (
    mistakes(
        "unclosed quote",
        Edit(BRIGID_JOB, 'pay: "£47,810 to £54,710"', 'pay: ‸"£47,810 to £54,710'),
        Edit(PHONE_INTERVIEW, "duration: 30 min", "duration: ‸'30 min"),
        Edit(NORTHMOOR_APPLICATION, "company: Northmoor", 'company: ‸"Northmoor'),
        Edit(MANAGER, "text: Brought discharges", 'text: ‸"Brought discharges'),
        Edit(NORTHMOOR_COMPANY, "{text: The trust runs", "{text: ‸'The trust runs"),
        Edit(PROFILE, "name: Maeve Brennan", 'name: ‸"Maeve Brennan'),
        Edit(SETTINGS, "timezone: Europe/London", "timezone: ‸'Europe/London"),
    )
    + mistakes(
        "text after a closing quote",
        Edit(BRIGID_APPLICATION, "company: St Brigid's Hospital", 'company: "St Brigid\'s" ‸Hospital'),
        Edit(EDUCATOR, "title: Clinical educator, one page", "title: 'Clinical educator'‸, one page"),
    )
    + mistakes(
        "unclosed bracket",
        Edit(ROTA, "tools: [HealthRoster, Excel]", "tools: ‸[HealthRoster, Excel"),
        Edit(LESSON_INTERVIEW, "focus: [presentation, domain]", "focus: ‸[presentation, domain"),
        Edit(
            VISIT_INTERVIEW,
            "interviewers: [{name: Ruth Obi, title: Matron}]",
            "interviewers: [‸{name: Ruth Obi]",
        ),
        Edit(CALL_NOTES, "{topic: start, said: In May at the earliest.}", "‸{topic: start, said: In May."),
        Edit(BEDS, 'outcomes: ["Patients go home before lunch."]', 'outcomes: ‸["Patients go home – früh."'),
    )
    + mistakes(
        "unquoted colon",
        Edit(BRIGID_APPLICATION, "role: Ward manager", "role: Ward manager‸: acute medicine", "quot"),
        Edit(PROFILE, "headline: Charge nurse in acute", "headline: Charge nurse‸: acute", "quot"),
        Edit(MANAGER, "text: Cut agency shifts", "text: Réduction‸: cut agency shifts", "quot"),
        Edit(
            BRIGID_COMPANY, "source: A former colleague", "source: Told by phone‸: a former colleague", "quot"
        ),
        Edit(ROTA, "  - I settled clashes in person", "  - ‸Clashes: I settled them in person", "quot"),
        Edit(PHONE_NOTES, "  - The panel includes", "  - ‸Panel: it includes", "quot"),
    )
    + mistakes(
        "sign that needs quotes",
        Edit(FALLS, "  - run chart", "  - ‸@run chart"),
        Edit(PANEL_INTERVIEW, "location: Leeds, education", "location: ‸`Leeds`, education"),
        Edit(ROTA, 'unit: "%"', "unit: ‸%"),
        Edit(BRIGID_APPLICATION, "source: A former", "source: ‸[HR] a former"),
    )
)

_REFUSED = (
    mistakes(
        "anchor",
        Edit(
            MANAGER,
            "employer: Rivelin General Hospital\n    title: Charge",
            "employer: ‸&rgh Rivelin\n    title: Charge",
        ),
        Edit(ROTA, "tools: [Health", "tools: ‸&tools [Health"),
        Edit(PROFILE, "  pay: Band 7, from the second pay step.", "  pay: ‸&pay Band 7.\n  gaps: *pay"),
    )
    + mistakes(
        "alias",
        Edit(EDUCATOR, "employer: Rivelin General Hospital", "employer: ‸*rgh"),
        Edit(PHONE_NOTES, "  - The panel includes a patient.", "  - ‸**The panel** includes a patient."),
        Edit(FALLS, "unit: falls a quarter}", "unit: ‸*unit}"),
    )
    + mistakes(
        "tag",
        Edit(CALL_INTERVIEW, "duration: 20", "duration: ‸!!int 20"),
        Edit(FACTS, "text: I hold the budget", "text: ‸!important I hold the budget"),
        Edit(SETTINGS, "writer: offline", "writer: ‸!!python/name:os.system offline"),
    )
    + mistakes(
        "merge key",
        Edit(MANAGER, "  - id: staff-nurse\n", "  - id: staff-nurse\n    ‸<<: {location: Sheffield}\n"),
        Edit(PANEL_INTERVIEW, "duration: 1h15\n", "duration: 1h15\n‸<<: *usual\n"),
    )
    + mistakes(
        "complex key",
        Edit(
            NORTHMOOR_APPLICATION,
            "role: Clinical educator\n",
            "role: Clinical educator\n‸[url, source]: none\n",
        ),
        Edit(PROFILE, "location: Sheffield\n", "location: Sheffield\n‸{city: Sheffield}: home\n"),
        Edit(PHONE_NOTES, "- topic: notice", "- ‸[topic]: notice"),
    )
    + mistakes(
        "nested too deep",
        Edit(ROTA, "tools: [HealthRoster, Excel]", f"tools: ‸{'[' * 40}Excel{']' * 40}"),
        Edit(PROFILE, "location: Sheffield\n", f"location: Sheffield\nprivate: ‸{'{a: ' * 60}b{'}' * 60}\n"),
        Edit(LESSON_INTERVIEW, "[presentation, domain]", f"‸{'[' * 30_000}{']' * 30_000}"),
    )
    + mistakes(
        "conflict markers in front matter",
        Edit(
            BRIGID_APPLICATION,
            "status: interviewing\n",
            "‸<<<<<<< HEAD\nstatus: interviewing\n=======\nstatus: callback\n>>>>>>> laptop\n",
            "conflict",
        ),
        Edit(
            ROTA,
            "  - I settled clashes in person, on the ward.\n",
            "‸<<<<<<< ours\n  - I settled clashes.\n=======\n  - I asked twice.\n>>>>>>> theirs\n",
            "conflict",
        ),
        Edit(
            SETTINGS,
            "timezone: Europe/London\n",
            "‸<<<<<<< HEAD\ntimezone: Europe/London\n||||||| base\n=======\ntimezone: UTC\n>>>>>>> 4f2c\n",
            "conflict",
        ),
        Edit(PANEL_INTERVIEW, "---\nstage: panel", "‸<<<<<<< HEAD\n---\nstage: panel", "conflict"),
    )
    + mistakes(
        "conflict markers in a body",
        Edit(
            BRIGID_JOB,
            "We are looking for an experienced nurse to lead our 32-bed acute medical ward.\n",
            "‸<<<<<<< HEAD\nWe are looking for a nurse.\n=======\nWe want a nurse.\n>>>>>>> phone\n",
            "conflict",
        ),
    )
)


def syntax_mistakes() -> tuple[Mistake, ...]:
    """Return the mistakes in how front matter is written."""
    return (*_DELIMITERS, *_EMPTY, *_LAYOUT, *_QUOTES, *_REFUSED)
