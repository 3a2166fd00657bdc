"""A prep document as text: rendered sections under markers, and split again."""

from dataclasses import dataclass
from enum import StrEnum

from prepsite.models.provenance import Provenance

SECTION_TITLES = {
    "primary_drivers": "Primary drivers",
    "company_context": "Company context",
    "background_narrative": "Background narrative",
    "formatted_jd": "Job description",
    "prep_plan": "Roadmap",
    "predicted_questions": "Predicted questions",
    "stage_checklist": "Stage checklist",
    "interviewer_questions": "Questions to ask them",
    "resume_defense_prep": "Resume defence",
    "technical_deep_dives": "Deep dives",
    "not_addressed": "Not addressed here",
}
BASE_SECTIONS = ("formatted_jd", "company_context", "primary_drivers", "background_narrative")
INTERVIEW_SECTIONS = (
    "prep_plan",
    "predicted_questions",
    "stage_checklist",
    "interviewer_questions",
    "resume_defense_prep",
    "technical_deep_dives",
    "not_addressed",
)


class SectionState(StrEnum):
    """Whose a section is: as generated, generated and edited, or a person's own."""

    UNEDITED = "unedited"
    EDITED = "edited"
    OWN = "own"


@dataclass(frozen=True)
class Section:
    """One part of a document; `field` is empty for text that a person added."""

    field: str
    heading: str
    body: str
    state: SectionState


@dataclass(frozen=True)
class PrepDocument:
    """A document split into its parts, in the order of the file."""

    provenance: Provenance | None
    sections: tuple[Section, ...]
    problems: tuple[str, ...] = ()
