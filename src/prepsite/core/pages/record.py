"""The candidate's own record: projects, resumes, profile and facts."""

from prepsite.core.pages import heads, labels, sitemap
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.page import Chrome, FactRow, Head, Page
from prepsite.core.pages.sitemap import ANSWER_TITLES, Place
from prepsite.core.pages.told import uses
from prepsite.core.vault import VaultFile
from prepsite.core.words import Words
from prepsite.models.base import FileModel
from prepsite.models.project import ExperienceProject
from prepsite.models.reference import Reference, ReferenceKind
from prepsite.models.resume import Resume


def private_place(edition: Edition, uri: str, *files: VaultFile[FileModel] | None) -> Place | None:
    """Return the page of these files' private blocks, or None where they have none."""
    if heads.has_private_block(*files):
        return Place(sitemap.private_uri(uri), edition.words("What is private here"), private=True)
    return None


def projects_page(edition: Edition) -> Page:
    """Return the list of all projects."""
    rows = [
        {
            "place": Place(sitemap.project_uri(project.id), labels.file_title(project, edition.words)),
            "fields": None if project.is_private else project.fields,
            "span": _span(edition, project),
            "bullets": len(edition.common.bullets_of_project.get(project.id, ())),
            "answers": len(_answers(edition, project)),
        }
        for project in edition.vault.projects.values()
    ]
    told_often = Place(sitemap.STORY_USE, edition.words("Which project carries how many answers"))
    markdown = edition.render("projects", sitemap.PROJECTS, rows=rows, story_use=told_often)
    sources = tuple(project.path for project in edition.vault.projects.values())
    return heads.projects(edition.words).page(markdown, Chrome("projects"), sources=sources)


def project_page(edition: Edition, project: VaultFile[ExperienceProject], head: Head) -> Page:
    """Return the page of one project: all that backs the bullets that name it."""
    uri = sitemap.project_uri(project.id)
    words = edition.words
    fields = project.fields
    title = plain(fields.title) if fields else project.id
    markdown = edition.render(
        "project",
        uri,
        title=title,
        path=project.path,
        fields=fields,
        anchors=sitemap.metric_row_anchors(fields) if fields else (),
        detail=edition.body(project, uri, 2),
        bullets=edition.common.bullets_of_project.get(project.id, ()),
        answers=_answers(edition, project),
        metric_uses=_metric_uses(edition, project),
        private=private_place(edition, uri, project),
    )
    chrome = Chrome("project", edition.problem_notices(uri, project.path), _project_facts(words, fields))
    description = plain(words("Project: {title}", title=head.title))
    return head.page(markdown, chrome, description, sources=(project.path,))


def resumes_page(edition: Edition) -> Page:
    """Return the list of all resumes, with the applications that used them."""
    used: dict[str, list[Place]] = {}
    for record in edition.vault.applications.values():
        if record.fields and record.fields.resume and not labels.is_hidden(record):
            place = Place(sitemap.application_uri(record.id), labels.application_short(record, edition.words))
            used.setdefault(record.fields.resume, []).append(place)
    rows = [
        {
            "place": Place(sitemap.resume_uri(resume.id), labels.file_title(resume, edition.words)),
            "submitted": edition.words.dates.day(resume.fields.submitted_on)
            if resume.fields and not resume.is_private and resume.fields.submitted_on
            else "",
            "used": used.get(resume.id, []),
        }
        for resume in edition.vault.resumes.values()
    ]
    markdown = edition.render("resumes", sitemap.RESUMES, rows=rows)
    sources = tuple(resume.path for resume in edition.vault.resumes.values())
    return heads.resumes(edition.words).page(markdown, Chrome("resumes"), sources=sources)


def resume_page(edition: Edition, resume: VaultFile[Resume], head: Head) -> Page:
    """Return the page of one resume: each bullet with its projects and the answers that cite it."""
    uri = sitemap.resume_uri(resume.id)
    words = edition.words
    fields = resume.fields
    title = plain(fields.title) if fields else resume.id
    markdown = edition.render(
        "resume",
        uri,
        title=title,
        id=resume.id,
        path=resume.path,
        fields=fields,
        span=lambda start, end: labels.span_text(start, end, words),
        month=lambda when: labels.month_text(when, words),
        project=lambda project_id: edition.sitemap.of_reference(f"project:{project_id}", None),
        uses=lambda kind, part: uses(edition, f"{kind}:{resume.id}/{part}"),
        notes=edition.body(resume, uri, 2),
        private=private_place(edition, uri, resume),
    )
    sent = fields.submitted_on if fields else None
    facts = [FactRow(words("First sent"), words.dates.day(sent))] if sent else []
    chrome = Chrome("resume", edition.problem_notices(uri, resume.path), tuple(facts))
    description = plain(words("Resume: {title}", title=head.title))
    return head.page(markdown, chrome, description, sources=(resume.path,))


