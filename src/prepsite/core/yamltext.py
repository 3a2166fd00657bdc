"""Front matter as text: block style, stable order, every scalar quoted where it has to be."""

import yaml
from pydantic import BaseModel


def dump_front_matter(fields: BaseModel) -> str:
    """Return the fields as a front matter block, delimiters included; what is absent is left out."""
    values = fields.model_dump(mode="json", exclude_none=True)
    text = yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=100, default_flow_style=False)
    return f"---\n{text}---\n"
