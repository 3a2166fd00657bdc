"""Names: ids for new files, values quoted for YAML, and what a command names found in the vault."""

from collections.abc import Collection

from prepsite.core.ids import LONGEST, slug, why_not_an_id
from prepsite.core.meant import word_meant
from prepsite.core.nearest import nearest
from prepsite.core.vault import ApplicationRecord, InterviewRecord, Vault
from prepsite.core.yamltext import yaml_scalar
from prepsite.errors import UsageError

__all__ = [
    "EXAMPLE",
    "derive_id",
    "find_application",
    "find_interview",
    "near_miss",
    "require_id",
    "yaml_scalar",
]

EXAMPLE = "example"


def derive_id(text: str, fallback: str, taken: Collection[str]) -> str:
    """Return a valid id for `text` that isn't in `taken`, numbered from 2 where it would be.

    `fallback` serves where the text has no letter that an id may hold. Ids are compared after
    case folding, as some file systems do.
    """
    base = slug(text) or fallback
    used = {name.casefold() for name in taken}
    candidate, number = base, 1
    while candidate in used:
        number += 1
        suffix = f"-{number}"
        candidate = base[: LONGEST - len(suffix)].rstrip("-") + suffix
    return candidate


def require_id(name: str, taken: Collection[str]) -> str:
    """Return an id that a person chose; raise UsageError where it is invalid or taken."""
    if objection := why_not_an_id(name):
        proposal = slug(name)
        usable = proposal and not why_not_an_id(proposal)
        raise UsageError(objection[0], where="--id", remedy=f"for example {proposal}" if usable else "")
    if name in {other.casefold() for other in taken}:
        raise UsageError(f"{name!r} exists already and is kept as it is", remedy="choose another --id")
    return name


def near_miss(word: str, words: Collection[str]) -> str:
    """Return "did you mean …?" for the closest of `words`, or an empty text."""
    found = word_meant(word, words) or nearest(word, words)
    return f"did you mean {found}?" if found else ""


def find_application(vault: Vault, name: str) -> ApplicationRecord:
    """Return the application with that id; raise UsageError with the closest id."""
    record = vault.applications.get(name)
    if record is None:
        hint = near_miss(name, vault.applications.keys())
        raise UsageError(f"there is no application {name!r}", remedy=hint or "`prepsite plan` lists them")
    return record


def find_interview(vault: Vault, name: str) -> tuple[ApplicationRecord, InterviewRecord]:
    """Return the round named `application/interview`; raise UsageError with the closest name."""
    application_id, _, interview_id = name.partition("/")
    record = find_application(vault, application_id)
    interview = record.interview(interview_id)
    if interview is None:
        names = [f"{record.id}/{known.id}" for known in record.interviews]
        hint = near_miss(name, names) or (f"it has {', '.join(names)}" if names else "")
        raise UsageError(
            f"there is no interview {name!r}",
            remedy=hint or f"make one: prepsite new interview {record.id} --stage …",
        )
    return record, interview
