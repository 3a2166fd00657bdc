"""Imported resume + vault → what to write, what to tell, what to remember.

A file that still says what the last import wrote is renewed; one that a person edited keeps its
bytes, and what is new is told. Nothing is deleted, and what a person deleted stays deleted.
"""

from dataclasses import dataclass, field, replace

from prepsite.core.importing.differences import profile_differences, project_differences, resume_differences
from prepsite.core.importing.identifying import (
    Identified,
    Known,
    identify_credentials,
    identify_roles,
    known_from,
)
from prepsite.core.importing.imported import ImportedResume, RoleKind
from prepsite.core.importing.matching import new_id
from prepsite.core.importing.plan import (
    Difference,
    Existing,
    Fate,
    FilePlan,
    ImportPlan,
    ToDefend,
    fate_of,
    known_ids,
    plain,
    project_path,
)
from prepsite.core.importing.remembering import remembered
from prepsite.core.importing.stubs import Stub, missing_of, title_of
from prepsite.core.importing.texts import (
    BulletText,
    CredentialText,
    ResumeText,
    RoleText,
    SkillText,
    profile_text,
    project_text,
    resume_text,
)
from prepsite.core.templates import Templates
from prepsite.errors import UsageError
from prepsite.models.resume import Bullet, Credential, Resume, Role


def plan_import(
    templates: Templates, resume: ImportedResume, name: str, existing: Existing, *, with_projects: bool = True
) -> ImportPlan:
    """Return what importing a resume under the id `name` comes to.

    Raises UsageError where a resume has that id that no import wrote.
    """
    return _Planner(templates, resume, name, existing, with_projects).plan()


