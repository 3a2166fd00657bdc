"""The corpus: every labelled mistake, and the variants of the vault that hold none."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from mistakes import base
from mistakes.base import BASE
from mistakes.characters import character_mistakes, dressed
from mistakes.mistake import Edit, Mistake, edited
from mistakes.places import place_mistakes
from mistakes.references import reference_mistakes
from mistakes.structure import structure_mistakes
from mistakes.syntax import syntax_mistakes
from mistakes.values import value_mistakes
from mistakes.words import word_mistakes

SEED = 2026
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Clean:
    """Changes to the base vault that are allowed: nothing is to be complained about."""

    name: str
    files: Mapping[str, bytes | None]


def corpus(seed: int = SEED) -> tuple[Mistake, ...]:
    """Return the labelled mistakes; the seed draws the slips of the hand and the byte order marks."""
    draw = random.Random(seed)
    plain = (
        *word_mistakes(draw),
        *value_mistakes(),
        *structure_mistakes(),
        *reference_mistakes(),
        *syntax_mistakes(),
        *character_mistakes(),
    )
    return (*plain, *dressed(plain, draw), *place_mistakes())


def _allowed(name: str, *edits: Edit) -> Clean:
    return Clean(name, {edit.path: edited(edit).encode() for edit in edits})


CLEAN = (
    Clean("as it is", {}),
    Clean("byte order marks", {path: _BOM + content for path, content in BASE.items()}),
    Clean("Windows line ends", {path: content.replace(b"\n", b"\r\n") for path, content in BASE.items()}),
    Clean("no line end at the end", {path: content.rstrip(b"\n") for path, content in BASE.items()}),
    Clean("spaces after delimiters", {p: c.replace(b"---\n", b"---  \n") for p, c in BASE.items()}),
    _allowed(
        "quoted values",
        Edit(base.PANEL_INTERVIEW, "stage: panel", "stage: 'panel'"),
        Edit(base.ROTA, "team_size: 34", 'team_size: "34"'),
        Edit(base.BEDS, "start: 2025-01-13", 'start: "2025-01-13"'),
        Edit(base.BRIGID_APPLICATION, "resume: ward-leader", '"resume": "ward-leader"'),
        Edit(base.PROFILE, "  notice: Eight weeks,", '  "notice": Eight weeks,'),
        Edit(base.SETTINGS, "timezone: Europe/London", "timezone: 'Europe/London'"),
    ),
    _allowed(
        "comments",
        Edit(base.PANEL_INTERVIEW, "stage: panel", "# stage: panle\nstage: panel  # three people"),
        Edit(base.MANAGER, "      - id: agency-spend", "# two\n      - id: agency-spend"),
        Edit(base.SETTINGS, "writer: offline", "# writer: nobody\nwriter: offline # no account"),
        Edit(base.PHONE_NOTES, "weak_topics: [budgets]", "weak_topics: [  # to learn\n  budgets,\n]"),
    ),
    _allowed(
        "flow style",
        Edit(base.PANEL_INTERVIEW, "focus:\n  - behavioral\n  - management", "focus: [behavioral, management]"),
        Edit(
            base.MANAGER,
            "projects:\n          - bed-flow\n          - ward-rota",
            "projects: [bed-flow, 'ward-rota']",
        ),
        Edit(base.SETTINGS, "serve:\n  generate: false", "serve: {generate: false}"),
    ),
    _allowed(
        "signs in texts",
        Edit(base.BRIGID_APPLICATION, "role: Ward manager", 'role: "Ward manager: acute medicine, # 4"'),
        Edit(base.FALLS, "  - run chart", "  - C#\n  - 'run: chart'\n  - NO\n  - 1.10"),
        Edit(base.PROFILE, "Prefers days;", "---\n\n<<< **Prefers** *days* & {{ nights }}\n\n- [ ] ---;"),
        Edit(
            base.BRIGID_JOB, "- Registered nurse", "Benefits\n=======\n\n---\n\nopen: yes\n\n- Registered nurse"
        ),
        Edit(base.CALL_INTERVIEW, "name: Jørgen Falk", "name: 𝒥ørgen Fałk 🩺"),
    ),
    _allowed(
        "other spellings of dates, times and durations",
        Edit(base.PHONE_INTERVIEW, "2026-02-24 09:30", "2026-02-24T09:30:00"),
        Edit(base.CALL_INTERVIEW, "2026-02-26 14:00", "2026-02-26 14:00 +01:00"),
        Edit(base.VISIT_INTERVIEW, "duration: 45", "duration: 45 minutes"),
        Edit(base.PANEL_INTERVIEW, "duration: 1h15", "duration: 2 h"),
        Edit(base.BEDS, "start: 2025-01-13", "start: 2025"),
    ),
    _allowed(
        "private fields",
        Edit(base.PROFILE, "answers:\n", "private: {phone_at_work: none, reasons: [pay, nights]}\nanswers:\n"),
        Edit(base.BRIGID_COMPANY, "statements:\n", "private: true\nstatements:\n"),
    ),
    Clean(
        "less in the vault",
        {
            base.SETTINGS: None,
            base.FACTS: None,
            base.NORTHMOOR_COMPANY: None,
            base.CALL_NOTES: None,
            base.BRIGID_COMPANY: b"---\n---\n",
            base.LESSON_INTERVIEW: b"---\nstage: take_home\n---",
        },
    ),
    Clean(
        "attachments and hidden files",
        {
            f"{base.BRIGID}/files/Offer Letter (2026).pdf": b"%PDF-1.7\n\x00\xff",
            "vault/.obsidian/app.json": b"{}\n",
            "vault/.DS_Store": b"\x00\x01",
            "vault/projects/.gitkeep": b"",
        },
    ),
)
