"""Which project carries how many answers, in which rounds: what is told too often, and what never.

The rule: a project is overused where it carries more than a third of an open application's answers, of
at least four, or where people of its company have heard it twice, or would hear it again. Answers are
those that tell of any project: prepared ones, and those that the notes say were given.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from prepsite.core.pages import heads, labels, sitemap
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.filtering import filter_of, value_of
from prepsite.core.pages.overviews import Counting, ListingPart, Overview, Values
from prepsite.core.pages.page import Chrome, Page
from prepsite.core.pages.pieces import Cell, Grid, LinkTo
from prepsite.core.pages.questions import Question, Source
from prepsite.core.pages.told import asked_first, questions_in
from prepsite.core.vault import ApplicationRecord, InterviewRecord, VaultFile
from prepsite.core.words import Words
from prepsite.models.project import ExperienceProject

FEWEST_ANSWERS = 4
SHARE = 3
"""One answer in so many is a project's fair part."""

OVERUSED, USED, NEVER = "overused", "used", "never"
_ORDER = (OVERUSED, USED, NEVER)
_SORTS = ("project", "answers", "", "standing")
Piece = str | LinkTo


@dataclass(frozen=True)
class Loop:
    """One project in one application: so many answers tell of it, of `all_told` that tell of any.

    `prepared` are the rounds whose prep tells of it, `told` those in which it was told, each once.
    """

    record: ApplicationRecord
    answers: int
    all_told: int
    prepared: tuple[InterviewRecord, ...]
    told: tuple[InterviewRecord, ...]

    @property
    def again(self) -> tuple[InterviewRecord, ...]:
        """Return the rounds to come that would hear what this company has heard."""
        if not self.told or not self.record.is_open:
            return ()
        return tuple(found for found in self.prepared if found.is_scheduled and found not in self.told)

    @property
    def carries_too_much(self) -> bool:
        """Tell whether it carries more than its part of the answers of an application that is open."""
        return self.record.is_open and self.all_told >= FEWEST_ANSWERS and SHARE * self.answers > self.all_told

    @property
    def is_overused(self) -> bool:
        """Tell whether the rule names it."""
        return self.record.is_open and (self.carries_too_much or len(self.told) > 1 or bool(self.again))

    @property
    def heard_by(self) -> tuple[str, ...]:
        """Return who was told it, and would hear it again."""
        rounds = (*self.told, *self.again)
        met: list[str] = []
        twice: dict[str, None] = {}
        for found in rounds:
            for person in found.interview.interviewers if found.interview else ():
                if person.name in met:
                    twice[plain(person.name)] = None
            met += [person.name for person in found.interview.interviewers] if found.interview else []
        return tuple(twice)


def loops_of(edition: Edition) -> Mapping[str, tuple[Loop, ...]]:
    """Return the loops of each project that any answer tells of, by its id."""
    found: dict[str, list[Loop]] = {}
    for record in asked_first(edition):
        for project, loop in edition.kept(record, _loops).items():
            found.setdefault(project, []).append(loop)
    return {project: tuple(loops) for project, loops in found.items()}


def _loops(edition: Edition, record: ApplicationRecord) -> Mapping[str, Loop]:
    told = (Source.PREDICTED, Source.ASKED)
    answers = [each for each in questions_in(edition, record) if each.projects and each.source in told]
    of_project: dict[str, list[Question]] = {}
    for answer in answers:
        for project in answer.projects:
            of_project.setdefault(project, []).append(answer)
    return {project: _loop(record, own, len(answers)) for project, own in of_project.items()}


def _loop(record: ApplicationRecord, answers: Sequence[Question], all_told: int) -> Loop:
    prepared = _rounds(each for each in answers if each.source is Source.PREDICTED)
    told = _rounds(each for each in answers if each.source is Source.ASKED)
    return Loop(record, len(answers), all_told, prepared, told)


def story_use_page(edition: Edition) -> Page:
    """Return the page that says which project carries how many answers."""
    words = edition.words
    projects = [file for file in edition.vault.projects.values() if not file.is_private]
    loops = loops_of(edition)
    never = [_place(file) for file in projects if file.id not in loops]
    markdown = edition.render(
        "story_use", sitemap.STORY_USE, empty=not projects, never=never, share=SHARE, fewest=FEWEST_ANSWERS
    )
    parts = (_listing(edition, projects, loops),) if projects else ()
    return heads.story_use(words).page(
        markdown,
        Chrome("story-use", overview=Overview(parts)),
        words("Which project carries how many answers, in which rounds"),
        sources=tuple(file.path for file in projects),
    )


def overused(edition: Edition) -> int:
    """Return how many projects the rule names."""
    shown = {file.id for file in edition.vault.projects.values() if not file.is_private}
    return sum(
        project in shown and any(loop.is_overused for loop in loops)
        for project, loops in loops_of(edition).items()
    )


