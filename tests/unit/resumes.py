"""Invented resumes in other programs' formats."""

from pathlib import Path
from typing import Any

# Public samples that are kept beside the repository, not in it: tests of them are skipped elsewhere.
SAMPLES = next((p / "shared/samples" for p in Path(__file__).parents if (p / "shared/samples").is_dir()), None)

JSON_RESUME: dict[str, Any] = {
    "$schema": "https://example.org/schema.json",
    "basics": {
        "name": "Zoë Ångström",
        "label": "Backend engineer",
        "image": "",
        "email": "zoe@example.org",
        "phone": "",
        "url": "zoe.example.org",
        "summary": "I make ledgers balance.",
        "location": {"city": "Malmö", "countryCode": "SE", "region": ""},
        "profiles": [{"network": "GitHub", "username": "zoe-a", "url": ""}, {"network": "Elsewhere"}],
    },
    "work": [
        {
            "name": "Bruma Bank",
            "position": "Staff Engineer",
            "startDate": "2021-03",
            "endDate": "",
            "summary": "Runs payments for small shops.",
            "highlights": [
                "Cut settlement time by 73% with <b>batching</b> &amp; retries",
                "Led **six** engineers through the move from [Oracle](https://example.com) to PostgreSQL",
            ],
        },
        {
            "name": "Bruma Bank",
            "position": "Engineer",
            "startDate": "2018-09-01",
            "endDate": "2021-02-28",
            "highlights": ["Wrote the reconciliation that finds 1,200 differences a day"],
        },
        {
            "company": "Old Format AB",
            "position": "Intern",
            "startDate": "Summer 2016",
            "summary": "Tested tills.",
        },
    ],
    "volunteer": [{"organization": "Codeklubben", "startDate": "2015", "highlights": ["Taught 40 children"]}],
    "education": [
        {
            "institution": "Lund University",
            "area": "Physics",
            "studyType": "MSc",
            "startDate": "2011",
            "endDate": "2016-06",
            "score": "4.5",
            "courses": ["Statistics"],
        }
    ],
    "awards": [{"title": "Best paper", "date": "2019-05", "awarder": "NordConf", "summary": "On ledgers."}],
    "certificates": [{"name": "CKA", "date": "2022-11", "issuer": "CNCF", "url": "https://example.org/cka"}],
    "publications": [{"name": "Balanced", "publisher": "Journal of Sums", "releaseDate": "2019"}],
    "skills": [{"name": "Backend", "level": "Master", "keywords": ["Python", "C, C++"]}, {"name": "Go"}],
    "languages": [{"language": "Swedish", "fluency": "Native"}],
    "interests": [{"name": "Chess", "keywords": ["endgames"]}],
    "references": [{"name": "Ada Example", "reference": "She counts."}],
    "projects": [
        {
            "name": "tally",
            "description": "A counter",
            "highlights": ["300 stars", "Used by two banks"],
            "keywords": ["Rust"],
            "startDate": "2020-01",
            "roles": ["Maintainer"],
            "url": "https://example.org/tally",
        }
    ],
    "meta": {"version": "v1.0.0"},
}

RENDERCV = """\
cv:
  name: Zoë Ångström
  headline: Backend engineer
  location: Malmö
  email: [zoe@example.org, other@example.org]
  phone: tel:+46-70-000-00-00
  website: https://zoe.example.org
  photo: me.jpg
  social_networks:
    - network: LinkedIn
      username: zoe-a
    - network: Mastodon
      username: "@zoe@example.social"
  custom_connections:
    - placeholder: Book a call
      url: https://cal.example.org/zoe
      fontawesome_icon: calendar
  sections:
    summary:
      - I make *ledgers* balance.
    experience:
      - company: Bruma Bank
        position: Staff Engineer
        start_date: 2021-03
        location: Malmö
        summary: Runs payments.
        highlights:
          - Cut settlement time by 73%
          - Published on ledgers
            - NordConf 2019, cited 40 times
            - A talk
      - company: Bruma Bank
        position: Engineer
        date: Sept 2018 – Feb 2021
    Things I Did Unpaid:
      - name: Codeklubben
        date: 2015
        highlights: [Taught 40 children]
    volunteering:
      - name: Red Cross
        start_date: 2010
        end_date: 2012
        summary: Drove at night
    education:
      - institution: Lund University
        area: Physics
        degree: MSc
        start_date: 2011-08
        end_date: 2016-06
        highlights: ["GPA: 4.5"]
    publications:
      - title: Balanced
        authors: ["*Zoë Ångström*", A. Other]
        doi: 10.1234/balanced
        journal: Journal of Sums
        date: 2019-05
    projects:
      - name: "[tally](https://example.org/tally)"
        start_date: 2020-01
        end_date: present
        summary: A counter
        highlights: [300 stars]
    certifications:
      - name: CKA
        date: 2022-11
        location: CNCF
    selected_honors:
      - bullet: Best paper (2019)
    patents:
      - number: Counting twice (EP 1234567)
    invited_talks:
      - reversed_number: Ledgers — NordConf (2020)
    skills:
      - label: Languages
        details: Python, C++ (14, 17), Go
    languages:
      - label: Swedish
        details: native
    hobbies:
      - Chess
design:
  theme: classic
"""
