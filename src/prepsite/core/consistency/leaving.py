"""Why the candidate leaves, as reasons that can be compared: given, or denied."""

import re
from dataclasses import dataclass

from prepsite.core.consistency.sayings import Saying, Where

_TOPIC = re.compile(r"\b(leav\w+|left|quit|resign\w*|reasons? for|why (?:i|you) (?:want|look))", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:why i (?:am leaving|left|leave|want to leave|quit)|(?:am|was) leaving|i left|leaving \w+ because"
    r"|reasons? (?:for|i)|want to leave|looking for something|i am looking because)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\bwhy\b.*\b(?:leav\w+|left)\b|\breasons?\b.*\bleaving\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:left|did you leave|i was leaving|quit)\b", re.IGNORECASE)
# Reasons that exclude no other, such as wanting to learn, are not among them.
_REASONS = {
    "a layoff": r"laid off|lay-?offs?|redundan\w+|retrench\w+|let (?:me|us) go|was let go|dismissed|fired"
    r"|(?:position|role|job|team) (?:was|is being|were) (?:cut|eliminated|closed|dissolved)",
    "a sale or reorganisation": r"(?:was|were|been|is being) (?:bought|sold|acquired|taken over|merged)"
    r"|acquisition|merger|takeover|reorgani[sz]\w+|restructur\w+|since the sale|new owner\w*",
    "the end of a contract": r"end of (?:my|the) contract"
    r"|(?:contract|placement|fixed[- ]term\w*) (?:\w+ )?(?:ended|ends|ran out|runs out|expired|expires)",
    "pay": r"underpaid|(?:better|more|higher) (?:pay|money|salary)|earn more"
    r"|(?:pay|salary|money) (?:is|was) (?:too low|poor|not enough|low)"
    r"|(?:because of|about) (?:the )?(?:pay|money|salary)",
    "a move": r"relocat\w+|moving (?:to|house|back)|we are moving",
    "family or health": r"(?:family|health) reasons?|my health|burn(?:t|ed|-)?\s?out"
    r"|to care for|parental|illness",
    "the commute": r"commut\w+|long way to work",
    "the manager": r"(?:my|the) (?:boss|manager|supervisor)|conflict with|fell out with|toxic|bad management",
    "the hours": r"long hours|overtime|night shifts?|on[- ]call load|working hours",
}
REASONS = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _REASONS.items()}
_DENIED = re.compile(r"\b(?:not|never|isn['’]t|wasn['’]t|nothing to do with|no)\b[^,;.]{0,30}$", re.IGNORECASE)


@dataclass(frozen=True)
class Leaving:
    """The reasons that an answer gives, and those that it denies, with the first saying of it."""

    given: frozenset[str]
    denied: frozenset[str]
    employers: frozenset[str]
    is_past: bool
    text: str
    saying: Saying


def leavings(sayings: tuple[Saying, ...], employers: frozenset[str]) -> tuple[Leaving, ...]:
    """Return the reasons for leaving that sayings give; those of one answer are taken together.

    `employers` are the first words of the names on the resume.
    """
    answers: dict[tuple[str, str], list[Saying]] = {}
    for saying in sayings:
        if _is_about(saying):
            answers.setdefault((saying.path, saying.item), []).append(saying)
    found = []
    for parts in answers.values():
        given, denied, first = set[str](), set[str](), None
        for saying in parts:
            for name, pattern in REASONS.items():
                for match in pattern.finditer(saying.reading.text):
                    is_denied = bool(_DENIED.search(saying.reading.text[: match.start()]))
                    (denied if is_denied else given).add(name)
                    first = first or saying
        if first:
            told = ", ".join(sorted(given)) or f"not {', '.join(sorted(denied))}"
            asked = " ".join(part.text for part in parts) + f" {parts[0].topic}"
            named = frozenset(name for name in employers if re.search(rf"\b{re.escape(name)}\b", asked))
            past = bool(_PAST.search(f"{parts[0].topic} {first.text}"))
            found.append(Leaving(frozenset(given), frozenset(denied - given), named, past, told, first))
    return tuple(found)


def leavings_differ(one: Leaving, other: Leaving) -> bool:
    """Tell whether one denies what the other gives, or each gives reasons of its own and none in common.

    Those of another job say nothing of this one.
    """
    if one.is_past != other.is_past or (
        one.employers and other.employers and not one.employers & other.employers
    ):
        return False
    if one.given & other.denied or one.denied & other.given:
        return True
    return bool(one.given and other.given) and not one.given & other.given


def _is_about(saying: Saying) -> bool:
    if saying.where is Where.RESUME:
        return False
    if saying.where is Where.TOLD:
        return bool(_TOPIC.search(saying.topic))
    cited = "profile/answers/why_leaving" in saying.cites
    return cited or bool(_ABOUT.search(saying.text) or _QUESTION.search(saying.topic))
