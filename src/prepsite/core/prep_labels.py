"""What prep's sections, phases and labels are called, in every language that prepsite writes them in.

They are part of the file format: a document that was written once must be read for ever, whatever a
catalogue of words says by then. So they stand here, and not in a catalogue. In a language that isn't
here they are English.
"""

from collections.abc import Iterable, Mapping

from prepsite.core.words import ENGLISH

_GERMAN: Mapping[str, str] = {
    # Sections.
    "Primary drivers": "Worauf es ankommt",
    "Company context": "Zum Unternehmen",
    "Background narrative": "Selbstvorstellung",
    "Job description": "Stellenbeschreibung",
    "Roadmap": "Fahrplan",
    "Predicted questions": "Erwartete Fragen",
    "Stage checklist": "Checkliste zur Runde",
    "Questions to ask them": "Rückfragen",
    "Resume defence": "Lebenslauf verteidigen",
    "Deep dives": "Vertiefungen",
    "Not addressed here": "Hier nicht behandelt",
    # Phases of the roadmap, and how much a task matters.
    "Foundation Review": "Grundlagen auffrischen",
    "Active Practice": "Aktiv üben",
    "Polish & Integration": "Feinschliff",
    "Final Confidence Check": "Letzte Durchsicht",
    "Must": "Muss",
    "Should": "Soll",
    "Could": "Kann",
    "{n} min": "{n} min",
    # Parts of the narrative.
    "Opening": "Einstieg",
    "Core": "Kern",
    "Forward hook": "Überleitung",
    "In 30 seconds": "In 30 Sekunden",
    "In 90 seconds": "In 90 Sekunden",
    # Labels of paragraphs.
    "Why it screens": "Warum daran aussortiert wird",
    "Where you stand": "Wo du stehst",
    "Why likely": "Warum wahrscheinlich",
    "Situation": "Situation",
    "Task": "Aufgabe",
    "Action": "Vorgehen",
    "Result": "Ergebnis",
    "Answer": "Antwort",
    "They may go on with": "Mögliche Nachfragen",
    "Why it may come up": "Warum es drankommen kann",
    "Trade-offs": "Abwägungen",
    "At risk": "Risiko",
    "They may ask": "Mögliche Frage",
    "Say": "So antworten",
    "Do not claim": "Nicht behaupten",
    "Evidence": "Belege",
    "For": "Für",
    "From the posting": "Aus der Ausschreibung",
    "From your research": "Aus deiner Recherche",
    "From your application": "Aus deiner Bewerbung",
    "To verify": "Zu prüfen",
    "about {n} seconds": "etwa {n} Sekunden",
    # Kinds of questions.
    "Behavioral": "Verhalten",
    "Technical": "Technik",
    "System design": "Systementwurf",
    "Domain": "Fachgebiet",
    "Management": "Führung",
    "Motivation": "Motivation",
    "Resume": "Lebenslauf",
    "Compensation": "Gehalt",
    "Logistics": "Organisatorisches",
    # Sentences that stand where there is nothing.
    "Nothing to dig into for this round: the posting and your projects share no tool that this stage would go "
    "deep on.": "Für diese Runde gibt es nichts zu vertiefen: Ausschreibung und Projekte haben kein Werkzeug "
    "gemeinsam, das hier in die Tiefe führt.",
    "No bullet of the resume stands out as hard to defend in this round.": "In dieser Runde ist keine Zeile "
    "des Lebenslaufs auffällig schwer zu verteidigen.",
    "Weak answers and topics of earlier rounds that nothing above follows up:": "Schwache Antworten und Themen "
    "früherer Runden, die oben nicht aufgegriffen werden:",
}
_TABLES: Mapping[str, Mapping[str, str]] = {"de": _GERMAN}

LANGUAGES: tuple[str, ...] = (ENGLISH, *_TABLES)
"""The languages that prep's labels can be in."""
LABELS: tuple[str, ...] = tuple(_GERMAN)
"""Every label, in English."""

_ENGLISH_OF: Mapping[str, str] = {
    said.rstrip(".:").casefold(): english
    for table in ({label: label for label in LABELS}, *_TABLES.values())
    for english, said in table.items()
}


def label_of(english: str, language: str) -> str:
    """Return a label in a language; the English one where it isn't known in it."""
    return _TABLES.get(language.partition("-")[0], {}).get(english, english)


def spoken_as(english: str) -> tuple[str, ...]:
    """Return all that a label may stand as in a document, English first."""
    return tuple(dict.fromkeys(label_of(english, language) for language in LANGUAGES))


def english_of(label: str) -> str:
    """Return the English label behind one of any language, whatever its case; empty for other text."""
    return _ENGLISH_OF.get(label.strip().rstrip(".:").casefold(), "")


def all_spoken(labels: Iterable[str]) -> frozenset[str]:
    """Return all that these labels may stand as, case folded."""
    return frozenset(said.casefold() for english in labels for said in spoken_as(english))
