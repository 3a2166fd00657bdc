"""A job search full of secrets, each with a word of its own that tells where it got out."""

from pathlib import Path

from prepsite.app.scaffold import init

ROUND = "vault/applications/example/interviews/technical-screen"
EARLIER = "vault/applications/example/interviews/recruiter-screen"
# Every kind of file that may hold a block, and its path.
WITH_BLOCK = {
    "project": "vault/projects/example.md",
    "resume": "vault/resumes/example.md",
    "application": "vault/applications/example/application.md",
    "job": "vault/applications/example/job.md",
    "company": "vault/applications/example/company.md",
    "interview": f"{ROUND}/interview.md",
    "notes": f"{EARLIER}/notes.md",
    "profile": "vault/profile.md",
}
_QUESTION = "questions:\n  - text: {0}\n    outcome: weak\n    topic: {0}\n    my_answer: {0}\n"
_TOLD = (
    "told_them:\n  - topic: pay\n    said: {0}\nlearned:\n  - {0}\n"
    "follow_ups:\n  - {0}\nweak_topics:\n  - {0}\n"
)
# Every kind of file that may be private as a whole: its path, and fields that are full of its word.
PRIVATE_FILES = {
    "project": (
        "vault/projects/hidden.md",
        (
            "title: {0}\nproblem_context: {0}\nactions:\n  - {0}\noutcomes:\n  - {0}\n"
            "metrics:\n  - name: {0}\n    after: '5'\n    how_measured: {0}\ntools:\n  - {0}\n"
        ),
    ),
    "resume": (
        "vault/resumes/hidden.md",
        (
            "title: {0}\nsummary: {0}\nroles:\n  - id: one\n    employer: {0}\n    title: {0}\n    bullets:\n"
            "      - id: one\n        text: {0} led 5 people\n        projects: [example]\nskills:\n  - {0}\n"
        ),
    ),
    "application": (
        "vault/applications/hidden/application.md",
        (
            "company: {0}\nrole: {0}\nstatus: interviewing\nresume: example\nsource: {0}\n"
            "contacts:\n  - name: {0}\n    email: {0}@example.com\n"
        ),
    ),
    "interview": (
        "vault/applications/example/interviews/hidden/interview.md",
        (
            "stage: panel\nscheduled_at: 2026-02-24 10:30\nlocation: {0}\n"
            "interviewers:\n  - name: {0}\n    notes: {0}\n"
        ),
    ),
    "notes": ("vault/applications/example/interviews/done/notes.md", _QUESTION + _TOLD),
    "job": ("vault/applications/half/job.md", "title: {0}\ncompany: {0}\nlocation: {0}\npay: {0}\n"),
    "company": ("vault/applications/half/company.md", "statements:\n  - text: {0}\n    source: {0}\n"),
    "facts": ("vault/facts.md", "facts:\n  - id: fact\n    status: confirmed\n    text: {0}\n    by: {0}\n"),
}
_FIGURES = (
    "questions:\n  - text: Which {0} did you lead for 7313 suppliers?\n    my_answer: I led 7313 {0} for {0}.\n"
    "    used: [example]\n    outcome: weak\n    topic: {0}\n    confidence: 1\n"
)
# Files beside the private ones that they keep private with them.
BESIDE = {
    "vault/applications/hidden/job.md": "title: {0}\n",
    "vault/applications/hidden/company.md": "statements:\n  - text: {0}\n    source: {0}\n",
    "vault/applications/hidden/interviews/call/interview.md": "stage: panel\nlocation: {0}\n"
    "scheduled_at: 2026-02-25 10:30\n",
    "vault/applications/hidden/interviews/call/notes.md": _TOLD,
    "vault/applications/hidden/interviews/early/interview.md": "stage: panel\nstatus: completed\n"
    "location: {0}\nscheduled_at: 2026-01-02 10:00\n",
    "vault/applications/hidden/interviews/early/notes.md": _FIGURES,
}
# A private round keeps its notes private, which don't say so themselves.
KEPT_NOTES = "vault/applications/example/interviews/before/notes.md"
PLAIN = {
    "vault/applications/example/interviews/done/interview.md": "stage: panel\nstatus: completed\n"
    "scheduled_at: 2026-02-12 11:00\n",
    "vault/applications/half/application.md": "company: Half\nrole: Engineer\nstatus: interviewing\n"
    "resume: example\n",
    "vault/applications/half/interviews/call/interview.md": "stage: panel\nscheduled_at: 2026-02-26 10:30\n",
}
# `private:` as people get it wrong, and files that break off: what they hold is nobody's.
WRONG = {
    "a-word": "title: {0}\nprivate: please\n",
    "a-list": "title: {0}\nprivate: [{0}]\n",
    "a-capital": "title: {0}\nPrivate: true\n",
    "misspelt": "title: {0}\nprivat: true\n",
    "with-is": "title: {0}\nis_private: true\n",
    "no-colon": "title: {0}\nprivate true\n",
    "a-tab": "title: {0}\nprivate:\n\tpay: {0}\n",
    "no-indent": "title: {0}\nprivate:\npay: {0}\n",
    "twice": "title: {0}\nprivate: false\nprivate: true\n",
    "a-number": "title: {0}\nteam_size: {0}\nprivate: true\n",
    "another-fault": "title: {0}\nmy_part: {0}\nprivate: true\n",
    "in-quotes": "title: {0}\nprivate: 'tru'\n",
    "empty": "title: {0}\nprivate:\n",
    "open-quote": 'title: "{0}\nprivate: true\n',
}
UNCLOSED = "vault/projects/unclosed.md"
HEADLESS = "vault/projects/headless.md"
BROKEN_APPLICATION = "vault/applications/broken"


