"""Names: which are the candidate's own, which belong to the other side, and what else they are called."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepsite.core.grounding.lexicon import LEVELS, MONTHS, STOP
from prepsite.core.grounding.reading import Reading, read
from prepsite.core.grounding.tools import ALIASES, KNOWN
from prepsite.core.vault import ApplicationRecord, Vault, VaultFile
from prepsite.models.resume import Resume

if TYPE_CHECKING:
    from prepsite.core.grounding.record import Subject

LONGEST_NAME = 4
_KNOWN_LOWER = frozenset(name for name in KNOWN if name.islower())
_ALWAYS = frozenset(MONTHS) | frozenset(
    """monday tuesday wednesday thursday friday saturday sunday i english star ok q1 q2 q3 q4 am pm a.m p.m
    christmas easter europe european god internet pdf faq hr it uk us eu usa""".split()
)


@dataclass(frozen=True)
class Named:
    """A name in a sentence: token positions, and its one way of writing."""

    text: str
    canonical: str
    at: int
    end: int
    is_tool: bool


class Aliases:
    """What else a tool is called: the package's list and the vault's own."""

    def __init__(self, own: Mapping[str, Iterable[str]]) -> None:
        groups = [*ALIASES, *((name, *others) for name, others in own.items())]
        self._first = {each.casefold(): group[0].casefold() for group in groups for each in group}

    def canonical(self, name: str) -> str:
        """Return the one way in which a name is written here."""
        folded = name.casefold().replace("’", "'").removesuffix("'s")
        return self._first.get(folded) or self._first.get(folded.rstrip("s"), folded)


class Names:
    """The names that an application's prep may say."""

    def __init__(
        self, aliases: Aliases, tools: frozenset[str], own: frozenset[str], theirs: frozenset[str], employers: Sequence[str]
    ) -> None:
        self.aliases = aliases
        self.tools = tools
        self.own = own
        self.theirs = theirs
        self.employers = tuple(employers)

    @classmethod
    def of(
        cls,
        vault: Vault,
        application: ApplicationRecord | None,
        resume: VaultFile[Resume] | None,
        subjects: Iterable["Subject"],
    ) -> "Names":
        """Return the names of a vault as one application sees it."""
        aliases = Aliases(vault.settings.aliases)
        found = list(subjects)
        tools = {
            aliases.canonical(tool)
            for file in vault.projects.values()
            for tool in (file.fields.tools if file.fields and not file.is_private else ())
        }
        tools |= {aliases.canonical(skill) for skill in (resume.fields.skills if resume and resume.fields else ())}
        own: set[str] = set()
        for subject in found:
            own |= words_of(subject, aliases)
        theirs: set[str] = set()
        for text in _their_texts(application):
            theirs |= _words(read(text), aliases)
        employers = {subject.employer for subject in found if subject.employer}
        return cls(aliases, frozenset(tools), frozenset(own), frozenset(theirs), sorted(employers, key=len, reverse=True))

    def find(self, reading: Reading) -> tuple[Named, ...]:
        """Return the names of a sentence: tools wherever they stand, others by their capitals."""
        return tuple(self._find(reading))

    def _find(self, reading: Reading) -> Iterator[Named]:
        found, at = reading.tokens, 0
        figures = {place for quantity in reading.quantities for place in range(quantity.at, quantity.end)}
        while at < len(found):
            if at in figures:
                at += 1
                continue
            named = self._tool(reading, at) or self._capital(reading, at)
            if named:
                yield named
                at = named.end
            else:
                at += 1

    def _tool(self, reading: Reading, at: int) -> Named | None:
        if reading.tokens[at].kind != "word":
            return None
        for length in range(LONGEST_NAME, 0, -1):
            if at + length > len(reading.tokens):
                continue
            text = reading.between(at, at + length)
            canonical = self.aliases.canonical(text)
            if canonical in self.tools and (length > 1 or not _is_plain(text, canonical)):
                return Named(text, canonical, at, at + length, is_tool=True)
            if length == 1 and _is_known(text, at):
                return Named(text, canonical, at, at + 1, is_tool=True)
        return None

    def _capital(self, reading: Reading, at: int) -> Named | None:
        token = reading.tokens[at]
        if not token.is_capital or reading.lower[at] in _ALWAYS or reading.lower[at] in STOP:
            return None
        first = at == 0 or reading.tokens[at - 1].text in {".", ":", "“", '"', "”", "!", "?", "(", "–", "—"}
        if first and token.text[1:].islower():
            return None
        if token.text.upper() == token.text and reading.lower[at] in LEVELS:
            return None
        return Named(token.text, self.aliases.canonical(token.text), at, at + 1, is_tool=False)


def words_of(subject: "Subject", aliases: Aliases) -> frozenset[str]:
    """Return a subject's words and phrases in their one way of writing."""
    found: set[str] = set()
    for text in (subject.employer, subject.role, *(passage.text for passage in subject.passages)):
        if text:
            found |= _words(read(text), aliases)
    return frozenset(found)


def _words(reading: Reading, aliases: Aliases) -> set[str]:
    """Return the words of a text, and its runs of words that an alias has a name for."""
    found = set(reading.lower)
    for at, token in enumerate(reading.tokens):
        if token.kind != "word":
            continue
        found.add(aliases.canonical(token.text))
        for part in token.text.lower().replace("/", "-").split("-"):
            found.add(aliases.canonical(part))
        for length in range(2, LONGEST_NAME + 1):
            if at + length <= len(reading.tokens):
                found.add(aliases.canonical(reading.between(at, at + length)))
    return found


def _is_plain(text: str, canonical: str) -> bool:
    """Tell whether a tool's name is an everyday word here: `Go` is a tool, `go` is not."""
    return text.islower() and (text in STOP or (canonical not in _KNOWN_LOWER and len(text) < 3))


def _is_known(text: str, at: int) -> bool:
    if text in KNOWN and not text.islower():
        return at > 0
    return text.lower() in _KNOWN_LOWER and (not text.islower() or text.lower() not in _EVERYDAY)


_EVERYDAY = frozenset(
    """word access outlook excel spring beam spark oracle express consul vault helm puppet trino locust cypress
    playwright go dart swift rust epic shiny outreach sketch notion figma slack hive pulsar beam flux argo lambda
    hager siemens git miro sap sas clari stata julia ruby perl looker intercom gong shiny beam access legrand megger
    fluke prefect""".split()
) - {"git", "figma", "sas", "stata", "megger", "fluke", "siemens", "looker", "trino", "legrand", "miro", "sap", "perl"}


def _their_texts(application: ApplicationRecord | None) -> Iterator[str]:
    if application is None:
        return
    if application.fields:
        fields = application.fields
        yield from (fields.company, fields.role, fields.location or "", fields.source or "")
        yield from (" ".join(str(value) for _, value in contact if value) for contact in fields.contacts)
    if application.job:
        yield application.job.body
        if application.job.fields:
            yield " ".join(str(value) for _, value in application.job.fields if isinstance(value, str))
    if application.company:
        yield application.company.body
        for statement in application.company.fields.statements if application.company.fields else ():
            yield f"{statement.text} {statement.source}"
    for found in application.interviews:
        if found.interview:
            yield found.interview.location or ""
            for person in found.interview.interviewers:
                yield " ".join(str(value) for _, value in person if value)
            yield found.file.body
