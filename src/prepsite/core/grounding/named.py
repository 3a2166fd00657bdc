"""Checks a sentence's names: employers, tools, and names that nobody wrote down."""

from collections.abc import Iterator
from functools import cached_property

from prepsite.core.grounding.lexicon import HYPOTHETICAL, NEGATIONS, PLAIN_NAMES, TITLE_MODIFIERS
from prepsite.core.grounding.names import Named, Names, abbreviates, initials, is_title
from prepsite.core.grounding.passages import Passage, Subject
from prepsite.core.grounding.reading import Reading
from prepsite.core.grounding.scope import Scope
from prepsite.core.grounding.tokens import flat
from prepsite.core.grounding.verdict import Part, PartKind, Status
from prepsite.core.grounding.wordlists import each_of

# A sentence with one of these speaks to the other side, or of what is wished for.
_ADDRESSES = each_of(
    """you your yours posting would like want wants interested looking join joining apply applied applying
    hope future why they their here"""
)
_WORKPLACES = (
    "work at",
    "job at",
    "was at",
    "time at",
    "years at",
    "while at",
    "role at",
    "been at",
    "worked at",
    "worked for",
)
_CLEAR, _NEARLY = 1.5, 1.35
_MOST = 0.6


class NameCheck:
    """Checks the names of one sentence against its scope.

    `about_them` tells that it speaks of the other side alone, `to_them` that it speaks to it.
    """

    def __init__(
        self, reading: Reading, scope: Scope, names: Names, *, about_them: bool, to_them: bool
    ) -> None:
        self.reading = reading
        self.scope = scope
        self.record = scope.record
        self.about_them = about_them
        self.to_them = to_them
        self.found = names.find(reading)
        self._flat = reading.padded

    def parts(self) -> Iterator[Part]:
        """Yield a part for each name."""
        yield from self._employers()
        yield from self._companies()
        taken = set(self._taken)
        for named in self.found:
            if set(named.flat.split()) <= taken:
                continue
            part = self._tool(named) if named.is_tool else self._name(named)
            if part:
                yield part
        yield from self._first_word()

    # Employers

    @cached_property
    def employers(self) -> frozenset[str]:
        """Return the flat names of the employers that the sentence may be naming."""
        return frozenset(name for names in self._mentions.values() for name in names)

    @cached_property
    def workplaces(self) -> frozenset[str]:
        """Return the flat names of those whose employer or dates the sentence speaks of."""
        subjects = self.scope.projects or self.scope.near
        at = {flat(subject.employer) for subject in subjects if subject.employer}
        at |= {flat(role.employer) for role in self.record.roles}
        return frozenset(
            name
            for m, names in self._mentions.items()
            for name in names
            if m == name or (name in at and len(names) == 1 and not self._is_elsewhere(m))
        )

    def _is_elsewhere(self, mention: str) -> bool:
        """Tell whether the record has a part of an employer's name for something else too, as of a river."""
        full = [name for name in self.record.employers if mention in name.split()]
        text = self.record.flat
        for name in full:
            text = text.replace(f" {name} ", "  ")
        return f" {mention} " in text

    @cached_property
    def _mentions(self) -> dict[str, tuple[str, ...]]:
        """Return each mention of an employer → the employers that it may mean by that part of the name."""
        found: dict[str, tuple[str, ...]] = {}
        rest = self._flat
        for name in self.record.employers:
            if f" {name} " in rest:
                found[name] = (name,)
                rest = rest.replace(f" {name} ", "  ")
        capitals = self.reading.capitals
        for word in sorted(capitals & set(rest.split())):
            meant = tuple(name for name in self.record.employers if word in name.split())
            if meant and len(word) > 3 and word not in PLAIN_NAMES and word not in TITLE_MODIFIERS:
                found[word] = meant
        return found

    @cached_property
    def _taken(self) -> frozenset[str]:
        return frozenset(word for name in (*self._mentions, *self._theirs) for word in name.split())

    def _employers(self) -> Iterator[Part]:
        for mention, meant in self._mentions.items():
            shown = self.record.employers.get(mention) or self._shown(mention)
            right = self._right(mention, meant)
            if right is not None:
                yield Part(PartKind.EMPLOYER, shown, Status.SUPPORTED, "", right.place("employer").source)
                continue
            true = self._about() or next((each for each in self.scope.projects if each.employer), None)
            if true is None or not true.employer:
                found = next(s for s in self.record.everything if flat(s.employer) in meant)
                yield Part(PartKind.EMPLOYER, shown, Status.SUPPORTED, "", found.place("employer").source)
                continue
            message = f"{shown}: {true.reference} was at {true.employer}"
            yield Part(PartKind.EMPLOYER, shown, Status.UNVERIFIED, message, true.place("employer").source)

    def _shown(self, mention: str) -> str:
        return next((token.text for token in self.reading.tokens if flat(token.text) == mention), mention)

    def _right(self, mention: str, meant: tuple[str, ...]) -> Subject | None:
        """Return a subject that the sentence may be about and that was at one of the employers, or None."""
        about = self._about()
        roles = (each for each in self.scope.cited if each.is_role)
        held = next((each for each in roles if self._is_tenure(each, meant)), None)
        if held is not None:
            return held
        if about is not None and not self._is_near(meant, about):
            says = any(f" {name} " in about.flat for name in (*meant, mention))
            return about if says else None
        subjects = self.scope.projects or self.scope.near
        mine = next((each for each in subjects if flat(each.employer) in meant), None)
        if mine is None:
            mine = next(
                (each for each in self.scope.near if each.is_role and self._is_tenure(each, meant)), None
            )
        return mine or next(
            (each for each in self.scope.cited for name in (*meant, mention) if f" {name} " in each.flat), None
        )

    def _is_near(self, meant: tuple[str, ...], about: Subject) -> bool:
        """Tell whether a cited project of one of the employers is nearly as close to the sentence."""
        if len(self.scope.projects) == 1:
            return False
        ranked = self.scope.ranked(self.reading.content)
        mine = next((score for score, project in ranked if flat(project.employer) in meant), 0.0)
        top = next((score for score, project in ranked if project is about), 0.0)
        return mine * _NEARLY >= top

    def _is_tenure(self, role: Subject, meant: tuple[str, ...]) -> bool:
        """Tell whether the sentence speaks of the role itself: it has its title or its dates."""
        if flat(role.employer) not in meant or role.start is None:
            return False
        years = {str(role.start.year), str(getattr(role.end, "year", ""))}
        return f" {flat(role.title)} " in self._flat or bool(years & set(self.reading.lower))

    def _about(self) -> Subject | None:
        """Return the one project that the sentence is plainly about, or None."""
        projects = self.scope.projects
        if len(projects) == 1:
            return projects[0]
        ranked = self.scope.ranked(self.reading.content)
        if not ranked or ranked[0][0] < 2 or (len(ranked) > 1 and ranked[0][0] < _CLEAR * ranked[1][0]):
            return None
        return ranked[0][1]

    # Companies applied to

    @cached_property
    def _theirs(self) -> tuple[str, ...]:
        return tuple(
            name
            for name in self.record.companies
            if f" {name} " in self._flat and name not in self.record.employers
        )

    def _companies(self) -> Iterator[Part]:
        for name in self._theirs:
            addressed = self.about_them or self.to_them or self._is_addressed(name)
            if addressed and not self._is_workplace(name):
                continue
            own = (each for each in self.scope.near if not each.reference.startswith(("resume:", "notes:")))
            if any(f" {name} " in subject.flat for subject in own):
                continue
            shown = self.record.companies[name]
            message = f"{shown} is where you apply; nothing in the record has you at work there"
            yield Part(PartKind.EMPLOYER, shown, Status.UNVERIFIED, message)

    def _is_addressed(self, name: str) -> bool:
        """Tell whether the words around a company's name speak to the other side, or of what is wished for."""
        at = next((n for n, token in enumerate(self.reading.tokens) if flat(token.text) == name.split()[0]), 0)
        phrase = self.reading.phrase_at(at)
        return bool(_ADDRESSES & set(self.reading.lower[phrase.start : phrase.end]))

    def _is_workplace(self, name: str) -> bool:
        return any(f" {lead} {name} " in self._flat for lead in _WORKPLACES)

    # Tools and other names

    def _says(self, words: str, named: Named) -> bool:
        return bool(self.record.aliases.says(words, named.flat)) or f" {named.flat.replace(' ', '')} " in words

    def _tool(self, named: Named) -> Part | None:
        for subject in self.scope.near:
            if self._says(subject.flat, named) and not self._is_only_skill(subject, named):
                return Part(PartKind.TOOL, named.text, Status.SUPPORTED, "", self._where(subject, named).source)
        if self._is_denied(named.at):
            return None
        for subject in self.scope.elsewhere:
            if self._says(subject.flat, named):
                where = self._where(subject, named)
                if subject.is_project or subject.projects:
                    message = f"{named.text} stands in {where.reference}, which this does not cite"
                    return Part(PartKind.TOOL, named.text, Status.UNVERIFIED, message, where.source)
        of_posting = self.to_them and "posting" in self.reading.words
        if (self.about_them or of_posting) and self._says(self.record.their_flat, named):
            return None
        message = f"nothing in what this cites names {named.text}"
        return Part(PartKind.TOOL, named.text, Status.UNVERIFIED, message)

    def _is_only_skill(self, subject: Subject, named: Named) -> bool:
        """Tell whether a subject names a tool only among the skills: that does not say where it was used."""
        if not self.scope.is_bound or not subject.reference.startswith("resume:"):
            return False
        return not any(
            self._says(p.padded, named) for p in subject.passages if not p.reference.endswith("/skills")
        )

    def _where(self, subject: Subject, named: Named) -> Passage:
        return next((p for p in subject.passages if self._says(p.padded, named)), subject.passages[0])

    def _name(self, named: Named) -> Part | None:
        own = self.record.flat
        if self._says(own, named) or self._says(self.record.their_flat, named) or is_title(named.flat):
            return None
        if abbreviates(named.flat, own) or abbreviates(named.flat, self.record.their_flat):
            return None
        if len(named.flat.split()) > 2 and f" {initials(named.flat)} " in own:
            return None
        if self._are_together(named) or self._is_denied(named.at):
            return None
        return Part(PartKind.NAME, named.text, Status.UNVERIFIED, f"nothing in the record names {named.text}")

    def _first_word(self) -> Iterator[Part]:
        """Yield a part where a sentence opens with a name, and its source with that of an employer."""
        first = self.reading.tokens[0] if self.reading.tokens else None
        if first is None or not first.is_capital or any(named.at == 0 for named in self.found):
            return
        word = flat(first.text)
        if f" {word} " in self.record.flat or f" {word} " in self.record.their_flat or self._mentions:
            return
        for match in self.scope.matches(self.reading.content, least=3)[:1]:
            opening = next(iter(flat(match.passage.text).split()), "")
            theirs = next((name for name in self.record.employers if name.split()[0] == opening), "")
            if theirs and match.shared >= _MOST * (len(self.reading.content) - 1):
                message = f"{first.text}: the record says “{match.passage.text}”"
                yield Part(PartKind.NAME, first.text, Status.UNVERIFIED, message, match.passage.source)

    def _are_together(self, named: Named) -> bool:
        """Tell whether one passage has all the words of a name, or each is a name of its own there."""
        words = [word for word in named.flat.replace("-", " ").split() if word not in {"of", "for"}]
        if len(words) == 1:
            return False
        subjects = (*self.record.everything, *self.record.theirs)
        passages = (p.padded for s in subjects for p in (*s.passages, _head(s)) if s.passages)
        return any(all(f" {word} " in text for word in words) for text in passages)

    def _is_denied(self, at: int) -> bool:
        phrase = self.reading.phrase_at(at)
        return bool((NEGATIONS | HYPOTHETICAL) & set(self.reading.lower[phrase.start : at]))


def _head(subject: Subject) -> Passage:
    return Passage(subject.reference, f"{subject.title} {subject.employer} {subject.role}", "", 0)