@dataclass
class _Planner:
    templates: Templates
    resume: ImportedResume
    name: str
    existing: Existing
    with_projects: bool
    files: list[FilePlan] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    defend: list[ToDefend] = field(default_factory=list)
    # (role id, line id) → ids of projects
    behind: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def plan(self) -> ImportPlan:
        path = f"resumes/{self.name}.md"
        current = self.existing.resume(path)
        known = known_from(self.existing.record, current)
        roles = identify_roles(self.resume, known)
        self._projects(roles, known)
        self._resume(path, roles, known, current)
        self._profile()
        record = remembered(self.existing, self.name, self.files, self._parts(roles, known, None), current)
        return ImportPlan(self.name, tuple(self.files), tuple(self.differences), tuple(self.defend), record)

    def _projects(self, roles: tuple[Identified, ...], known: Known) -> None:
        """Put a project behind each line; lines of one project, or nested in one, share theirs."""
        lines = {line.id: line for role in known.roles for line in role.bullets}
        taken = known_ids(self.existing.texts, "projects")
        for role in roles:
            shared: tuple[str, ...] = ()
            for n, (line, name) in enumerate(zip(role.draft.lines, role.lines, strict=True)):
                leads = role.draft.kind is not RoleKind.PROJECT if line.above is None else False
                stub = self._stub(role, n) if leads or n == 0 else None
                if name in lines and lines[name].projects:
                    shared = lines[name].projects
                    if stub and self.with_projects:
                        self._again(shared, stub)
                elif stub and self.with_projects:
                    shared = self._elsewhere(role, line.text) or (self._new_project(stub, taken),)
                elif stub:
                    shared = ()
                self.behind[(role.role, name)] = shared

    def _stub(self, role: Identified, n: int) -> Stub:
        draft = role.draft
        is_project = draft.kind is RoleKind.PROJECT
        nested = [line.text for m, line in enumerate(draft.lines) if line.above == n or m == n]
        texts = tuple(line.text for line in draft.lines) if is_project else tuple(nested)
        return Stub(
            draft.about if is_project and draft.about else title_of(draft.lines[n].text),
            draft.employer if draft.employer != draft.about else "",
            draft.title if draft.title != "Project" else "",
            str(draft.span.start or ""),
            str(draft.span.end or ""),
            texts,
            draft.tools,
        )

    def _elsewhere(self, role: Identified, text: str) -> tuple[str, ...]:
        """Return the projects that another imported resume has behind the same line."""
        for record in self.existing.others:
            for other in record.roles:
                for line in other.bullets:
                    if line.text == text and other.employer == role.draft.employer:
                        return tuple(p for p in line.projects if project_path(p) in self.existing.texts)
        return ()

    def _new_project(self, stub: Stub, taken: set[str]) -> str:
        """Plan a new project; one that says just that is a run's that was ended, and is taken."""
        text = project_text(self.templates, stub)
        free = new_id(stub.title, "project", set())
        if plain(self.existing.texts.get(project_path(free), "")) == text and free not in self._planned():
            name = free
        else:
            name = new_id(stub.title, "project", taken)
        taken.add(name)
        self._project(name, stub, text)
        return name

    def _again(self, projects: tuple[str, ...], stub: Stub) -> None:
        """Plan what becomes of the projects that a line had before."""
        first = projects[0]
        if project_path(first) in self.existing.written and first not in self._planned():
            self._project(first, stub, project_text(self.templates, stub))

    def _planned(self) -> set[str]:
        return known_ids((file.path for file in self.files), "projects")

    def _project(self, name: str, stub: Stub, text: str) -> None:
        path = project_path(name)
        file = fate_of(self.existing, path, text, was_written=path in self.existing.written)
        self.files.append(file)
        if file.fate is Fate.DELETED:
            return
        fields, body = self.existing.project(path) if file.fate is Fate.KEPT else (None, "")
        if file.fate is Fate.KEPT and fields is not None:
            self.differences.extend(project_differences(path, fields, stub))
        missing = missing_of(stub.lines, fields, body)
        if missing:
            title = fields.title if fields else stub.title
            self.defend.append(ToDefend(path, title, missing))

    def _resume(self, path: str, roles: tuple[Identified, ...], known: Known, current: Resume | None) -> None:
        untouched = current if self.existing.is_untouched(path) else None
        parts = self._parts(roles, known, untouched)
        text = resume_text(self.templates, self.resume, parts)
        if (
            path in self.existing.texts
            and not self.existing.record
            and plain(self.existing.texts[path]) != text
        ):
            raise UsageError(
                f"there is a resume {self.name!r} already, and no import wrote it",
                remedy=f"it is kept; choose another id: --id {self.name}-imported",
            )
        file = fate_of(self.existing, path, text, was_written=path in self.existing.written)
        self.files.append(file)
        if file.fate is Fate.KEPT:
            found = resume_differences(self.templates, path, parts, self.existing.record, current)
            self.differences.extend(found)

    def _parts(self, roles: tuple[Identified, ...], known: Known, untouched: Resume | None) -> ResumeText:
        """Return the resume's parts; what an untouched file has and the source lost comes last, marked."""
        parts = ResumeText(
            tuple(self._role(role) for role in roles),
            tuple(SkillText(skill) for skill in dict.fromkeys(self.resume.skills)),
            tuple(
                CredentialText(name, str(each.kind), each.name, each.issuer, str(each.date or ""))
                for name, each in identify_credentials(self.resume.credentials, known)
            ),
        )
        return _with_gone(parts, untouched) if untouched else parts

    def _role(self, role: Identified) -> RoleText:
        draft = role.draft
        bullets = tuple(
            BulletText(name, line.text, self._there(self.behind[(role.role, name)]))
            for line, name in zip(draft.lines, role.lines, strict=True)
        )
        start, end = str(draft.span.start or ""), str(draft.span.end or "")
        return RoleText(role.role, draft.employer, draft.title, start, end, draft.location, bullets)

    def _there(self, projects: tuple[str, ...]) -> tuple[str, ...]:
        """Return the projects that there are, or will be: a person may have deleted some."""
        made = {file.path for file in self.files if file.fate is Fate.MADE}
        return tuple(p for p in projects if project_path(p) in self.existing.texts or project_path(p) in made)

    def _profile(self) -> None:
        path = "profile.md"
        text = profile_text(self.templates, self.resume)
        stated = self.existing.texts.get(path)
        if stated is not None and plain(stated) == self.existing.scaffold:
            self.files.append(FilePlan(path, Fate.MADE, text, stated))
            return
        others = {file.path: file.digest for record in self.existing.others for file in record.files}
        was_written = path in self.existing.written or path in others
        file = fate_of(self.existing, path, text, was_written=was_written)
        self.files.append(file)
        if file.fate is Fate.KEPT:
            self.differences.extend(profile_differences(path, self.existing, self.resume))


def _with_gone(parts: ResumeText, current: Resume) -> ResumeText:
    """Return the parts with those behind them that only the file as it stands has."""
    roles = {role.id: role for role in parts.roles}
    kept = {bullet.id for role in parts.roles for bullet in role.bullets}
    for old in current.roles:
        gone = tuple(_gone_bullet(bullet) for bullet in old.bullets if bullet.id not in kept)
        if old.id in roles:
            roles[old.id] = replace(roles[old.id], bullets=(*roles[old.id].bullets, *gone))
        else:
            roles[old.id] = _gone_role(old, gone)
    skills = [skill.text for skill in parts.skills]
    named = {credential.id for credential in parts.credentials}
    return ResumeText(
        tuple(roles.values()),
        (*parts.skills, *(SkillText(skill, gone=True) for skill in current.skills if skill not in skills)),
        (*parts.credentials, *(_gone_credential(each) for each in current.credentials if each.id not in named)),
    )


def _gone_bullet(bullet: Bullet) -> BulletText:
    return BulletText(bullet.id, bullet.text, bullet.projects, gone=True)


def _gone_role(role: Role, bullets: tuple[BulletText, ...]) -> RoleText:
    start, end = str(role.start or ""), str(role.end or "")
    return RoleText(role.id, role.employer, role.title, start, end, role.location or "", bullets, gone=True)


def _gone_credential(each: Credential) -> CredentialText:
    dates = (str(each.date or ""), str(each.expires or ""))
    return CredentialText(each.id, str(each.kind), each.name, each.issuer or "", *dates, gone=True)