def _listing(
    edition: Edition, projects: Sequence[VaultFile[ExperienceProject]], loops: Mapping[str, tuple[Loop, ...]]
) -> ListingPart:
    words = edition.words

    def rank(file: VaultFile[ExperienceProject]) -> tuple[int, int]:
        own = loops.get(file.id, ())
        return _ORDER.index(_standing(own)), -sum(loop.answers for loop in own)

    ordered = sorted(projects, key=rank)
    named = {
        OVERUSED: words("Overused"),
        USED: words("In use"),
        NEVER: words("Never used"),
    }
    columns = (words("Project"), words("Answers"), words("Where"), words("How it stands"))
    rows = tuple(_row(words, file, loops.get(file.id, ()), named) for file in ordered)
    values = tuple(_values(loops.get(file.id, ())) for file in ordered)
    companies = [
        (value_of(labels.company(loop.record)), labels.company(loop.record))
        for own in loops.values()
        for loop in own
    ]
    filters = (
        *filter_of("standing", words("How it stands"), values, tuple(named.items())),
        *filter_of("company", words("Company"), values, companies),
    )
    counting = Counting(
        words.counted(len(rows), "{n} project", "{n} projects"),
        words.counted(len(rows), "{shown} of {n} project", "{shown} of {n} projects", shown="{shown}"),
        words("No project fits. Choose less, or clear the filters."),
    )
    return ListingPart("", "all-projects", Grid("", columns, rows), _SORTS, filters, values, counting)


def _row(
    words: Words, file: VaultFile[ExperienceProject], loops: Sequence[Loop], named: Mapping[str, str]
) -> tuple[Cell, ...]:
    title = plain(file.fields.title) if file.fields else file.id
    answers = sum(loop.answers for loop in loops)
    standing = _standing(loops)
    why = tuple((text,) for loop in loops for text in _reasons(words, loop))
    level = {OVERUSED: "medium", USED: "low", NEVER: "never"}[standing]
    return (
        Cell(((LinkTo(title, sitemap.project_uri(file.id)),),), sort=value_of(title)),
        Cell(((str(answers),),), sort=str(answers)),
        Cell(tuple(_where(words, loop) for loop in loops)),
        Cell(why, named[standing], level, str(_ORDER.index(standing))),
    )


def _values(loops: Sequence[Loop]) -> Values:
    companies = dict.fromkeys(value_of(labels.company(loop.record)) for loop in loops)
    return {"standing": (_standing(loops),), "company": tuple(companies)}


def _standing(loops: Sequence[Loop]) -> str:
    if not loops:
        return NEVER
    return OVERUSED if any(loop.is_overused for loop in loops) else USED


def _where(words: Words, loop: Loop) -> tuple[Piece, ...]:
    company = LinkTo(labels.company(loop.record), sitemap.application_uri(loop.record.id))
    line: list[Piece] = [company]
    for rounds, text in ((loop.prepared, words("prepared for")), (loop.told, words("told in"))):
        if rounds:
            line.append(f"{': ' if len(line) == 1 else '; '}{text} ")
            line += _linked(words, loop.record, rounds)
    return tuple(line)


def _linked(words: Words, record: ApplicationRecord, rounds: Sequence[InterviewRecord]) -> Iterator[Piece]:
    for number, found in enumerate(rounds):
        if number:
            yield ", "
        yield LinkTo(labels.round_title(found, words), sitemap.round_uri(record.id, found.id))


def _reasons(words: Words, loop: Loop) -> Iterator[str]:
    company = labels.company(loop.record)
    if loop.carries_too_much:
        yield words(
            "Carries {n} of {all} answers at {company}.",
            n=loop.answers,
            all=loop.all_told,
            company=company,
        )
    titles = words.listed([labels.round_title(found, words) for found in loop.told])
    if loop.again:
        later = words.listed([labels.round_title(found, words) for found in loop.again])
        yield words(
            "{company} heard it in {rounds}, and would hear it again in {later}.",
            company=company,
            rounds=titles,
            later=later,
        )
    elif loop.is_overused and len(loop.told) > 1:
        yield words("{company} heard it in {rounds}.", company=company, rounds=titles)
    if loop.is_overused and loop.heard_by:
        yield words("The same people: {people}.", people=words.listed(list(loop.heard_by)))


def _place(file: VaultFile[ExperienceProject]) -> sitemap.Place:
    title = plain(file.fields.title) if file.fields else file.id
    return sitemap.Place(sitemap.project_uri(file.id), title)


def _rounds(questions: Iterator[Question]) -> tuple[InterviewRecord, ...]:
    return tuple({question.found.id: question.found for question in questions}.values())