def word(*parts: str) -> str:
    """Return the secret of a place: a word that occurs nowhere else."""
    return "canary" + "".join(part.replace("-", "") for part in parts)


def private_search(folder: Path) -> Path:
    """Make a job search in which everything private holds its own word."""
    init(folder)
    for kind, path in WITH_BLOCK.items():
        file = folder / path
        text = file.read_text("utf-8")
        block = f"private:\n  floor: {word('block', kind)}\n  list: [{word('block', kind)}]\n"
        file.write_text(text.replace("---\n", f"---\n{block}", 1), "utf-8")
    for kind, (path, fields) in PRIVATE_FILES.items():
        _write(folder / path, f"private: true\n{fields}", word("file", kind))
    for path, fields in BESIDE.items():
        _write(folder / path, fields, word("file", "application"))
    for path, fields in PLAIN.items():
        _write(folder / path, fields, "Nothing to hide.")
    before = folder / KEPT_NOTES
    _write(
        before.with_name("interview.md"),
        "private: true\nstage: panel\nstatus: completed\nscheduled_at: 2026-02-05 11:00\nlocation: {0}\n",
        word("file", "interview"),
    )
    _write(before, _FIGURES + _TOLD, word("file", "interview"))
    for name, fields in WRONG.items():
        _write(folder / f"vault/projects/{name}.md", fields, word("wrong"))
    secret = word("wrong")
    (folder / UNCLOSED).write_text(f"---\ntitle: {secret}\nprivate: true\n\n{secret}\n", "utf-8")
    (folder / HEADLESS).write_text(f"private: true\ntitle: {secret}\n\n{secret}\n", "utf-8")
    broken = folder / BROKEN_APPLICATION
    _write(broken / "application.md", "company: {0}\nrole: {0}\nstatus: nonsense\nprivate: true\n", secret)
    _write(broken / "job.md", "title: {0}\n", secret)
    _write(broken / "company.md", "statements:\n  - text: {0}\n    source: {0}\n", secret)
    _write(broken / "interviews/call/interview.md", "stage: panel\nscheduled_at: 2026-02-27 10:30\n", secret)
    return folder


def _write(file: Path, fields: str, secret: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\n{fields.format(secret)}---\n\nOf the body: {secret}.\n", "utf-8")


def near_misses(folder: Path) -> None:
    """Have public prep say what is nearly what a private round's notes say, and a private round say all of it.

    Whatever is nearest in the record is quoted where a sentence is checked, and what changed is told.
    """
    prep = folder / ROUND / "prep.md"
    heading, near = "## Predicted questions\n", "I led 7000 suppliers. I told them that the notice is 3 months."
    text = prep.read_text("utf-8")
    assert heading in text
    text = text.replace(heading, f"{heading}\n{near}\n", 1)
    prep.write_text(text, "utf-8")
    hidden = folder / "vault/applications/hidden/interviews/call/prep.md"
    secret = word("file", "application")
    text = text.replace("application: example", "application: hidden").replace(
        "interview: technical-screen", "interview: call"
    )
    hidden.write_text(text.replace(near, f"{near} Write to {secret}@example.com about {secret}."), "utf-8")
