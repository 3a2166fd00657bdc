"""Can each line of the resume be defended: its risk and why, where prep defends it, and how it went before.

The resume is the one submitted with the application. Private files are never read for it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from prepsite.core.grounding.reading import read
from prepsite.core.phrases import phrase, phrase_label
from prepsite.core.prep_items import Documents, PrepItem, shown_rounds, upcoming_rounds
from prepsite.core.reasons import Reason, Risk, reasons_of_nothing, reasons_of_projects
from prepsite.core.risk import Backing, is_long_ago, last_year
from prepsite.core.vault import ApplicationRecord, InterviewRecord, Vault, VaultFile
from prepsite.models.interview import AskedQuestion
from prepsite.models.profile import Fact
from prepsite.models.reference import Reference, ReferenceKind
from prepsite.models.resume import Bullet, Resume, Role
from prepsite.models.vocabulary import FactStatus, QuestionKind

# What may hold a defence, in the order in which it is told.
DEFENDING = ("resume_defense_prep", "predicted_questions", "technical_deep_dives", "")
_FEW, _MANY = 2, 3


_ORDER = tuple(Risk)


@dataclass(frozen=True)
class Defended:
    """An item of prep that defends a line: `directly`, or by telling of a project behind it."""

    interview_id: str | None
    item: PrepItem
    directly: bool


@dataclass(frozen=True)
class Asked:
    """A question asked before: about the line itself, or answered with a project behind it."""

    found: InterviewRecord
    number: int
    question: AskedQuestion
    directly: bool


@dataclass(frozen=True)
class Line:
    """A line of the resume: where it stands (from 1), its risk, its defences and its history.

    `open_in` are the rounds to come whose prep doesn't defend it.
    """

    reference: str
    bullet: Bullet
    role: Role
    path: str
    position: tuple[int, int]
    field: str
    reasons: tuple[Reason, ...]
    defended: tuple[Defended, ...]
    asked: tuple[Asked, ...]
    open_in: tuple[InterviewRecord, ...]

    @property
    def risk(self) -> Risk:
        """Return the worst risk of all reasons."""
        found = {reason.risk for reason in self.reasons}
        return next((risk for risk in (Risk.HIGH, Risk.MEDIUM) if risk in found), Risk.LOW)

    @property
    def is_open(self) -> bool:
        """Tell whether it is at high risk, and the prep of a round to come doesn't defend it."""
        return self.risk is Risk.HIGH and bool(self.open_in)

    @property
    def in_matrix(self) -> str:
        """Return what the resume matrix says of it, in a text that is the same for the same."""
        open_in = [found.id for found in self.open_in]
        defended = [(each.interview_id, each.item.anchor, each.directly) for each in self.defended]
        asked = [(each.found.id, each.question.went_badly) for each in self.asked]
        return repr((self.reference, self.risk, open_in, defended, asked))


@dataclass(frozen=True, slots=True)
class Undefended:
    """The text of a line at high risk, and the ids of rounds to come whose prep doesn't defend it."""

    text: str
    rounds: tuple[str, ...]


def submitted_resume(vault: Vault, record: ApplicationRecord) -> VaultFile[Resume] | None:
    """Return the resume submitted with an application, None where it is missing, broken or private."""
    file = vault.resumes.get(record.fields.resume) if record.fields and record.fields.resume else None
    return file if file and file.fields and not file.is_private else None


def lines_of(vault: Vault, record: ApplicationRecord, documents: Documents) -> tuple[Line, ...]:
    """Return the lines of the resume as submitted, those at highest risk first, else in their order."""
    file = submitted_resume(vault, record)
    if file is None or file.fields is None:
        return ()
    found = list(_Resume(vault, record, file, file.fields, documents).lines())
    return tuple(sorted(found, key=lambda line: (_ORDER.index(line.risk), -_weight(line))))


def undefended_in(lines: Iterable[Line]) -> tuple[Undefended, ...]:
    """Return the lines at high risk that a round to come has no defence for."""
    return tuple(
        Undefended(line.bullet.text, tuple(found.id for found in line.open_in))
        for line in lines
        if line.is_open
    )


def _weight(line: Line) -> int:
    return sum(reason.risk is line.risk for reason in line.reasons)


