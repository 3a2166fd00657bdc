"""The digest of the code that reads and judges: what was kept by other code is not used."""

import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

import pydantic
import yaml

import prepsite
from prepsite.core.digests import digest_of

# What neither reads the vault nor judges it.
_LEFT_OUT = frozenset({"cli", "paper", "site", "watch", "writers"})


@cache
def code_digest() -> str:
    """Return the digest of prepsite's modules and of what they read with."""
    root = Path(prepsite.__file__).parent
    paths = (path for path in sorted(root.rglob("*.py")) if path.relative_to(root).parts[0] not in _LEFT_OUT)
    code = [sha256(path.read_bytes()).hexdigest() for path in paths]
    versions = (prepsite.__version__, sys.version, pydantic.VERSION, yaml.__version__)
    return digest_of([*versions, *code])
