"""A small vault without a mistake: a charge nurse who applies for two posts.

The texts are the ground that every labelled mistake changes. `BASE` maps paths, relative to the
repository's root, to bytes.
"""

from collections.abc import Mapping

SETTINGS = "vault/prepsite.yml"
PROFILE = "vault/profile.md"
FACTS = "vault/facts.md"
ROTA = "vault/projects/ward-rota.md"
FALLS = "vault/projects/falls-bundle.md"
BEDS = "vault/projects/bed-flow.md"
MANAGER = "vault/resumes/ward-leader.md"
EDUCATOR = "vault/resumes/clinical-educator.md"

BRIGID = "vault/applications/st-brigid-ward-manager"
BRIGID_APPLICATION = f"{BRIGID}/application.md"
BRIGID_JOB = f"{BRIGID}/job.md"
BRIGID_COMPANY = f"{BRIGID}/company.md"
PHONE = f"{BRIGID}/interviews/phone-screen"
PHONE_INTERVIEW = f"{PHONE}/interview.md"
PHONE_NOTES = f"{PHONE}/notes.md"
PANEL = f"{BRIGID}/interviews/panel"
PANEL_INTERVIEW = f"{PANEL}/interview.md"
VISIT = f"{BRIGID}/interviews/ward-visit"
VISIT_INTERVIEW = f"{VISIT}/interview.md"

NORTHMOOR = "vault/applications/northmoor-educator"
NORTHMOOR_APPLICATION = f"{NORTHMOOR}/application.md"
NORTHMOOR_JOB = f"{NORTHMOOR}/job.md"
NORTHMOOR_COMPANY = f"{NORTHMOOR}/company.md"
CALL = f"{NORTHMOOR}/interviews/hr-call"
CALL_INTERVIEW = f"{CALL}/interview.md"
CALL_NOTES = f"{CALL}/notes.md"
LESSON = f"{NORTHMOOR}/interviews/teaching-session"
LESSON_INTERVIEW = f"{LESSON}/interview.md"

