"""What a resume's section is about, by its title, which people choose freely."""

import re
from enum import Enum, auto


class SectionKind(Enum):
    """What a section holds."""

    SUMMARY = auto()
    SKILLS = auto()
    LANGUAGES = auto()
    PROJECTS = auto()
    VOLUNTEER = auto()
    EXPERIENCE = auto()
    EDUCATION = auto()
    CERTIFICATES = auto()
    LICENSES = auto()
    AWARDS = auto()
    PUBLICATIONS = auto()
    OTHER = auto()


_TITLES = (
    (SectionKind.VOLUNTEER, r"volunteer|ehrenamt|bénévol|voluntari"),
    (SectionKind.LICENSES, r"licen[sc]es?\b|zulassung"),
    (SectionKind.CERTIFICATES, r"certificat|certified|zertifi|certificac|courses|kurse|fortbildung|formations"),
    (
        SectionKind.AWARDS,
        r"award|honou?r|prize|scholarship|fellowship|achievement|auszeichn|preise|distinction|premio",
    ),
    (SectionKind.PUBLICATIONS, r"publication|paper|patent|article|veröffentlich|publicac"),
    (SectionKind.PROJECTS, r"project|open[ _-]?source|side[ _-]work|projekt|projet|proyecto|portfolio"),
    (SectionKind.LANGUAGES, r"^(?:spoken[ _]|human[ _])?languages?$|sprachen|^langues|idiomas"),
    (
        SectionKind.SKILLS,
        r"skill|technolog|competenc|expertise|tools|stack|kenntnisse|fähigkeit|compétence|habilidad",
    ),
    (
        SectionKind.EDUCATION,
        r"education|studies|academic|ausbildung|bildung|studium|formación|études|scolarité",
    ),
    (
        SectionKind.EXPERIENCE,
        r"experience|employment|work|career|berufs|erfahrung|expérience|experiencia|position",
    ),
    (
        SectionKind.SUMMARY,
        r"summary|profile|about|objective|introduction|profil|zusammenfassung|résumé|resumen",
    ),
)
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _TITLES)


def section_kind(title: str) -> SectionKind:
    """Return what a section with this title is about."""
    return next((kind for kind, pattern in _PATTERNS if pattern.search(title)), SectionKind.OTHER)


def shown_title(key: str) -> str:
    """Return a section's title as it is shown: `selected_honors` is "Selected honors"."""
    if " " in key or any(letter.isupper() for letter in key):
        return key
    return key.replace("_", " ").capitalize()
