"""What the headings of postings say their sections are."""

import re
from enum import StrEnum


class SectionKind(StrEnum):
    """What a section of a posting is about."""

    REQUIREMENTS = "requirements"
    RESPONSIBILITIES = "responsibilities"
    NICE_TO_HAVE = "nice_to_have"
    COMPANY = "company"
    BENEFITS = "benefits"
    PAY = "pay"
    LEGAL = "legal"
    PROCESS = "process"
    OTHER = "other"


# In order: the first pattern found in a heading decides.
_TITLES: tuple[tuple[SectionKind, str], ...] = (
    (
        SectionKind.OTHER,
        (
            r"\btravel\b|work (?:schedule|hours|arrangement)|^location|job title|official title|vacanc"
            r"|supervisory status"
        ),
    ),
    (
        SectionKind.PROCESS,
        (
            r"how (?:to|you can|do i) apply|how (?:it|we) (?:works|hire)|(?:application|interview|hiring"
            r"|recruit"
            r"(?:ing|ment)|selection) (?:process|steps|procedure)|(?:our|the) process|next steps|apply now"
            r"|what (?:happens|to expect) (?:next|after)|ready to apply|contact us"
            r"|bewerbung|bewirb|candidature|postuler|proceso de selecci|sollicit"
        ),
    ),
    (
        SectionKind.LEGAL,
        (
            r"equal (?:employment )?opportunit|\beeo\b|privacy|legal|accommodation|disclaimer|background check"
            r"|divers|inclusi|data protection|agenc(?:y|ies) notice|recruitment agenc|right to work"
            r"|fraud notice|equal(?:ity of)? (?:treatment|opportunit)|equality|gleichbehandlung|gleichstellung"
            r"|datenschutz|égalité|igualdad"
        ),
    ),
    (
        SectionKind.BENEFITS,
        (
            r"benefit|perks|what we offer|what you can expect|we offer|our offer|what you(?:'|’)?(?:ll"
            r"| will)? get|in it for you"
            r"|why (?:you(?:'|’)ll love|join|work)|what(?:'|’)s in it|your (?:rewards|package)"
            r"|wir bieten|bieten wir|unser angebot|das erwartet (?:dich|sie)|nous (?:vous )?offrons"
            r"|nous proposons"
            r"|avantages|(?:te |qué )?ofrecemos|beneficios|wij bieden"
        ),
    ),
    (
        SectionKind.PAY,
        r"^(?:the )?(?:salary|compensation|pay)\b|salary range|pay (?:range|transparency)|remuneration",
    ),
    (
        SectionKind.NICE_TO_HAVE,
        (
            r"nice[- ]to[- ]ha|bonus|\bplus(?:es)?\b|preferred|desirable|desired|good to have|ideally"
            r"|extra credit"
            r"|even better|would be great|great if|not required|optional|stand out"
            r"|von vorteil|wünschenswert|idealerweise|souhaité|un plus\b|se valora|deseable|\bpluspunten"
        ),
    ),
    (
        SectionKind.REQUIREMENTS,
        (
            r"requirement|qualification|what you(?:'|’)?(?:ll| will)? (?:bring|need|have)|who you are"
            r"|must[- ]ha"
            r"|you have\b|your (?:profile|skills|background|experience)|about you|looking for|look for"
            r"|skills|essential|(?:the )?ideal candidate|minimum|you (?:bring|might be)|what it takes|competenc"
            r"|^experience$|your qualifications|what we need|we expect|education|specification|criteria"
            r"|whom we|hope to (?:meet|find)|anforderung|qualifikation|profil\b|mitbring|bringst du|compétences"
            r"|requisitos|perfil|\bvereisten|voraussetzung|kenntnisse"
        ),
    ),
    (
        SectionKind.RESPONSIBILITIES,
        (
            r"responsib|what you(?:'|’)?(?:ll| will)? (?:do|be doing|own|work on)|you will|you(?:'|’)ll|duties"
            r"|objectives|day[- ]to[- ]day|your (?:mission|tasks|impact|role|work|job|day)|the (?:role|job"
            r"|position|work)"
            r"|about the (?:role|job|position|opportunity)|role (?:summary|overview|description)|job (?:summary"
            r"|description)"
            r"|accountabilit|(?:would|will|could) be yours|what you would"
            r"|purpose of (?:the|this) (?:position|role|post)"
            r"|aufgaben|tätigkeit|ihre rolle|deine rolle|missions?\b|votre rôle|le poste|funciones"
            r"|responsabilidades"
            r"|je taken|in this role|position (?:summary|overview)|key tasks|scope|typical (?:day|week)"
            r"|first (?:90|year"
            r"|months)"
        ),
    ),
    (
        SectionKind.COMPANY,
        (
            r"about (?:us|the (?:company|team))|who we are|our (?:mission|story|values|company|team|culture"
            r"|product)"
            r"|the (?:company|team)|what we (?:do|build)|why us|company (?:overview|description)|meet the team"
            r"|^about\b|über uns|wer wir sind|das unternehmen|das team|qui sommes|à propos|l(?:'|’)entreprise"
            r"|sobre (?:nosotros|la empresa)|quiénes somos|over ons"
        ),
    ),
)
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _TITLES)
# What a page's buttons say; neither a heading nor a demand.
_BUTTON = re.compile(
    r""
    r"^(?:apply(?: now| here| online| today)?|save(?: job)?|share(?: job)?|print|back|report this job|sign in"
    r"|log in|show (?:more|less)|easy apply|jetzt bewerben|merken|teilen|postuler|partager)"
    r"(?:\s*[/|·]\s*\w+)*$",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[*_#`]+")


def section_kind_of(heading: str) -> SectionKind | None:
    """Return what a heading announces, or None where its words don't tell."""
    text = _MARKS.sub("", heading).strip().rstrip(":").strip()
    return next((kind for kind, pattern in _PATTERNS if pattern.search(text)), None)


def is_button(line: str) -> bool:
    """Tell whether a line is what a page's button says: `Apply now`, `Save / Share`."""
    return bool(_BUTTON.match(_MARKS.sub("", line).strip()))


def announces_section(line: str) -> bool:
    """Tell whether an unmarked line says little more than what its section is: `What you'll do`."""
    text = line.strip().rstrip(":").strip()
    for _, pattern in _PATTERNS:
        match = pattern.search(text)
        if match:
            return len(text[: match.start()].split()) <= 1 and len(text[match.end() :].split()) <= 2
    return False


def looks_like_heading(line: str) -> bool:
    """Tell whether a line is short and open-ended enough to be a heading without a mark."""
    text = line.strip()
    words = text.rstrip(":").split()
    return (
        0 < len(words) <= 8
        and len(text) <= 60
        and text[0].isalpha()
        and text[0].isupper()
        and text[-1] not in ".,;!"
        and not is_button(text)
        and not re.search(r"\d\+|\d%|[$€£]|https?:|@", text)
        and (len(words) > 1 or text.endswith(":") or text.isupper() or _is_title_word(text))
    )


def _is_title_word(text: str) -> bool:
    return section_kind_of(text) is not None
