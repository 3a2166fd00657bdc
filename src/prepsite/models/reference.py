"""References: what prep cites, down to the part.

The forms are `project:<id>`, `project:<id>/metrics/<name>`, `bullet:<resume>/<id>`,
`role:<resume>/<id>`, `credential:<resume>/<id>`, `profile`, `profile/answers/<key>`, `job`,
`company`, `application`, `interview:<id>`, `notes:<interview>` and `fact:<id>`.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, Field

_ID = r"[a-z0-9][a-z0-9-]{0,63}"
_FORMS = re.compile(
    rf"^(?:(?P<project>project):(?P<project_id>{_ID})(?:/metrics/(?P<metric>[^/\s\[\]][^/\n\[\]]{{0,79}}))?"
    rf"|(?P<part_kind>bullet|role|credential):(?P<resume>{_ID})/(?P<part>{_ID})"
    rf"|(?P<profile>profile)(?:/answers/(?P<answer>[a-z_]+))?"
    rf"|(?P<own>job|company|application)"
    rf"|(?P<round>interview|notes|fact):(?P<round_id>{_ID}))$"
)

FORMS = (
    "project:<id>, project:<id>/metrics/<name>, bullet:<resume>/<id>, role:<resume>/<id>, "
    "credential:<resume>/<id>, profile, profile/answers/<key>, job, company, application, "
    "interview:<id>, notes:<interview>, fact:<id>"
)


class ReferenceKind(StrEnum):
    """What a reference points at."""

    PROJECT = "project"
    METRIC = "metric"
    BULLET = "bullet"
    ROLE = "role"
    CREDENTIAL = "credential"
    PROFILE = "profile"
    ANSWER = "answer"
    JOB = "job"
    COMPANY = "company"
    APPLICATION = "application"
    INTERVIEW = "interview"
    NOTES = "notes"
    FACT = "fact"


@dataclass(frozen=True)
class Reference:
    """A parsed reference: `target` is the file's id, `part` what is cited in it."""

    kind: ReferenceKind
    target: str = ""
    part: str = ""

    @classmethod
    def parse(cls, text: str) -> "Reference":
        """Read a reference; raise ValueError, naming the forms, for anything else."""
        return _parsed(text)

    def __str__(self) -> str:
        match self.kind:
            case ReferenceKind.METRIC:
                return f"project:{self.target}/metrics/{self.part}"
            case ReferenceKind.BULLET | ReferenceKind.ROLE | ReferenceKind.CREDENTIAL:
                return f"{self.kind}:{self.target}/{self.part}"
            case ReferenceKind.ANSWER:
                return f"profile/answers/{self.part}"
            case _:
                return f"{self.kind}:{self.target}" if self.target else str(self.kind)


@lru_cache(maxsize=2048)
def _parsed(text: str) -> Reference:
    """Read a reference; pages and checks ask for the same ones again and again."""
    match = _FORMS.match(text.strip())
    if match is None:
        raise ValueError(f"is not a reference; the forms are {FORMS}")
    if match["project"]:
        if match["metric"]:
            return Reference(ReferenceKind.METRIC, match["project_id"], match["metric"].strip())
        return Reference(ReferenceKind.PROJECT, match["project_id"])
    if match["part_kind"]:
        return Reference(ReferenceKind(match["part_kind"]), match["resume"], match["part"])
    if match["profile"]:
        if match["answer"]:
            return Reference(ReferenceKind.ANSWER, part=match["answer"])
        return Reference(ReferenceKind.PROFILE)
    if match["own"]:
        return Reference(ReferenceKind(match["own"]))
    return Reference(ReferenceKind(match["round"]), match["round_id"])


def _normal(text: str) -> str:
    return str(Reference.parse(text))


ReferenceText = Annotated[str, AfterValidator(_normal), Field(description=f"A reference: {FORMS}.")]
