"""Files and folders under a wrong name, in a wrong place, missing, or there twice."""

from mistakes.base import (
    BASE,
    BEDS,
    BRIGID,
    BRIGID_APPLICATION,
    BRIGID_JOB,
    CALL,
    CALL_INTERVIEW,
    CALL_NOTES,
    FALLS,
    LESSON,
    LESSON_INTERVIEW,
    MANAGER,
    NORTHMOOR,
    NORTHMOOR_APPLICATION,
    PANEL,
    PANEL_INTERVIEW,
    PHONE_NOTES,
    PROFILE,
    ROTA,
    VISIT,
    VISIT_INTERVIEW,
)
from mistakes.mistake import Mistake, Placed, mistakes, moved, without

_APPLICATIONS = "vault/applications"
_PROJECTS = "vault/projects"
_ROUNDS = f"{BRIGID}/interviews"


def _renamed(old: str, new: str, says: str = "") -> Placed:
    return Placed(new, moved(old, new), says)


def _copied(old: str, new: str, says: str = "") -> Placed:
    return Placed(new, {new: BASE[old]}, says)


def _dropped(path: str) -> Placed:
    return Placed(path, {path: None}, path.rpartition("/")[2])


_NAMES = (
    mistakes(
        "name that is no id",
        _renamed(NORTHMOOR, f"{_APPLICATIONS}/Northmoor-Educator"),
        _renamed(NORTHMOOR, f"{_APPLICATIONS}/northmoor educator"),
        _renamed(VISIT, f"{_ROUNDS}/ward_visit"),
        _renamed(PANEL, f"{_ROUNDS}/Panel 10 März"),
        _renamed(LESSON, f"{NORTHMOOR}/interviews/-teaching"),
        _renamed(NORTHMOOR, f"{_APPLICATIONS}/{'n' * 65}"),
        _copied(ROTA, f"{_PROJECTS}/ward_rota_2.md"),
        _copied(BEDS, f"{_PROJECTS}/Early Discharge.md"),
        _copied(MANAGER, "vault/resumes/Lebenslauf-Müller.md"),
    )
    + mistakes(
        "name reserved by Windows",
        _copied(ROTA, f"{_PROJECTS}/con.md"),
        _renamed(VISIT, f"{_ROUNDS}/nul"),
        _copied(MANAGER, "vault/resumes/com1.md"),
        _renamed(NORTHMOOR, f"{_APPLICATIONS}/aux"),
    )
    + mistakes(
        "names equal but for case",
        _copied(ROTA, f"{_PROJECTS}/Ward-Rota.md"),
        _copied(MANAGER, "vault/resumes/WARD-LEADER.md"),
        Placed(f"{_ROUNDS}/Panel", {f"{_ROUNDS}/Panel/interview.md": BASE[PANEL_INTERVIEW]}),
    )
)

_MISPLACED = (
    mistakes(
        "file where a folder is needed",
        Placed(
            f"{_APPLICATIONS}/hallam-hospice.md",
            {f"{_APPLICATIONS}/hallam-hospice.md": BASE[BRIGID_APPLICATION]},
        ),
        Placed(f"{_APPLICATIONS}/hallam-hospice", {f"{_APPLICATIONS}/hallam-hospice": b"to do\n"}),
        Placed(f"{_ROUNDS}/phone-call.md", {f"{_ROUNDS}/phone-call.md": BASE[VISIT_INTERVIEW]}),
        Placed(
            f"{NORTHMOOR}/interviews",
            without(f"{NORTHMOOR}/interviews") | {f"{NORTHMOOR}/interviews": BASE[CALL_INTERVIEW]},
        ),
        Placed("vault/projects", without(_PROJECTS) | {_PROJECTS: BASE[ROTA]}),
    )
    + mistakes(
        "folder where a file is needed",
        Placed(PROFILE, {PROFILE: None, f"{PROFILE}/profile.md": BASE[PROFILE]}),
        Placed(BRIGID_JOB, {BRIGID_JOB: None, f"{BRIGID_JOB}/posting.md": BASE[BRIGID_JOB]}),
        Placed(FALLS, {FALLS: None, f"{FALLS}/falls.md": BASE[FALLS]}),
    )
    + mistakes(
        "missing file",
        _dropped(PROFILE),
        _dropped(BRIGID_APPLICATION),
        _dropped(NORTHMOOR_APPLICATION),
        _dropped(CALL_INTERVIEW),
        Placed(PANEL_INTERVIEW, {PANEL_INTERVIEW: None, f"{PANEL}/notes.md": BASE[CALL_NOTES]}, "interview.md"),
    )
    + mistakes(
        "misspelt file name",
        _renamed(PANEL_INTERVIEW, f"{PANEL}/intervew.md", "interview.md"),
        _renamed(VISIT_INTERVIEW, f"{VISIT}/interviews.md", "interview.md"),
        _renamed(LESSON_INTERVIEW, f"{LESSON}/Interview.md"),
        _renamed(LESSON_INTERVIEW, f"{LESSON}/interview.markdown", "interview.md"),
        _renamed(CALL_NOTES, f"{CALL}/note.md", "notes.md"),
        _renamed(BRIGID_APPLICATION, f"{BRIGID}/aplication.md", "application.md"),
        _renamed(BRIGID_JOB, f"{BRIGID}/jobs.md", "job.md"),
        _renamed(f"{NORTHMOOR}/company.md", f"{NORTHMOOR}/compnay.md", "company.md"),
        _renamed(PROFILE, "vault/profil.md", "profile.md"),
        _renamed("vault/facts.md", "vault/fact.md", "facts.md"),
        _renamed("vault/prepsite.yml", "vault/prepsite.yaml", "prepsite.yml"),
    )
    + mistakes(
        "conflict copy",
        _copied(PROFILE, "vault/profile (conflicted copy).md", "profile.md"),
        _copied(PROFILE, "vault/profile.sync-conflict-20260301-101500-K3XQ7ZB.md", "profile.md"),
        _copied(PROFILE, "vault/profile.md~"),
        _copied(ROTA, f"{_PROJECTS}/ward-rota (Maeve's conflicted copy 2026-03-01).md"),
        _copied(BEDS, f"{_PROJECTS}/bed-flow.sync-conflict-20260301-101500-K3XQ7ZB.md"),
        _copied(BRIGID_APPLICATION, f"{BRIGID}/application.md.orig"),
        _copied(PANEL_INTERVIEW, f"{PANEL}/interview (1).md"),
        _copied(PHONE_NOTES, f"{_ROUNDS}/phone-screen/notes.md~"),
        _copied(MANAGER, "vault/resumes/ward-leader.md.orig"),
    )
)


def place_mistakes() -> tuple[Mistake, ...]:
    """Return the mistakes in the names and places of files."""
    return (*_NAMES, *_MISPLACED)
