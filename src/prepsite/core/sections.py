"""The sections of the two prep documents: their fields in order, and what they are called."""

from prepsite.core.prep_labels import english_of

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

_FIELDS = {title: field for field, title in SECTION_TITLES.items()}


def field_titled(heading: str) -> str:
    """Return the field of a section with this heading, in any language of prep; empty for another."""
    return _FIELDS.get(english_of(heading), "")
