"""A JSON schema that every server can take, made from a pydantic model.

Strict servers want every property required, nothing else allowed, and no `$ref`; counts, ranges,
patterns and defaults are not portable. Counts and ranges become words; pydantic checks them.
"""

from functools import cache

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

Schema = dict[str, object]

_KEPT = frozenset({"type", "enum", "anyOf", "items", "properties", "description"})


@cache
def portable_schema(model: type[BaseModel]) -> Schema:
    """Return the model's JSON schema in the portable subset; the same for the same model, not to change."""
    whole = model.model_json_schema(schema_generator=GenerateJsonSchema)
    definitions = _mapping(whole.get("$defs"))
    return _portable(_mapping(whole), definitions)


def _portable(schema: Schema, definitions: Schema) -> Schema:
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        target = _mapping(definitions[name])
        return _portable({**target, **{key: schema[key] for key in schema if key != "$ref"}}, definitions)
    if "const" in schema:
        schema = {**schema, "enum": [schema["const"]], "type": "string"}
    if "oneOf" in schema:
        schema = {**schema, "anyOf": schema["oneOf"]}
    result: Schema = {key: schema[key] for key in schema if key in _KEPT}
    _describe(schema, result)
    if "anyOf" in schema:
        result["anyOf"] = [_portable(_mapping(option), definitions) for option in _list(schema["anyOf"])]
    if "items" in schema:
        items = _portable(_mapping(schema["items"]), definitions)
        if str(items.get("description", "")).startswith("A reference:"):
            items["description"] = "A reference, exactly as it stands in the record."
        result["items"] = items
    if schema.get("type") == "object":
        properties = _mapping(schema.get("properties"))
        result["properties"] = {
            name: _portable(_mapping(each), definitions) for name, each in properties.items()
        }
        result["required"] = list(properties)
        result["additionalProperties"] = False
    return result


def _describe(schema: Schema, result: Schema) -> None:
    """Say in words what the portable subset can't say in keywords."""
    said = str(schema.get("description", "")).strip().split("\n")[0]
    if said.startswith("A reference:"):
        said = "A reference, exactly as it stands in the record."
    words = [said] if said else []
    least, most = schema.get("minItems"), schema.get("maxItems")
    if least is not None and least == most:
        words.append(f"Exactly {least} items.")
    elif least is not None and most is not None:
        words.append(f"{least} to {most} items.")
    elif least is not None:
        words.append(f"At least {least}.")
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        words.append(f"From {low} to {high}.")
    if words:
        result["description"] = " ".join(words)


def _mapping(value: object) -> Schema:
    return {str(key): item for key, item in value.items()} if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []
