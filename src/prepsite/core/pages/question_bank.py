"""A page of all questions over all applications, filtered by what they are, where they stand, how they went."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from prepsite.core.pages import heads, labels, sitemap
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain, sorted_by
from prepsite.core.pages.filtering import filter_of, value_of
from prepsite.core.pages.overviews import BankPart, Counting, Entry, Filter, Overview, Values
from prepsite.core.pages.page import Chrome, Page
from prepsite.core.pages.pieces import LinkTo
from prepsite.core.pages.questions import Question, Source
from prepsite.core.pages.told import asked_first, questions_in, questions_of
from prepsite.core.vault import ApplicationRecord
from prepsite.core.words import Words
from prepsite.models.vocabulary import QuestionKind, Stage

HIGHEST = 5
COMPANY = "company"
BADLY, NOT_NOTED = "badly", "none"


def question_bank_page(edition: Edition) -> Page:
    """Return the page of all questions."""
    words, questions = edition.words, questions_of(edition)
    markdown = edition.render("questions", sitemap.QUESTIONS, empty=not questions)
    return heads.questions(words).page(
        markdown,
        Chrome("questions", overview=Overview((_bank(edition, questions),) if questions else ())),
        words("All questions: predicted, asked, and yours to them"),
        sources=tuple(dict.fromkeys(question.found.file.path for question in questions)),
    )


def counted(edition: Edition) -> str:
    """Return how many questions there are of which source: "12 predicted, 6 asked"."""
    words, counts = edition.words, Counter[Source]()
    for record in asked_first(edition):
        counts.update(edition.kept(record, _sources))
    named = (
        (Source.PREDICTED, words("{n} predicted")),
        (Source.CHECKLIST, words("{n} on checklists")),
        (Source.ASKED, words("{n} asked")),
        (Source.MINE, words("{n} to ask them")),
    )
    return ", ".join(text.format(n=counts[source]) for source, text in named if counts[source])


def _sources(edition: Edition, record: ApplicationRecord) -> Counter[Source]:
    return Counter(each.source for each in questions_in(edition, record))


def _application(question: Question) -> str:
    return question.record.id


def _entries(words: Words, questions: Iterable[Question]) -> Iterator[Entry]:
    """Yield the entries of one application; those that are filtered alike share what they are filtered by."""
    alike: dict[tuple[tuple[str, tuple[str, ...]], ...], Values] = {}
    for question in questions:
        entry = _entry(words, question)
        yield replace(entry, values=alike.setdefault(tuple(entry.values.items()), entry.values))


def _bank(edition: Edition, questions: Sequence[Question]) -> BankPart:
    words, all_of_them = edition.words, len(questions)
    entries = tuple(
        entry for _, found in groupby(questions, key=_application) for entry in _entries(words, found)
    )
    counting = Counting(
        words.counted(all_of_them, "{n} question", "{n} questions"),
        words.counted(all_of_them, "{shown} of {n} question", "{shown} of {n} questions", shown="{shown}"),
        words("No question fits. Choose less, or clear the filters."),
    )
    values = [entry.values for entry in entries]
    return BankPart("", "all-questions", entries, tuple(_filters(words, questions, values)), counting)


def _filters(words: Words, questions: Sequence[Question], values: Sequence[Values]) -> Iterator[Filter]:
    sources = [(source.value, _source(words, source)) for source in Source]
    yield from filter_of("entry", words("From"), values, sources)
    kinds = [(kind.value, words.label(kind)) for kind in QuestionKind]
    yield from filter_of("tag", words("Tag"), values, [*kinds, (COMPANY, words("Company"))])
    stages = [(stage.value, words.label(stage)) for stage in Stage]
    yield from filter_of("stage", words("Stage"), values, stages)
    companies = sorted({labels.company(each.record) for each in questions}, key=sorted_by)
    yield from filter_of("company", words("Company"), values, [(value_of(name), name) for name in companies])
    marks = [(BADLY, words("Went badly"))]
    marks += [(str(n), words("{n} of {highest}", n=n, highest=HIGHEST)) for n in range(1, HIGHEST + 1)]
    marks.append((NOT_NOTED, words("Not noted")))
    yield from filter_of("confidence", words("Confidence"), values, marks)
    topics = sorted(filter(None, map(_topic, questions)), key=sorted_by)
    yield from filter_of("topic", words("Topic"), values, [(value_of(topic), topic) for topic in topics])


def _entry(words: Words, question: Question) -> Entry:
    asked, tags, marks = question.asked, list[str](), list[str]()
    if question.kind:
        tags.append(question.kind.value)
        marks.append(words.label(question.kind))
    if question.source is Source.MINE:
        tags.append(COMPANY)
    marks.append(plain(labels.round_at(question.found, question.record, words)))
    if topic := _topic(question):
        marks.append(topic)
    levels: list[str] = []
    if asked and asked.confidence:
        levels.append(str(asked.confidence))
        marks.append(words("confidence {n} of {highest}", n=asked.confidence, highest=HIGHEST))
    if asked and asked.went_badly:
        levels.append(BADLY)
        marks.append(words("went badly"))
    interview = question.found.interview
    values = {
        "entry": (question.source.value,),
        "tag": tuple(tags),
        "stage": (interview.stage.value,) if interview else (),
        "company": (value_of(labels.company(question.record)),),
        "confidence": tuple(levels or (NOT_NOTED,)),
        "topic": (value_of(topic),) if topic else (),
    }
    link = LinkTo(question.text, question.uri, question.anchor)
    is_low = bool(asked and asked.went_badly)
    return Entry(link, _source(words, question.source), tuple(marks), values, is_low)


def _topic(question: Question) -> str:
    return plain(question.asked.topic) if question.asked and question.asked.topic else ""


def _source(words: Words, source: Source) -> str:
    match source:
        case Source.PREDICTED:
            return words("Predicted")
        case Source.CHECKLIST:
            return words("Checklist")
        case Source.ASKED:
            return words("Asked")
        case Source.MINE:
            return words("Mine to ask")
