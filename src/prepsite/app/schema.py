"""JSON Schemas of every file kind, so that editors complete and check front matter."""

import json
from collections.abc import Mapping
from types import MappingProxyType

from pydantic import BaseModel, JsonValue

from prepsite.models.application import Application, Company, Job
from prepsite.models.interview import Interview, Notes
from prepsite.models.profile import Facts, Profile
from prepsite.models.project import ExperienceProject
from prepsite.models.provenance import Provenance
from prepsite.models.resume import Resume
from prepsite.models.settings import Settings

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_KINDS: Mapping[str, tuple[str, type[BaseModel]]] = MappingProxyType(
    {
        "prepsite": ("vault/prepsite.yml", Settings),
        "profile": ("vault/profile.md", Profile),
        "facts": ("vault/facts.md", Facts),
        "project": ("vault/projects/<id>.md", ExperienceProject),
        "resume": ("vault/resumes/<id>.md", Resume),
        "application": ("vault/applications/<id>/application.md", Application),
        "job": ("vault/applications/<id>/job.md", Job),
        "company": ("vault/applications/<id>/company.md", Company),
        "interview": ("vault/applications/<id>/interviews/<id>/interview.md", Interview),
        "notes": ("vault/applications/<id>/interviews/<id>/notes.md", Notes),
        "prep": ("prep.md of an application or of an interview", Provenance),
    }
)


def schemas() -> Mapping[str, str]:
    """Return a JSON Schema (draft 2020-12) as text for each file kind, by file name."""
    return {f"{kind}.schema.json": _schema(kind, *_KINDS[kind]) for kind in _KINDS}


def _schema(kind: str, where: str, model: type[BaseModel]) -> str:
    schema = model.model_json_schema(mode="validation")
    head: dict[str, JsonValue] = {
        "$schema": DIALECT,
        "$id": f"{kind}.schema.json",
        "title": where,
        "description": schema.pop("description", ""),
    }
    schema.pop("title", None)
    return json.dumps({**head, **_eased_block(schema)}, indent=2, ensure_ascii=False) + "\n"


def _eased(schema: JsonValue) -> JsonValue:
    """Return a schema that takes what the reader takes, anywhere inside a larger one."""
    if isinstance(schema, dict):
        return _eased_block(schema)
    return [_eased(part) for part in schema] if isinstance(schema, list) else schema


def _eased_block(schema: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Ease one block: an editor reads `2021` as a number where prepsite reads text.

    A list or block that may be left out may be left empty too. Pydantic's `ge` and `le` on
    durations are no keywords of JSON Schema, and its titles only repeat the keys.
    """
    eased: dict[str, JsonValue] = {}
    for key, value in schema.items():
        # The names below these two are a file's own, not keywords.
        if key in {"properties", "$defs"} and isinstance(value, dict):
            eased[key] = {name: _eased(part) for name, part in value.items()}
        elif key not in {"ge", "le", "title"}:
            eased[key] = value if key in {"default", "enum", "const"} else _eased(value)
    kind = eased.get("type")
    if kind == "string" and "const" in eased:
        constant = str(eased.pop("const"))
        eased["type"] = ["string", "integer"]
        eased["enum"] = [constant, int(constant)] if constant.isdigit() else [constant]
    elif kind == "string" and "enum" not in eased:
        eased["type"] = ["string", "number", "boolean"]
    elif kind in {"array", "object"} and "default" in eased:
        eased["type"] = [kind, "null"]
    return eased
