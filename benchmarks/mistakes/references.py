"""Ids that can't be, ids that are there twice, and references that lead nowhere."""

from mistakes.base import (
    BRIGID_APPLICATION,
    CALL_NOTES,
    EDUCATOR,
    FACTS,
    MANAGER,
    NORTHMOOR_APPLICATION,
    PHONE_NOTES,
)
from mistakes.mistake import Edit, Mistake, mistakes

_IDS = mistakes(
    "bad id",
    Edit(MANAGER, "      - id: agency-spend", "      - id: ‸agency_spend"),
    Edit(MANAGER, "      - id: falls", "      - id: ‸Falls"),
    Edit(EDUCATOR, "      - id: preceptees", "      - id: ‸“preceptees”"),
    Edit(EDUCATOR, "      - id: bedside-check", "      - id: ‸-check"),
    Edit(MANAGER, "  - id: charge-nurse", "  - id: ‸'charge nurse'"),
    Edit(FACTS, "  - id: budget-holder", f"  - id: ‸{'b' * 65}"),
    Edit(MANAGER, "  - id: bsc", "  - id: ‸bsc/2015"),
    Edit(EDUCATOR, "{id: registration, kind: license,", "{kind: license, id: ‸régistration,"),
    Edit(BRIGID_APPLICATION, "resume: ward-leader", "resume: ‸Ward leader"),
    Edit(PHONE_NOTES, "used: [ward-rota]", "used: [‸projects/ward-rota.md]"),
)

_DOUBLED = (
    mistakes(
        "duplicate bullet id",
        Edit(MANAGER, "      - id: discharge", "      - id: ‸agency-spend"),
        Edit(MANAGER, "      - id: falls", "      - id: ‸discharge"),
        Edit(EDUCATOR, "      - id: bedside-check", '      - id: ‸"preceptees"'),
    )
    + mistakes(
        "duplicate fact id",
        Edit(FACTS, "  - id: budget-holder", "  - id: ‸preceptor"),
        Edit(FACTS, "  - id: preceptor", "  - # second\n    id: ‸night-lead"),
    )
    + mistakes(
        "duplicate role or credential id",
        Edit(MANAGER, "  - id: staff-nurse", "  - id: ‸charge-nurse"),
        Edit(MANAGER, "  - id: als", "  - id: ‸bsc"),
    )
)

_BROKEN = (
    mistakes(
        "bullet of no project",
        Edit(MANAGER, "projects: [ward-rota]", "projects: [‸ward-rotta]", "ward-rota"),
        Edit(MANAGER, "          - bed-flow", "          - ‸bed-flw", "bed-flow"),
        Edit(MANAGER, "          - bed-flow\n", '          - bed-flow\n          - ‸"beds-flow"\n', "bed-flow"),
        Edit(MANAGER, "projects: [falls-bundle]", "projects: [ward-rota, ‸fals-bundle]", "falls-bundle"),
        Edit(
            EDUCATOR,
            'projects: ["falls-bundle"]',
            "projects: [\"falls-bundle\", ‸'fall-bundle']",
            "falls-bundle",
        ),
        Edit(
            EDUCATOR,
            'projects: ["falls-bundle"]',
            "projects:\n          # the poster\n          - ‸simulation-lab",
        ),
    )
    + mistakes(
        "application of no resume",
        Edit(BRIGID_APPLICATION, "resume: ward-leader", "resume: ‸ward-laeder", "ward-leader"),
        Edit(BRIGID_APPLICATION, "resume: ward-leader", "resume: ‸'ward-leaders-'", ""),
        Edit(
            NORTHMOOR_APPLICATION,
            "resume: clinical-educator",
            "resume: ‸clinical-education",
            "clinical-educator",
        ),
        Edit(NORTHMOOR_APPLICATION, "resume: clinical-educator", "resume: ‸ward-rota"),
    )
    + mistakes(
        "notes on no project",
        Edit(PHONE_NOTES, "used: [ward-rota]", "used: [‸ward-rote]", "ward-rota"),
        Edit(PHONE_NOTES, "used: [ward-rota]", "used:\n      - ward-rota\n      - ‸bedflow", "bed-flow"),
        Edit(
            CALL_NOTES,
            "kind: domain, used: [falls-bundle]",
            "topic: Stürze, used: [‸fallsbundle]",
            "falls-bundle",
        ),
    )
)


def reference_mistakes() -> tuple[Mistake, ...]:
    """Return the mistakes in ids and references."""
    return (*_IDS, *_DOUBLED, *_BROKEN)
