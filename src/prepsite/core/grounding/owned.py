"""Checks who a sentence says did the work against the part that the project says the candidate had."""

from collections.abc import Iterator

from prepsite.core.grounding.lexicon import HELPING, LEADING, LEADING_PHRASES
from prepsite.core.grounding.passages import Passage, Subject
from prepsite.core.grounding.reading import Reading
from prepsite.core.grounding.scope import Scope
from prepsite.core.grounding.verdict import Part, PartKind, Status
from prepsite.core.grounding.wordlists import each_of
from prepsite.models.vocabulary import MyPart

_OWN = frozenset({MyPart.LED, MyPart.OWNED})
_FIRST = frozenset({"i", "i'd", "i've", "i'm", "my", "me", "mine", "myself"})
_SECOND = frozenset({"you", "you've", "you'd", "your", "yours", "yourself"})
_OTHERS = frozenset({"she", "he", "they", "her", "his", "their", "whose", "it", "we", "our"})
# What must follow these, for them to claim the whole: "I ran the team" does, "I ran the tests" doesn't.
_LOOSE = frozenset(
    {"ran", "run", "running", "managed", "drove", "directed", "headed", "heading", "owning", "chaired"}
)
_WHOLE = each_of(
    """team teams group crew squad project programme program effort work everyone everybody people
    department it whole unit migration initiative rollout response shift nurses engineers this that
    office
    shop department floor site ward desk lab clinic store kitchen branch class operation"""
)
_NOUNS = frozenset({"own", "lead", "head", "leader", "owner", "leadership", "leading", "supervised"})
_BASES = frozenset({"own", "lead", "run", "head", "manage", "direct", "oversee"})
_REACH = 5
_ALIKE = 0.4
# A denial of one of these denies one's part in the work.
_DEEDS = each_of("led lead leading headed head owned own owning") | HELPING


class OwnershipCheck:
    """Checks the claims of leading in one sentence; `to_candidate`: it says "you" to the candidate."""

    def __init__(self, reading: Reading, scope: Scope, *, to_candidate: bool) -> None:
        self.reading = reading
        self.scope = scope
        self.mine = _FIRST | _SECOND if to_candidate else _FIRST
        self.others = _OTHERS if to_candidate else _OTHERS | _SECOND

    def parts(self) -> Iterator[Part]:
        """Yield what the sentence claims to have led, and what it denies against its project."""
        yield from self._denied()
        said = self._leading()
        if not said:
            return
        backed = self._said_so()
        if backed is not None:
            yield Part(PartKind.OWNERSHIP, said, Status.SUPPORTED, "", backed.source)
            return
        project = self._about()
        if project is None or project.my_part is None:
            return
        status = Status.SUPPORTED if project.my_part in _OWN else Status.UNVERIFIED
        message = "" if project.my_part in _OWN else f"“{said}”: the project says that you {project.my_part}"
        yield Part(PartKind.OWNERSHIP, said, status, message, project.place("my_part").source)

    def _denied(self) -> Iterator[Part]:
        """Yield a part where the sentence denies the candidate's part: "I never led it"."""
        lower = self.reading.lower
        for at in self.reading.negations:
            near = set(lower[max(0, at - 3) : at])
            verb = next((word for word in lower[at + 1 : at + 3] if word in _DEEDS), "")
            if not verb or not self.mine & near:
                continue
            project = self._about()
            if project is None or project.my_part is None:
                continue
            if project.my_part in _OWN or verb in HELPING:
                message = f"“not {verb}”: the project says that you {project.my_part}"
                yield Part(PartKind.POLARITY, verb, Status.UNVERIFIED, message, project.place("my_part").source)

    def _leading(self) -> str:
        """Return the words that claim the whole of the work for the candidate, or an empty text."""
        lower = self.reading.lower
        text = f" {' '.join(lower)} "
        for phrase in LEADING_PHRASES:
            at = text.find(f" {phrase} ")
            if at >= 0 and (self.mine & set(lower)) and not self._is_denied(text[:at].count(" ")):
                return phrase
        for at, word in enumerate(lower):
            if word in LEADING | _BASES and not self.reading.tokens[at].text.isupper() and self._is_mine(at):
                return word
        return ""

    def _is_denied(self, at: int) -> bool:
        return any(at - 4 <= place <= at for place in self.reading.negations)

    def _is_mine(self, at: int) -> bool:
        """Tell whether the verb at a place has the candidate before it, and nobody else nearer."""
        lower = self.reading.lower
        word, after = lower[at], lower[at + 1 : at + _REACH]
        if self._is_denied(at):
            return False
        if after[:1] == ("by",):
            return after[1:2] == ("me",)
        if word in _LOOSE and not _WHOLE & set(after):
            return False
        if word in _BASES and lower[at - 1 : at] == ("did",):
            return bool(self.mine & set(lower[max(0, at - 3) : at]))
        if word in _BASES - {"lead", "own"}:
            return False
        if word in _NOUNS:
            near = lower[max(0, at - 4) : at]
            return word in {"owner", "leader", "leadership"} and bool(self.mine & set(near))
        for place in range(at - 1, -1, -1):
            before = lower[place]
            if before in self.mine:
                return True
            token = self.reading.tokens[place]
            if before in self.others or before in {".", ";", ":"} or (token.is_capital and place > 0):
                return False
        return at == 0

    def _said_so(self) -> Passage | None:
        """Return the passage in which the candidate says as strong a word of the same thing."""
        for match in self.scope.matches(self.reading.content):
            if self.scope.is_bound and match.subject.reference not in self.scope.bound:
                continue
            if match.shared < _ALIKE * len(self.reading.content):
                return None
            if match.subject.projects:
                # What a bullet claims of a project, the project itself has to say.
                continue
            if match.passage.metric is None and _claims(match.passage.reading):
                return match.passage
        return None

    def _about(self) -> Subject | None:
        """Return the project that the sentence is about; one that was led, where it may be either."""
        projects = [subject for subject in self.scope.projects if subject.my_part]
        if len(projects) == 1:
            return projects[0]
        ranked = self.scope.ranked(self.reading.content)
        if ranked and ranked[0][0] >= 1 and (len(ranked) == 1 or ranked[0][0] >= 1.3 * ranked[1][0]):
            return ranked[0][1]
        own = next((project for project in projects if project.my_part in _OWN), None)
        return own or (projects[0] if projects else None)


def _claims(reading: Reading) -> bool:
    """Tell whether a passage of the record says in the candidate's voice that something was led."""
    lower = reading.lower
    if any(f" {phrase} " in f" {' '.join(lower)} " for phrase in LEADING_PHRASES):
        return True
    for at, word in enumerate(lower):
        if word in LEADING - _NOUNS and not reading.tokens[at].text.isupper():
            before = set(lower[max(0, at - 4) : at])
            if at == 0 or _FIRST & before:
                return True
    return False
