"""Checks a sentence's names: tools, employers, titles, credentials, and names that nobody wrote down."""

from collections.abc import Iterable, Iterator

from prepsite.core.grounding.figures import source_of
from prepsite.core.grounding.lexicon import (
    CREDENTIALS,
    HYPOTHETICAL,
    LEVELS,
    NEGATIONS,
    SENIORITY,
    TITLE_HEADS,
    TITLE_MODIFIERS,
    TITLE_SHORT,
)
from prepsite.core.grounding.naming import Named, Names, words_of
from prepsite.core.grounding.reading import Reading, clauses
from prepsite.core.grounding.record import Passage, Subject
from prepsite.core.grounding.tokens import root
from prepsite.core.grounding.verdict import Part, PartKind, Status

_TITLE_OPENERS = frozenset({"as", "i'm", "am", "was", "became", "role", "title", "position", "been", "worked", "works", "work", "from", "to", "promoted", "appointed", "being"})
_ARTICLES = frozenset({"a", "an", "the", "my", "its", "their", "of", "then", "now", "currently"})


class NameCheck:
    """Checks the names of one sentence against the subjects in scope."""

    def __init__(self, reading: Reading, scope: Iterable[Subject], wide: Iterable[Subject], names: Names) -> None:
        self.reading = reading
        self.scope = tuple(scope)
        self.wide = tuple(wide)
        self.names = names
        self.found = names.find(reading)

    @property
    def employers(self) -> frozenset[str]:
        """Return the employers that the sentence names, folded."""
        text = " ".join(self.reading.lower)
        return frozenset(each.casefold() for each in self.names.employers if self._says(each, text))

    def _says(self, employer: str, text: str) -> bool:
        folded = employer.casefold()
        first = folded.split()[0]
        return f" {folded} " in f" {text} " or (
            len(first) > 3 and first in set(self._bare()) and first not in TITLE_MODIFIERS and self._is_only(first)
        )

    def _bare(self) -> Iterator[str]:
        for token, word in zip(self.reading.tokens, self.reading.lower, strict=True):
            if token.is_capital:
                yield word.removesuffix("'s")

    def _is_only(self, first: str) -> bool:
        return sum(each.casefold().split()[0] == first for each in self.names.employers) == 1

    def parts(self) -> Iterator[Part]:
        """Yield a part for each name, title and credential."""
        employers = self.employers
        yield from self._employers(employers)
        taken = {word for employer in employers for word in employer.split()}
        for named in self.found:
            if named.canonical not in taken and named.canonical not in employers:
                part = self._tool(named) if named.is_tool else self._name(named)
                if part:
                    yield part
        yield from self._titles()
        yield from self._credentials()

    # Employers

    def _employers(self, employers: frozenset[str]) -> Iterator[Part]:
        projects = [subject for subject in self.scope if subject.is_project and subject.employer]
        roles = [subject for subject in self.scope if subject.reference.startswith("role:")]
        for employer in sorted(employers):
            shown = next(each for each in self.names.employers if each.casefold() == employer)
            mine = [s for s in (*projects, *roles) if s.employer.casefold() == employer]
            says = [s for s in self.scope if employer.split()[0] in s.words]
            if mine or says:
                yield Part(PartKind.EMPLOYER, shown, Status.SUPPORTED, "", source_of((mine or says)[0].place("employer")))
            elif projects:
                true = projects[0]
                message = f"{shown}: {true.reference} was at {true.employer}"
                yield Part(PartKind.EMPLOYER, shown, Status.UNVERIFIED, message, source_of(true.place("employer")))
            else:
                found = next(s for s in self.wide if s.employer.casefold() == employer)
                yield Part(PartKind.EMPLOYER, shown, Status.SUPPORTED, "", source_of(found.place("employer")))

    # Tools and other names

    def _tool(self, named: Named) -> Part | None:
        own = (subject for subject in self.wide if subject.is_own and not self._is_skill(subject, named))
        for subject in (*self.scope, *own):
            if named.canonical in words_of(subject, self.names.aliases):
                return Part(PartKind.TOOL, named.text, Status.SUPPORTED, "", source_of(_where(subject, named)))
        if self._is_denied(named.at):
            return None
        has_project = any(subject.is_project for subject in self.scope)
        for subject in self.wide:
            if named.canonical in words_of(subject, self.names.aliases) and subject not in self.scope:
                where = source_of(_where(subject, named))
                if not has_project or not subject.is_project:
                    if has_project and not subject.is_project and named.canonical in self.names.tools and self._is_used(named):
                        continue
                    return Part(PartKind.TOOL, named.text, Status.SUPPORTED, "", where)
                message = f"{named.text} stands in {subject.reference}, which this does not cite"
                return Part(PartKind.TOOL, named.text, Status.UNVERIFIED, message, where)
        if named.canonical in self.names.theirs and self._is_theirs():
            return None
        message = f"nothing in what this cites names {named.text}"
        return Part(PartKind.TOOL, named.text, Status.UNVERIFIED, message)

    def _is_skill(self, subject: Subject, named: Named) -> bool:
        """Tell whether a subject names a tool only among the skills: that does not say where it was used."""
        return not any(
            named.text.casefold() in p.text.casefold() and p.text.casefold() != named.text.casefold() for p in subject.passages
        )

    def _is_used(self, named: Named) -> bool:
        return any(subject.is_project for subject in self.scope)

    def _name(self, named: Named) -> Part | None:
        canonical = named.canonical
        pieces = {canonical, *canonical.replace("/", "-").split("-")}
        if pieces & self.names.own or canonical.rstrip("s") in self.names.own:
            return None
        if pieces & self.names.theirs:
            return None
        if self._is_denied(named.at):
            return None
        return Part(PartKind.NAME, named.text, Status.UNVERIFIED, f"nothing in the record names {named.text}")

    def _is_denied(self, at: int) -> bool:
        clause = next((c for c in clauses(self.reading) if c.start <= at < c.end), None)
        before = self.reading.lower[clause.start if clause else 0 : at]
        return bool((NEGATIONS | HYPOTHETICAL) & set(before))

    def _is_theirs(self) -> bool:
        return bool({"you", "your", "posting", "role", "company", "here"} & set(self.reading.lower))

    # Titles

    def _titles(self) -> Iterator[Part]:
        for start, end in self._title_phrases():
            said = frozenset(_title_words(self.reading.lower[start:end]))
            text = self.reading.between(start, end)
            true = [
                (subject, frozenset(_title_words(subject.role.casefold().replace(",", " ").replace("/", " ").split())))
                for subject in (*self.scope, *self.wide)
                if subject.role
            ]
            fitting = next((subject for subject, words in true if said <= words), None)
            if fitting:
                yield Part(PartKind.TITLE, text, Status.SUPPORTED, "", source_of(fitting.place("role")))
                continue
            if any(said <= frozenset(_title_words(p.reading.lower)) for s in (*self.scope, *self.wide) for p in s.passages):
                continue
            nearest = max(true, key=lambda pair: len(pair[1] & said), default=None)
            if nearest:
                message = f"{text}: the record says {nearest[0].role}"
                yield Part(PartKind.TITLE, text, Status.UNVERIFIED, message, source_of(nearest[0].place("role")))

    def _title_phrases(self) -> Iterator[tuple[int, int]]:
        """Yield where the candidate says what his or her own title was."""
        lower, at = self.reading.lower, 0
        while at < len(lower):
            if _title_word(lower[at]) not in TITLE_HEADS | TITLE_MODIFIERS:
                at += 1
                continue
            end = at
            while end < len(lower) and (_title_word(lower[end]) in TITLE_HEADS | TITLE_MODIFIERS or lower[end] in {"-", "/"}):
                end += 1
            if _title_word(lower[end - 1]) in TITLE_HEADS and self._is_own_title(at, end):
                yield at, end
            at = end

    def _is_own_title(self, start: int, end: int) -> bool:
        lower = self.reading.lower
        before = start - 1
        while before >= 0 and lower[before] in _ARTICLES:
            before -= 1
        opener = lower[before] if before >= 0 else ""
        if opener not in _TITLE_OPENERS:
            return False
        if opener in {"to", "from", "was", "the", "been", "being"} and not ({"i", "i'm", "my", "i've"} & set(lower[max(0, before - 4) : start])):
            return False
        if lower[before] == "as" and end < len(lower) and lower[end] == "as":
            return False
        return any(_title_word(word) in SENIORITY | TITLE_MODIFIERS for word in lower[start:end]) or end - start > 1

    # Credentials

    def _credentials(self) -> Iterator[Part]:
        lower = self.reading.lower
        marks = [at for at, word in enumerate(lower) if word in CREDENTIALS or word in LEVELS]
        if not marks or not ({"i", "i'm", "my", "i've", "hold", "holds", "holding", "me", "earned", "with"} & set(lower)):
            return
        passages = [p for s in self.wide for p in s.passages if p.reference.startswith("credential:")]
        others = [p for s in (*self.scope, *self.wide) for p in s.passages if not p.reference.startswith("credential:")]
        for at in marks:
            clause = next(c for c in clauses(self.reading) if c.start <= at < c.end)
            level = LEVELS.get(lower[at])
            if level:
                held = {LEVELS[w] for p in (*passages, *others) for w in p.reading.lower if w in LEVELS}
                if level not in held:
                    yield Part(PartKind.CREDENTIAL, self.reading.tokens[at].text, Status.UNVERIFIED, f"no credential of the record is a {level}'s")
                    return
            yield from self._subject_of_credential(clause.start, clause.end, at, passages, others)
            return

    def _subject_of_credential(self, start: int, end: int, at: int, passages: list[Passage], others: list[Passage]) -> Iterator[Part]:
        around = [each for place, each in self.reading.placed_roots if max(start, at - 6) <= place < min(end, at + 7)]
        said = {each for each in around if each not in {root(w) for w in (*CREDENTIALS, "hold", "earn", "award", "complete", "pass", "finish", "receive", "obtain")}}
        if not said:
            return
        best = max(passages, key=lambda p: len(said & p.reading.content), default=None)
        if best is not None and said & best.reading.content:
            return
        if any(len(said & p.reading.content) >= max(1, len(said) // 2) and (CREDENTIALS & set(p.reading.lower)) for p in others):
            return
        message = "no credential of the record is about this" + (f"; the nearest is “{best.text}”" if best and passages else "")
        yield Part(PartKind.CREDENTIAL, self.reading.between(start, end), Status.UNVERIFIED, message)


def _title_word(word: str) -> str:
    return TITLE_SHORT.get(word.rstrip("."), word)


def _title_words(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        plain = _title_word(word)
        for piece in plain.replace("/", "-").split("-") if plain not in TITLE_MODIFIERS else (plain,):
            if piece in TITLE_HEADS or piece in TITLE_MODIFIERS:
                yield piece


def _where(subject: Subject, named: Named) -> Passage:
    lowered = named.text.casefold()
    return next((p for p in subject.passages if lowered in p.text.casefold()), subject.passages[0])
