"""Dates of the same event: when a job began and ended, when a degree or certificate was given."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prepsite.core.consistency.sayings import Saying, Where
from prepsite.core.grounding.moments import Moment
from prepsite.core.grounding.reading import read
from prepsite.core.vault import VaultFile
from prepsite.models.base import PartialDate
from prepsite.models.resume import Credential, Resume
from prepsite.models.vocabulary import CredentialKind

_JOINED = (
    r"joined|started (?:work |working |out )?(?:at|with|for|in)|began (?:work |working )?(?:at|with|for)"
    r"|hired by|employed by|came to"
)
_BEEN = r"(?:been|worked|working|work|employed|was employed|am) (?:\w+ )?(?:at|with|for|by)"
_LEFT = r"left|quit|resigned from|stayed (?:at|with)|ended (?:at|with)|stopped working (?:at|for)"
_GRADUATED = re.compile(
    r"\b(graduated|degree|bachelor\S*|master\S*|m\.?sc|b\.?sc|ph\.?d|doctorate|diploma)\b", re.IGNORECASE
)
_TOPIC_START = re.compile(r"\b(joined|joining|start|started|since|begin|began)\b", re.IGNORECASE)
_TOPIC_END = re.compile(r"\b(left|end|ended|until|last day)\b", re.IGNORECASE)
_WITHIN = 6
# A talk or an award has words that any sentence on the work has.
_DATED = frozenset({CredentialKind.DEGREE, CredentialKind.CERTIFICATE, CredentialKind.LICENSE})


@dataclass(frozen=True)
class Event:
    """A date of one event: `key` is the same for the same event; `months` is empty for a whole year."""

    key: str
    name: str
    year: int
    months: frozenset[int]
    text: str
    saying: Saying


def resume_events(file: VaultFile[Resume]) -> tuple[Event, ...]:
    """Return the beginnings and ends of the jobs on a resume, and the dates of its credentials."""
    return tuple(_of_resume(file)) if file.fields else ()


def events(saying: Saying, file: VaultFile[Resume] | None) -> tuple[Event, ...]:
    """Return the events that a saying dates: those of the employers and credentials on the resume."""
    if saying.where is Where.RESUME or not _dated(saying) or file is None or file.fields is None:
        return ()
    return tuple(_of_saying(saying, file.fields))


def events_differ(one: Event, others: Sequence[Event]) -> bool:
    """Tell whether an event is dated otherwise than all that is known of it: twice at an employer is two."""
    same = [other for other in others if other.key == one.key]
    return bool(same) and not any(_same_date(one, other) for other in same)


def _same_date(one: Event, other: Event) -> bool:
    return one.year == other.year and (not one.months or not other.months or bool(one.months & other.months))


def _of_resume(file: VaultFile[Resume]) -> Iterator[Event]:
    assert file.fields is not None  # noqa: S101 - asked before
    for r, role in enumerate(file.fields.roles):
        for key, date in (("start", role.start), ("end", role.end)):
            if isinstance(date, PartialDate):
                place = file.position("roles", r, key)
                yield _stated(f"{key}:{_short(role.employer)}", date, file.path, place)
    for c, credential in enumerate(file.fields.credentials):
        # Given or running out: a sentence that says one of the two need not say which.
        for key, date in (("date", credential.date), ("expires", credential.expires)):
            if date:
                place = file.position("credentials", c, key)
                yield _stated(f"credential:{credential.id}", date, file.path, place)


def _stated(key: str, date: PartialDate, path: str, place: tuple[int, int]) -> Event:
    months = frozenset({date.month}) if date.month else frozenset[int]()
    return Event(key, key, date.year, months, str(date), Saying(Where.RESUME, str(date), path, *place))


def _of_saying(saying: Saying, resume: Resume) -> Iterator[Event]:
    text = saying.reading.text
    for employer in dict.fromkeys(role.employer for role in resume.roles):
        yield from _of_employer(saying, text, employer)
    for credential in resume.credentials:
        if _is_meant(credential, saying, resume):
            moments = _dated(saying)
            if len(moments) == 1:
                yield _event(f"credential:{credential.id}", credential.name, moments[0], saying)


def _of_employer(saying: Saying, text: str, employer: str) -> Iterator[Event]:
    name = rf"{re.escape(_short(employer))}(?: {re.escape(employer[len(_short(employer)) :].strip())})?"
    patterns = (
        ("start", rf"\b(?:{_JOINED}) {name}\b(?:\s\w+){{0,3}}? (?:in |on |from |since )?"),
        ("start", rf"\b{_BEEN} {name} (?:since|from) "),
        ("end", rf"\b(?:{_LEFT}) {name}\b(?:\s\w+){{0,3}}? (?:in |on |at the end of |until )?"),
        ("end", rf"\b{_BEEN} {name} until "),
    )
    for key, pattern in patterns:
        for found in re.finditer(pattern, text, re.IGNORECASE):
            moment = _moment_at(saying, found.end())
            if moment:
                yield _event(f"{key}:{_short(employer)}", employer, moment, saying)
    if saying.where is Where.TOLD and re.search(rf"\b{name}\b", saying.topic, re.IGNORECASE):
        moments = _dated(saying)
        for key, words in (("start", _TOPIC_START), ("end", _TOPIC_END)):
            if words.search(saying.topic) and len(moments) == 1:
                yield _event(f"{key}:{_short(employer)}", employer, moments[0], saying)


def _dated(saying: Saying) -> tuple[Moment, ...]:
    """Return the dates of a saying that name their year: "last September" does not."""
    return tuple(moment for moment in saying.reading.moments if moment.year)


def _moment_at(saying: Saying, offset: int) -> Moment | None:
    tokens = saying.reading.tokens
    for moment in _dated(saying):
        if abs(tokens[moment.at].start - offset) <= _WITHIN:
            return moment
    return None


def _event(key: str, name: str, moment: Moment, saying: Saying) -> Event:
    return Event(key, name, moment.year, frozenset(moment.months), moment.text, saying)


def _is_meant(credential: Credential, saying: Saying, resume: Resume) -> bool:
    """Tell whether a saying speaks of a credential: by two words of its name, or of the one degree."""
    if credential.kind not in _DATED:
        return False
    words = read(credential.name).content
    shared = len(words & saying.reading.content)
    if shared >= min(2, len(words)) and shared * 2 > len(words):
        return True
    degrees = [each for each in resume.credentials if each.kind is CredentialKind.DEGREE]
    graduated = _GRADUATED.search(saying.text) or _GRADUATED.search(saying.topic)
    return degrees == [credential] and bool(graduated)


def _short(employer: str) -> str:
    """Return the first word of an employer's name, by which people call it."""
    return employer.split()[0]
