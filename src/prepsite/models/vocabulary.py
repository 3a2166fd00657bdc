"""The trade's own words: every enumeration that a vault file may use."""

from enum import StrEnum


class Word(StrEnum):
    """A member of a vocabulary, with the words a person would use for it."""

    @property
    def label(self) -> str:
        """Return the word as prose: `recruiter_screen` is "Recruiter screen"."""
        return self.value.replace("_", " ").capitalize()


class Stage(Word):
    """The round of an interview loop."""

    RECRUITER_SCREEN = "recruiter_screen"
    TECHNICAL_SCREEN = "technical_screen"
    HIRING_MANAGER = "hiring_manager"
    TAKE_HOME = "take_home"
    SYSTEM_DESIGN = "system_design"
    BEHAVIORAL = "behavioral"
    PANEL = "panel"
    FINAL_LOOP = "final_loop"
    EXECUTIVE = "executive"


class Format(Word):
    """How the round is held."""

    PHONE_CALL = "phone_call"
    VIDEO_CALL = "video_call"
    ONSITE = "onsite"
    TAKE_HOME = "take_home"


class Focus(Word):
    """What the round is about."""

    CODING = "coding"
    SYSTEM_DESIGN = "system_design"
    BEHAVIORAL = "behavioral"
    DOMAIN = "domain"
    MANAGEMENT = "management"
    CULTURE = "culture"
    COMPENSATION = "compensation"
    PRESENTATION = "presentation"


class InterviewStatus(Word):
    """Whether the round is to come."""

    SCHEDULED = "scheduled"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class ApplicationStatus(Word):
    """How far an application has come."""

    INTERESTED = "interested"
    APPLIED = "applied"
    CALLBACK = "callback"
    INTERVIEWING = "interviewing"
    OFFER = "offer"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CLOSED = "closed"
    GHOSTED = "ghosted"
    WITHDRAWN = "withdrawn"

    @property
    def is_open(self) -> bool:
        """Tell whether interviews may still come of it."""
        return self in {
            ApplicationStatus.INTERESTED,
            ApplicationStatus.APPLIED,
            ApplicationStatus.CALLBACK,
            ApplicationStatus.INTERVIEWING,
            ApplicationStatus.OFFER,
        }


class MyPart(Word):
    """How strong a claim of ownership the candidate can defend."""

    LED = "led"
    OWNED = "owned"
    CONTRIBUTED = "contributed"
    SUPPORTED = "supported"


class CredentialKind(Word):
    """What a credential is."""

    DEGREE = "degree"
    CERTIFICATE = "certificate"
    LICENSE = "license"
    AWARD = "award"
    PUBLICATION = "publication"


class QuestionKind(Word):
    """What a question probes."""

    BEHAVIORAL = "behavioral"
    TECHNICAL = "technical"
    SYSTEM_DESIGN = "system_design"
    DOMAIN = "domain"
    MANAGEMENT = "management"
    MOTIVATION = "motivation"
    RESUME = "resume"
    COMPENSATION = "compensation"
    LOGISTICS = "logistics"


class QuestionOutcome(Word):
    """How an answer went, as the candidate judges it."""

    STRONG = "strong"
    OK = "ok"
    WEAK = "weak"
    UNANSWERED = "unanswered"


class FactStatus(Word):
    """Whether the candidate stands by a fact or withdrew it."""

    CONFIRMED = "confirmed"
    RETRACTED = "retracted"


class PaperSize(Word):
    """What is printed on."""

    A4 = "a4"
    LETTER = "letter"
