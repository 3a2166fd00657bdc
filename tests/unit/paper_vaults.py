"""A vault on disk whose every field holds what a typesetter could take for code, and what no page expects."""

from pathlib import Path

CODE = (
    '#read("/etc/passwd") #import "@preview/x:1.0.0": * $x^2$ @label <label> \\" "; #panic("no") [#eval("1")]'
)
"""Typst, as text."""
RIGHT_TO_LEFT = "יוסף כהן"
LONG = "https://example.com/" + "a-very-long-path-segment/" * 8 + "x" * 120

NAME = "acme/hm"

_APPLICATION = """---
company: 'Acmé & Söhne {code}'
role: 'Engineer {code}'
status: interviewing
location: 'Köln {code}'
---

Note {code}
"""
_JOB = """---
title: 'Engineer {code}'
---

## About

We need {code}

- one {code}
- <script>alert(1)</script> <img src=x onerror=alert(1)>

| Tool | Years | Where |
|:-----|------:|:-----:|
| {code} | 5 | {long} |
| Kotlin | 3 | second |
"""
_INTERVIEW = """---
stage: hiring_manager
status: scheduled
format: onsite
focus: [behavioral]
scheduled_at: 2026-03-12 14:00
duration: 45
location: 'Room {code}'
join_link: {long}
interviewers:
  - name: '{rtl}'
    title: 'CTO {code}'
    team: 'Zoë'
    link: https://example.com/who
    notes: 'Says {code}'
---

{rtl} is the name. שאלו על המערכת החדשה, ועל לוחות הזמנים.

Emoji: ✅ done, ❌ not, 🎉 party, 👍🏽 fine, 🇩🇪 flag, 👩‍💻 coder. Chinese: 中文姓名.

Accents: ąćęłńóśźż Ççé Ññ е̋ e\u0301.

> Quoted {code}
>
> - in a quote

1. one

    second paragraph of one

    - deeper
        - and deeper
            - still
2. two

Term {code}

    plain code $x$ #read("/etc/passwd")
        indented "quotes" \\ {long}

[a link](javascript:alert(1)) [outside](https://example.com/a_(b)?c=d&e=%20) [mail](mailto:a@example.com)
[elsewhere](../../../../projects/x.md) ![picture {code}](files/x.png) `inline {code}` ~~gone~~
"""
_PREP = """---
application: acme
interview: hm
writer: offline
model: none
prompt: none
---

# Prep

## Roadmap

### Foundation Review · 20 min

- [ ] **Must · 10 min** Read it {code}
- [x] **Should · 10 min** Done

## Predicted questions

### 1. Why {code}?

*Behavioral · about 60 seconds*

**Why likely.** Because {code}

**Situation.** I was there. {code}

**Task.** Mine.

**Action.** I led a team of 47 people in 2019 and cut costs by 93%.

**Result.** It fell from 2,400 ms to 380 ms.

*Evidence:* [project:nowhere]

**They may go on with:**

- Why {code}

### 2. A long one

**Answer.** {essay}

## {rtl} section

### {rtl}

שאלו על המערכת החדשה, ועל לוחות הזמנים.
"""
_BASE = """---
application: acme
writer: offline
model: none
prompt: none
---

## Own words {code}

Text {code}
"""


def essay() -> str:
    """Return more paragraphs than a page holds, every word of them told apart."""
    words = [f"word{number}" for number in range(1100)]
    return "\n\n".join(" ".join(words[start : start + 55]) for start in range(0, len(words), 55))


def hostile_vault(root: Path) -> Path:
    """Write the vault below `root`; return `root`."""
    files = {
        "prepsite.yml": "timezone: Europe/Berlin\ntoday: 2026-03-10\n",
        "profile.md": "---\nname: '{rtl} {code}'\n---\n",
        "applications/acme/application.md": _APPLICATION,
        "applications/acme/job.md": _JOB,
        "applications/acme/interviews/hm/interview.md": _INTERVIEW,
        "applications/acme/interviews/hm/prep.md": _PREP,
        "applications/acme/prep.md": _BASE,
    }
    quoted = CODE.replace("'", "''")
    for path, text in files.items():
        file = root / "vault" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        filled = text
        for name, value in (("code", quoted), ("rtl", RIGHT_TO_LEFT), ("long", LONG), ("essay", essay())):
            filled = filled.replace("{" + name + "}", value)
        file.write_text(filled, "utf-8", newline="\n")
    (root / "mkdocs.yml").write_text("site_name: Prep\ntheme: material\nplugins: [search, prepsite]\n", "utf-8")
    return root
