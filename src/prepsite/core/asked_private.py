"""Whether a file that can't be used asks to be private; in doubt it does."""

import re
from collections.abc import Mapping

from prepsite.core.nearest import nearest
from prepsite.core.yaml_values import YamlValue

PRIVATE = "private"
_DENIED = frozenset({"false", "no", "off", "0"})
# A key that was meant to be `private`, wherever it stands in fields that are not YAML.
_ASKS = re.compile(
    r"^[ \t\"'{,\ufeff-]*+(?:is_?)?priv[a-z]{1,6}[\"']?[ \t]*[:=][ \t]*+[\"']?+(?!(?:false|no|off|0)\b)",
    re.IGNORECASE | re.MULTILINE,
)


def asks_in_text(text: str) -> bool:
    """Tell whether fields that can't be read as YAML hold a key that means `private`."""
    return _ASKS.search(text) is not None


def asks_in_fields(values: Mapping[str, YamlValue]) -> bool:
    """Tell whether fields ask for the whole file: a block under `private` keeps its own fields only."""
    return any(
        not isinstance(value, dict) and str(value).strip().lower() not in _DENIED
        for key, value in values.items()
        if _means_private(key)
    )


def _means_private(key: str) -> bool:
    plain = key.strip().lower().removeprefix("is_")
    return plain == PRIVATE or nearest(plain, (PRIVATE,)) is not None