_TEXTS: Mapping[str, str] = {
    SETTINGS: """\
# Who writes, and in which zone times are told.
writer: offline
timezone: Europe/London
today: 2026-03-02
serve:
  generate: false
""",
    PROFILE: """\
---
name: Maeve Brennan
headline: Charge nurse in acute medicine, moving into ward management
location: Sheffield
email: maeve.brennan@example.org
phone: "+44 7700 900123"
links:
  - label: Register entry
    url: https://register.example.org/nurses/18C4471E
  - label: Poster on falls
    url: https://posters.example.org/falls-2025
narrative: >-
  I have nursed in acute medicine for eleven years and have been in charge of nights
  for the last four. I want a ward of my own.
answers:
  pay: Band 7, from the second pay step.
  notice: Eight weeks, as my contract says.
  why_leaving: No ward manager's post is coming up where I am.
  work_authorization: British citizen.
---
Prefers days; can start with a week of nights to meet everyone.
""",
    FACTS: """\
---
facts:
  - id: night-lead
    status: confirmed
    text: I have been in charge of nights since April 2022.
    by: Maeve Brennan
    on: 2026-02-11
  - id: preceptor
    status: confirmed
    text: I have preceptored nine newly qualified nurses.
    on: 2026-02-11
  - id: budget-holder
    status: retracted
    text: I hold the budget of the ward.
    on: 2026-02-14
---
""",
    ROTA: """\
---
title: A rota that staff fill in themselves
employer: Rivelin General Hospital
role: Charge nurse
start: 2023-09
end: 2024-06
team_size: 34
my_part: led
problem_context: Agency nurses covered one night shift in five, and the rota came out a week late.
actions:
  - I asked every nurse which shifts they could not work.
  - I set three rules that each week must meet, and let people pick the rest.
  - I settled clashes in person, on the ward.
tools: [HealthRoster, Excel]
outcomes:
  - The rota came out six weeks ahead, every month since.
metrics:
  - name: agency shifts
    before: "41"
    after: "12"
    unit: shifts a month
    how_measured: Counted from the roster, six months before and after.
  - name: sickness
    before: 7.2
    after: 5.1
    unit: "%"
decisions:
  - choice: Staff pick shifts within three rules
    alternatives: [a fixed rolling rota, a rota made by software]
    why: Fixed rotas had failed twice on this ward.
    trade_off: I spend two hours a month on clashes.
lessons:
  - I would bring in the night staff first.
---
The ward has 28 beds and takes patients from the assessment unit at all hours.
""",
    FALLS: """\
---
title: Fewer falls at night
employer: Rivelin General Hospital
role: Staff nurse
start: 2021
end: 2022-03
team_size: 6
my_part: contributed
problem_context: Falls between 02:00 and 06:00 had doubled in a year.
actions:
  - I walked the ward at night with a physiotherapist and wrote down what I saw.
  - I wrote the bedside check.
tools:
  - bedside check
  - run chart
outcomes:
  - The check became the standard on four wards.
metrics:
  - {name: falls, before: "19", after: "8", unit: falls a quarter}
---
""",
    BEDS: """\
---
title: Discharge before noon
employer: Rivelin General Hospital
start: 2025-01-13
end: present
my_part: owned
problem_context: Beds came free after four in the afternoon, so patients waited on trolleys.
actions:
  - I moved the pharmacy round to the evening before.
outcomes: ["Patients go home before lunch."]
decisions:
  - choice: Write the medicines list the evening before
    why: The pharmacy closes its window at ten.
---
""",
    MANAGER: """\
---
title: Ward manager, two pages
summary: Charge nurse with eleven years in acute medicine.
submitted_on: 2026-02-16
roles:
  - id: charge-nurse
    employer: Rivelin General Hospital
    title: Charge nurse
    start: 2022-04
    end: present
    location: Sheffield
    bullets:
      - id: agency-spend
        text: Cut agency shifts from 41 to 12 a month with a rota that staff fill in.
        projects: [ward-rota]
      - id: discharge
        text: Brought discharges forward by four hours.
        projects:
          - bed-flow
          - ward-rota
  - id: staff-nurse
    employer: Rivelin General Hospital
    title: Staff nurse
    start: 2018-08-20
    end: 2022-03
    bullets:
      - id: falls
        text: Wrote the bedside check behind a fall in night falls from 19 to 8 a quarter.
        projects: [falls-bundle]
skills: [rostering, acute medicine, preceptorship]
credentials:
  - id: bsc
    kind: degree
    name: BSc Adult Nursing
    issuer: University of Hallam Moor
    date: 2015-07
  - id: als
    kind: certificate
    name: Advanced Life Support
    date: 2024-05-17
    expires: 2028-05
---
""",
    EDUCATOR: """\
---
title: Clinical educator, one page
submitted_on: 2026-02-20
roles:
  - id: charge-nurse
    employer: Rivelin General Hospital
    title: Charge nurse
    start: 2022-04
    end: present
    bullets:
      - id: preceptees
        text: Preceptored nine newly qualified nurses, all still in post.
      - id: bedside-check
        text: Taught the bedside check on four wards.
        projects: ["falls-bundle"]
skills:
  - simulation
  - preceptorship
credentials:
  - {id: registration, kind: license, name: Registered nurse, date: 2015}
---
""",
    BRIGID_APPLICATION: """\
---
company: St Brigid's Hospital
role: Ward manager
status: interviewing
resume: ward-leader
location: Leeds
url: https://jobs.example.org/st-brigid/4471
source: A former colleague
applied_on: 2026-02-17
contacts:
  - name: Zoë Hartley
    title: Recruitment partner
    email: zoe.hartley@example.org
---
""",
    BRIGID_JOB: """\
---
title: Ward Manager, Acute Medicine
company: St Brigid's Hospital
location: Leeds
url: https://jobs.example.org/st-brigid/4471
pay: "£47,810 to £54,710"
posted_on: 2026-02-09
captured_on: 2026-02-15
---
# Ward Manager, Acute Medicine

We are looking for an experienced nurse to lead our 32-bed acute medical ward.

You will be responsible for the rota, for the budget, and for the care that 48 staff give.

- Registered nurse with five years in acute care
- Experience in managing a rota and reducing agency spend
""",
    BRIGID_COMPANY: """\
---
statements:
  - text: The hospital opened a new assessment unit in 2025.
    source: https://news.example.org/st-brigid-unit
    date: 2025-10-06
  - text: The ward has had three managers in four years.
    source: A former colleague
---
""",
    PHONE_INTERVIEW: """\
---
stage: recruiter_screen
status: completed
format: phone_call
focus: [culture, compensation]
interviewers:
  - name: Zoë Hartley
    title: Recruitment partner
scheduled_at: 2026-02-24 09:30
duration: 30 min
---
""",
    PHONE_NOTES: """\
---
questions:
  - text: Why do you want to leave Rivelin?
    kind: motivation
    my_answer: There is no post coming up.
    confidence: 4
    outcome: strong
  - text: How many people report to you now?
    kind: management
    topic: span of control
    used: [ward-rota]
    confidence: 2
    outcome: weak
told_them:
  - topic: notice
    said: Eight weeks.
learned:
  - The panel includes a patient.
follow_ups: []
weak_topics: [budgets]
private:
  floor: Second pay step of band 7.
---
I talked too long about the rota and never said how many people I lead.
""",
    PANEL_INTERVIEW: """\
---
stage: panel
status: scheduled
format: onsite
focus:
  - behavioral
  - management
interviewers:
  - name: Zoë Hartley
    title: Recruitment partner
  - name: Dr Anil Saran
    title: Consultant physician
    team: Acute medicine
    link: https://staff.example.org/saran
scheduled_at: 2026-03-10T10:30+00:00
duration: 1h15
round: 2
location: Leeds, education centre
---
""",
    VISIT_INTERVIEW: """\
---
stage: hiring_manager
format: onsite
focus: [culture]
interviewers: [{name: Ruth Obi, title: Matron}]
duration: 45
round: 3
---
""",
    NORTHMOOR_APPLICATION: """\
---
company: Northmoor Community Trust
role: Clinical educator
status: applied
resume: clinical-educator
url: https://jobs.example.org/northmoor/118
applied_on: 2026-02-21
---
""",
    NORTHMOOR_JOB: """\
---
title: Clinical Educator
company: Northmoor Community Trust
posted_on: 2026-02-18
---
We want a nurse who teaches at the bedside.

You will run simulation for newly qualified nurses and report on what they learned.
""",
    NORTHMOOR_COMPANY: """\
---
statements:
  - {text: The trust runs nine community teams., source: annual report, date: 2025-06-30}
---
""",
    CALL_INTERVIEW: """\
---
stage: recruiter_screen
status: completed
format: video_call
interviewers:
  - name: Jørgen Falk
scheduled_at: 2026-02-26 14:00
duration: 20
join_link: https://meet.example.org/northmoor
---
""",
    CALL_NOTES: """\
---
questions:
  - {text: "Which lesson are you proudest of?", kind: domain, used: [falls-bundle], outcome: ok}
told_them:
  - {topic: start, said: In May at the earliest.}
---
""",
    LESSON_INTERVIEW: """\
---
stage: take_home
status: scheduled
format: take_home
focus: [presentation, domain]
scheduled_at: 2026-03-12 13:00
duration: 1h30
due_at: 2026-03-11T18:00Z
---
Ten minutes of bedside teaching, with one handout.
""",
}

BASE: Mapping[str, bytes] = {path: text.encode() for path, text in _TEXTS.items()}
