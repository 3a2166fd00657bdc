"""Pages of what is private: shown on their own, and left out of search, print and export."""

from collections.abc import Iterator, Mapping

from pydantic import JsonValue

from prepsite.core.pages import labels
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.page import Chrome, Head, Page
from prepsite.core.pages.rounds import notes_markdown
from prepsite.core.vault import ApplicationRecord, InterviewRecord, VaultFile
from prepsite.models.base import FileModel


def private_page(
    edition: Edition,
    head: Head,
    title: str,
    files: Mapping[str, VaultFile[FileModel] | None],
    parts: tuple[tuple[str, str, str], ...] = (),
) -> Page:
    """Return the page of private blocks and private files of what has this title.

    `files` are by what they are called; `parts` are (heading, anchor, Markdown) of private files.
    """
    blocks = {
        name: tuple(_lines(file.fields.private_block))
        for name, file in files.items()
        if file and file.fields and file.fields.private_block
    }
    markdown = edition.render("private", head.uri, title=title, blocks_of=blocks, parts=parts)
    sources = tuple(file.path for file in files.values() if file)
    return head.page(markdown, Chrome("private"), sources=sources)


def of_application(edition: Edition, record: ApplicationRecord, head: Head) -> Page:
    """Return what is private of an application: blocks, a private posting, private research."""
    own = head.uri
    parts = []
    if record.job and record.job.is_private:
        parts.append(
            (edition.words("The posting"), "job-description", edition.body(record.job, own, 2, record))
        )
    if record.company and record.company.is_private and record.company.fields:
        statements = edition.render(
            "research", own, company=record.company.fields, day=edition.words.dates.day
        ) + edition.body(record.company, own, 2, record)
        parts.append((edition.words("Company research"), "company-research", statements))
    files: dict[str, VaultFile[FileModel] | None] = {
        "application": record.application,
        "job": record.job,
        "company": record.company,
    }
    title = labels.application_title(record, edition.words)
    return private_page(edition, head, title, files, tuple(parts))


def of_round(edition: Edition, record: ApplicationRecord, found: InterviewRecord, head: Head) -> Page:
    """Return what is private of a round: blocks, private notes."""
    parts: tuple[tuple[str, str, str], ...] = ()
    if found.notes and found.notes.is_private:
        markdown = notes_markdown(edition, record, found, head.uri, 3)
        parts = ((edition.words("Notes"), "notes", markdown),)
    title = labels.round_at(found, record, edition.words)
    files: dict[str, VaultFile[FileModel] | None] = {"interview": found.file, "notes": found.notes}
    return private_page(edition, head, title, files, parts)


def of_profile(edition: Edition, head: Head) -> Page:
    """Return what is private of the profile and the facts."""
    facts = edition.vault.facts
    parts: tuple[tuple[str, str, str], ...] = ()
    if facts and facts.is_private and facts.fields:
        own, day = head.uri, edition.words.dates.day
        listed = edition.render("facts", own, facts=facts.fields.facts, uses=lambda _: (), day=day)
        parts = ((edition.words("Facts"), "facts", listed + "\n" + edition.body(facts, own, 2)),)
    files: dict[str, VaultFile[FileModel] | None] = {"profile": edition.vault.profile, "facts": facts}
    return private_page(edition, head, edition.words("Profile"), files, parts)


def _lines(value: JsonValue, name: str = "", depth: int = 0) -> Iterator[tuple[int, str, str]]:
    """Yield (depth, name, text) of a block's values, nested ones below their name."""
    if isinstance(value, dict):
        if name:
            yield depth, _named(name), ""
        for key, inner in value.items():
            yield from _lines(inner, key, depth + (1 if name else 0))
    elif isinstance(value, list):
        if name:
            yield depth, _named(name), ""
        for inner in value:
            yield from _lines(inner, "", depth + (1 if name else 0))
    else:
        yield depth, _named(name), "" if value is None else str(value)


def _named(key: str) -> str:
    return key.replace("_", " ").capitalize()