class _Resume:
    """One resume, seen from one application."""

    def __init__(
        self,
        vault: Vault,
        record: ApplicationRecord,
        file: VaultFile[Resume],
        fields: Resume,
        documents: Documents,
    ) -> None:
        self.vault, self.record, self.file, self.fields, self.documents = vault, record, file, fields, documents
        self.newest = max((last_year(role) for role in fields.roles), default=0)
        self.upcoming = upcoming_rounds(record)
        self.retracted = tuple(fact for fact in _facts(vault) if fact.status is FactStatus.RETRACTED)
        bullets = [bullet for role in fields.roles for bullet in role.bullets]
        self.roots = {bullet.id: read(bullet.text).content for bullet in bullets}
        self.shared = Counter(root for roots in self.roots.values() for root in roots)
        self.asked = tuple(self._questions())
        self.items = tuple(self._items())

    def lines(self) -> Iterator[Line]:
        """Yield the lines in the resume's order."""
        for r, role in enumerate(self.fields.roles):
            for b, bullet in enumerate(role.bullets):
                reference = str(Reference(ReferenceKind.BULLET, self.file.id, bullet.id))
                asked = tuple(self._asked(bullet))
                defended = tuple(self._defended(bullet, reference))
                at = {each.interview_id for each in defended if each.directly}
                yield Line(
                    reference,
                    bullet,
                    role,
                    self.file.path,
                    self.file.position("roles", r, "bullets", b),
                    f"roles.{r}.bullets.{b}",
                    tuple(sorted(self._reasons(bullet, role, asked), key=lambda each: _ORDER.index(each.risk))),
                    defended,
                    asked,
                    tuple(found for found in self.upcoming if found.id not in at),
                )

    def _reasons(self, bullet: Bullet, role: Role, asked: tuple[Asked, ...]) -> Iterator[Reason]:
        behind, hidden = self._behind(bullet)
        withdrawn = next((fact for fact in self.retracted if self._withdraws(fact, bullet)), None)
        if withdrawn:
            yield Reason(
                Risk.HIGH,
                phrase("you withdrew a claim that reads like it: {claim}", claim=_clause(withdrawn.text)),
            )
        yield from self._of_history(asked)
        if behind:
            yield from reasons_of_projects(bullet, behind)
        elif hidden:
            yield Reason(Risk.MEDIUM, phrase("the project behind it is private, so no prep may tell of it"))
        else:
            yield from reasons_of_nothing(bullet)
        if is_long_ago(role, self.newest):
            yield Reason(Risk.LOW, phrase("it is old: the role ended in {year}", year=last_year(role)))

    def _behind(self, bullet: Bullet) -> tuple[tuple[Backing, ...], bool]:
        """Return the projects behind a line, and whether there is a private one."""
        files = [file for name in bullet.projects if (file := self.vault.projects.get(name))]
        shown = [file for file in files if file.fields and not file.is_private]
        behind = tuple(Backing(file.fields, file.body) for file in shown if file.fields)
        return behind, any(file.is_private for file in files)

    def _withdraws(self, fact: Fact, bullet: Bullet) -> bool:
        wanted = read(fact.text).content
        return len(wanted & self.roots[bullet.id]) * 2 > len(wanted)

    def _of_history(self, asked: tuple[Asked, ...]) -> Iterator[Reason]:
        latest = next((each for each in reversed(asked) if each.directly), None)
        if latest and latest.question.went_badly:
            yield Reason(
                Risk.HIGH, phrase("the question on it went badly ({question})", question=_named(latest))
            )
            return
        told = next((each for each in reversed(asked) if not each.directly and each.question.went_badly), None)
        if told:
            yield Reason(
                Risk.MEDIUM, phrase("an answer with its project went badly ({question})", question=_named(told))
            )
        if latest:
            yield Reason(
                Risk.MEDIUM, phrase("they asked about it before ({question})", question=_named(latest))
            )

    def _questions(self) -> Iterator[tuple[InterviewRecord, int, AskedQuestion, frozenset[str]]]:
        for found in shown_rounds(self.record):
            if found.notes and found.notes.fields and not found.notes.is_private:
                for number, question in enumerate(found.notes.fields.questions):
                    roots = read(f"{question.topic or ''}. {question.text}").content
                    yield found, number, question, roots

    def _asked(self, bullet: Bullet) -> Iterator[Asked]:
        for found, number, question, roots in self.asked:
            directly = self._mentions(bullet, question, roots)
            if directly or set(question.used) & set(bullet.projects):
                yield Asked(found, number, question, directly)

    def _mentions(self, bullet: Bullet, question: AskedQuestion, roots: frozenset[str]) -> bool:
        """Tell whether a question speaks of this line, and of no other as much.

        One on the resume needs two words of it, or one where the answer told its project; any other three.
        """
        mine = roots & self.roots[bullet.id]
        if not any(self.shared[root] == 1 for root in mine):
            return False
        if any(len(roots & other) > len(mine) for other in self.roots.values()):
            return False
        on_resume = question.kind is QuestionKind.RESUME
        told = bool(set(question.used) & set(bullet.projects))
        return len(mine) >= (_FEW - told if on_resume else _MANY)

    def _items(self) -> Iterator[tuple[str | None, PrepItem, frozenset[str], frozenset[str]]]:
        """Yield (round, item, bullets cited, projects cited) for all that may defend a line."""
        for interview_id, items in self.documents.items():
            for item in items:
                if item.field in DEFENDING:
                    cited = frozenset(item.references)
                    projects = frozenset(
                        text.removeprefix("project:").partition("/")[0]
                        for text in cited
                        if text.startswith("project:")
                    )
                    yield interview_id, item, cited, projects

    def _defended(self, bullet: Bullet, reference: str) -> Iterator[Defended]:
        text = bullet.text.casefold()
        for interview_id, item, cited, projects in self.items:
            directly = reference in cited or (
                item.field == "resume_defense_prep" and item.title.casefold() == text
            )
            told = item.field != "resume_defense_prep" and bool(projects & set(bullet.projects))
            if directly or told:
                yield Defended(interview_id, item, directly)


def _facts(vault: Vault) -> tuple[Fact, ...]:
    file = vault.facts
    return file.fields.facts if file and file.fields and not file.is_private else ()


def _named(asked: Asked) -> str:
    topic = asked.question.topic
    stage = phrase_label(asked.found.interview.stage) if asked.found.interview else asked.found.id
    return phrase("{round}: {topic}", round=stage, topic=topic) if topic else stage


def _clause(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