def profile_page(edition: Edition) -> Page:
    """Return the candidate's page: narrative, answers, confirmed facts."""
    profile, facts = edition.vault.profile, edition.vault.facts
    words = edition.words
    fields = profile.fields if profile else None
    shown_facts = facts.fields if facts and facts.fields and not facts.is_private else None
    name = edition.vault.name
    paths = (profile.path if profile else f"{name}/profile.md", facts.path if facts else f"{name}/facts.md")
    answers = [
        (f"answer-{key.replace('_', '-')}", words(title), getattr(fields.answers, key))
        for key, title in ANSWER_TITLES.items()
        if fields
    ]
    markdown = edition.render(
        "profile",
        sitemap.PROFILE,
        title=plain(fields.name) if fields else words("Profile"),
        path=paths[0],
        fields=fields,
        exists=profile is not None,
        answers=answers,
        more=edition.body(profile, sitemap.PROFILE, 2),
        facts=shown_facts.facts if shown_facts else (),
        facts_body=edition.body(facts, sitemap.PROFILE, 3) if shown_facts else "",
        facts_are_private=bool(facts and facts.is_private),
        uses=lambda fact_id: uses(edition, f"fact:{fact_id}"),
        day=words.dates.day,
        private=_profile_private(edition),
    )
    chrome = Chrome("profile", edition.problem_notices(sitemap.PROFILE, *paths), _profile_facts(edition))
    description = words("Your profile: narrative, answers, confirmed facts")
    return heads.profile(edition.vault, words).page(markdown, chrome, description, sources=paths)


def _profile_private(edition: Edition) -> Place | None:
    facts = edition.vault.facts
    if facts and facts.is_private:
        return Place(sitemap.private_uri(sitemap.PROFILE), edition.words("What is private here"), private=True)
    return private_place(edition, sitemap.PROFILE, edition.vault.profile, facts)


def _profile_facts(edition: Edition) -> tuple[FactRow, ...]:
    fields = edition.vault.profile.fields if edition.vault.profile else None
    if fields is None:
        return ()
    words = edition.words
    texts = ((words("Where"), fields.location), (words("Phone"), fields.phone))
    rows = [FactRow(label, plain(text)) for label, text in texts if text]
    if fields.email:
        rows.append(FactRow(words("E-mail"), plain(fields.email)))
    rows += [FactRow(plain(link.label), plain(link.url), url=link.url) for link in fields.links]
    return tuple(rows)


def _project_facts(words: Words, fields: ExperienceProject | None) -> tuple[FactRow, ...]:
    if fields is None:
        return ()
    texts = (
        (words("For"), fields.employer),
        (words("As"), fields.role),
        (words("When"), labels.span_text(fields.start, fields.end, words)),
        (words("My part"), words.label(fields.my_part) if fields.my_part else ""),
        (words("Team"), words("{n} people, with me", n=fields.team_size) if fields.team_size else ""),
        (words("Tools"), ", ".join(fields.tools)),
    )
    return tuple(FactRow(label, plain(text)) for label, text in texts if text)


def _span(edition: Edition, project: VaultFile[ExperienceProject]) -> str:
    if project.fields is None or project.is_private:
        return ""
    return labels.span_text(project.fields.start, project.fields.end, edition.words)


def _answers(edition: Edition, project: VaultFile[ExperienceProject]) -> tuple[Place, ...]:
    return uses(edition, f"project:{project.id}")


def _metric_uses(edition: Edition, project: VaultFile[ExperienceProject]) -> dict[str, tuple[Place, ...]]:
    return {
        metric.name: uses(edition, str(Reference(ReferenceKind.METRIC, project.id, metric.name)))
        for metric in (project.fields.metrics if project.fields else ())
    }
