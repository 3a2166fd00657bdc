"""Front matter as text: block style, stable order, every scalar quoted where it has to be."""

import re

import yaml
from pydantic import BaseModel

# libyaml writes in a sixth of the time, where it is there.
_QUICK: type[yaml.SafeDumper] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def dump_front_matter(fields: BaseModel) -> str:
    """Return the fields as a front matter block, delimiters included; what is absent is left out."""
    values = fields.model_dump(mode="json", exclude_none=True)
    dumper = _QUICK if _is_plain(values) else yaml.SafeDumper
    text: str = yaml.dump(
        values, Dumper=dumper, sort_keys=False, allow_unicode=True, width=100, default_flow_style=False
    )
    return f"---\n{text}---\n"


def _is_plain(value: object) -> bool:
    """Tell whether a value is written by libyaml as by PyYAML, which differ in all that isn't ASCII."""
    if isinstance(value, dict):
        return all(_is_plain(key) and _is_plain(each) for key, each in value.items())
    if isinstance(value, list):
        return all(map(_is_plain, value))
    if isinstance(value, str):
        return value.isascii() and value.replace("\n", " ").isprintable() and value != ""
    return True


def yaml_scalar(text: str) -> str:
    """Return `text` as a YAML scalar on one line, quoted where it has to be; any text comes back whole."""
    style = (
        '"'
        if re.search(r"[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010fffe]|[\x85\u2028\u2029]", text)
        else None
    )
    dumped: str = yaml.dump(text, Dumper=yaml.SafeDumper, allow_unicode=True, width=2**30, default_style=style)
    return dumped.removesuffix("\n").removesuffix("\n...")
