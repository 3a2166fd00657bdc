"""The candidate's own record: projects, resumes, profile and facts."""

from prepsite.core.pages import labels, sitemap
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.page import Chrome, FactRow, Page
from prepsite.core.pages.sitemap import ANSWER_TITLES, Place
from prepsite.core.vault import VaultFile
from prepsite.models.base import FileModel
from prepsite.models.project import ExperienceProject
from prepsite.models.reference import Reference, ReferenceKind
from prepsite.models.resume import Resume


def title_of(file: VaultFile[ExperienceProject] | VaultFile[Resume]) -> str:
    """Return what a project or resume is called on other pages."""
    if file.is_private:
        return f"Private ({file.id})"
    return plain(file.fields.title) if file.fields else file.id


def private_place(uri: str, *files: VaultFile[FileModel] | None) -> Place | None:
    """Return the page of these files' private blocks, or None where they have none."""
    if any(file and file.fields and file.fields.private_block for file in files):
        return Place(sitemap.private_uri(uri), "What is private here", private=True)
    return None


def projects_page(edition: Edition) -> Page:
    """Return the list of all projects."""
    rows = [
        {
            "place": Place(sitemap.project_uri(project.id), title_of(project)),
            "fields": None if project.is_private else project.fields,
            "span": _span(project),
            "bullets": len(edition.bullets_of_project.get(project.id, ())),
            "answers": len(_answers(edition, project)),
        }
        for project in edition.vault.projects.values()
    ]
    markdown = edition.render("projects", sitemap.PROJECTS, rows=rows)
    sources = tuple(project.path for project in edition.vault.projects.values())
    return Page(
        sitemap.PROJECTS, "Projects", markdown, Chrome("projects"), ("Projects",), "Overview", sources=sources
    )


def project_page(edition: Edition, project: VaultFile[ExperienceProject], nav_title: str) -> Page:
    """Return the page of one project: all that backs the bullets that name it."""
    uri = sitemap.project_uri(project.id)
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
        bullets=edition.bullets_of_project.get(project.id, ()),
        answers=_answers(edition, project),
        metric_uses=_metric_uses(edition, project),
        private=private_place(uri, project),
    )
    chrome = Chrome("project", edition.problem_notices(uri, project.path), _project_facts(fields))
    return Page(
        uri,
        title_of(project),
        markdown,
        chrome,
        ("Projects",),
        nav_title,
        plain(f"Project: {title_of(project)}"),
        private=project.is_private,
        sources=(project.path,),
    )


def resumes_page(edition: Edition) -> Page:
    """Return the list of all resumes, with the applications that used them."""
    used: dict[str, list[Place]] = {}
    for record in edition.vault.applications.values():
        if record.fields and record.fields.resume and not labels.is_hidden(record):
            place = Place(sitemap.application_uri(record.id), labels.application_short(record))
            used.setdefault(record.fields.resume, []).append(place)
    rows = [
        {
            "place": Place(sitemap.resume_uri(resume.id), title_of(resume)),
            "submitted": labels.day(resume.fields.submitted_on)
            if resume.fields and not resume.is_private and resume.fields.submitted_on
            else "",
            "used": used.get(resume.id, []),
        }
        for resume in edition.vault.resumes.values()
    ]
    markdown = edition.render("resumes", sitemap.RESUMES, rows=rows)
    sources = tuple(resume.path for resume in edition.vault.resumes.values())
    return Page(
        sitemap.RESUMES, "Resumes", markdown, Chrome("resumes"), ("Resumes",), "Overview", sources=sources
    )


def resume_page(edition: Edition, resume: VaultFile[Resume], nav_title: str) -> Page:
    """Return the page of one resume: each bullet with its projects and the answers that cite it."""
    uri = sitemap.resume_uri(resume.id)
    fields = resume.fields
    title = plain(fields.title) if fields else resume.id
    markdown = edition.render(
        "resume",
        uri,
        title=title,
        id=resume.id,
        path=resume.path,
        fields=fields,
        span=labels.span_text,
        month=labels.month_text,
        project=lambda project_id: edition.sitemap.of_reference(f"project:{project_id}", None),
        uses=lambda kind, part: edition.uses(f"{kind}:{resume.id}/{part}"),
        notes=edition.body(resume, uri, 2),
        private=private_place(uri, resume),
    )
    facts = [FactRow("First sent", labels.day(fields.submitted_on))] if fields and fields.submitted_on else []
    chrome = Chrome("resume", edition.problem_notices(uri, resume.path), tuple(facts))
    return Page(
        uri,
        title_of(resume),
        markdown,
        chrome,
        ("Resumes",),
        nav_title,
        plain(f"Resume: {title_of(resume)}"),
        private=resume.is_private,
        sources=(resume.path,),
    )


def profile_page(edition: Edition) -> Page:
    """Return the candidate's page: narrative, answers, confirmed facts."""
    profile, facts = edition.vault.profile, edition.vault.facts
    fields = profile.fields if profile else None
    shown_facts = facts.fields if facts and facts.fields and not facts.is_private else None
    name = edition.vault.name
    paths = (profile.path if profile else f"{name}/profile.md", facts.path if facts else f"{name}/facts.md")
    answers = [
        (f"answer-{key.replace('_', '-')}", title, getattr(fields.answers, key))
        for key, title in ANSWER_TITLES.items()
        if fields
    ]
    markdown = edition.render(
        "profile",
        sitemap.PROFILE,
        title=plain(fields.name) if fields else "Profile",
        path=paths[0],
        fields=fields,
        exists=profile is not None,
        answers=answers,
        more=edition.body(profile, sitemap.PROFILE, 2),
        facts=shown_facts.facts if shown_facts else (),
        facts_body=edition.body(facts, sitemap.PROFILE, 3) if shown_facts else "",
        facts_are_private=bool(facts and facts.is_private),
        uses=lambda fact_id: edition.uses(f"fact:{fact_id}"),
        day=labels.day,
        private=_profile_private(edition),
    )
    return Page(
        sitemap.PROFILE,
        plain(fields.name) if profile and fields and not profile.is_private else "Profile",
        markdown,
        Chrome("profile", edition.problem_notices(sitemap.PROFILE, *paths), _profile_facts(edition)),
        (),
        "Profile",
        "Your profile: narrative, answers, confirmed facts",
        private=bool(profile and profile.is_private),
        sources=paths,
    )


def _profile_private(edition: Edition) -> Place | None:
    facts = edition.vault.facts
    if facts and facts.is_private:
        return Place(sitemap.private_uri(sitemap.PROFILE), "What is private here", private=True)
    return private_place(sitemap.PROFILE, edition.vault.profile, facts)


def _profile_facts(edition: Edition) -> tuple[FactRow, ...]:
    fields = edition.vault.profile.fields if edition.vault.profile else None
    if fields is None:
        return ()
    texts = (("Where", fields.location), ("Phone", fields.phone))
    rows = [FactRow(label, plain(text)) for label, text in texts if text]
    if fields.email:
        rows.append(FactRow("E-mail", plain(fields.email)))
    rows += [FactRow(plain(link.label), plain(link.url), url=link.url) for link in fields.links]
    return tuple(rows)


def _project_facts(fields: ExperienceProject | None) -> tuple[FactRow, ...]:
    if fields is None:
        return ()
    texts = (
        ("For", fields.employer),
        ("As", fields.role),
        ("When", labels.span_text(fields.start, fields.end)),
        ("My part", fields.my_part.label if fields.my_part else ""),
        ("Team", f"{fields.team_size} people, with me" if fields.team_size else ""),
        ("Tools", ", ".join(fields.tools)),
    )
    return tuple(FactRow(label, plain(text)) for label, text in texts if text)


def _span(project: VaultFile[ExperienceProject]) -> str:
    if project.fields is None or project.is_private:
        return ""
    return labels.span_text(project.fields.start, project.fields.end)


def _answers(edition: Edition, project: VaultFile[ExperienceProject]) -> tuple[Place, ...]:
    return edition.uses(f"project:{project.id}")


def _metric_uses(edition: Edition, project: VaultFile[ExperienceProject]) -> dict[str, tuple[Place, ...]]:
    return {
        metric.name: edition.uses(str(Reference(ReferenceKind.METRIC, project.id, metric.name)))
        for metric in (project.fields.metrics if project.fields else ())
    }
