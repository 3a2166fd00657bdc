"""The versions that prepsite is tested with: the newest ones, and the lowest that it says it takes.

    python tools/pins.py            # constraints.txt and constraints-lowest.txt, both anew
    python tools/pins.py --newest   # only the first; --lowest only the second

Needs the network: pip resolves them in a dry run, and installs nothing. Only names and versions are
kept. `constraints-lowest.txt` holds each dependency of prepsite at its lower bound in pyproject.toml,
and whatever else they need at its newest; tests go by the versions of constraints.txt in both.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NEWEST = ROOT / "constraints.txt"
LOWEST = ROOT / "constraints-lowest.txt"
LOWEST_TOOLS = ("hypothesis", "pdfplumber", "pypdf", "pytest", "pytest-timeout", "pytest-xdist")
"""What `make test-lowest` needs beside prepsite."""

_BOUND = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)>=(?P<version>[0-9][0-9.]*)(?=[,;]|$)")


def normal(name: str) -> str:
    """Return a package's name as registries compare names."""
    return re.sub(r"[-_.]+", "-", name).lower()


def requirements(extra: str = "") -> tuple[str, ...]:
    """Return the requirements of pyproject.toml: those at run time, or those of an extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return tuple(project["optional-dependencies"][extra] if extra else project["dependencies"])


def lower_bounds(required: Iterable[str]) -> dict[str, str]:
    """Return the lowest version that each requirement takes, by its normal name."""
    found = {}
    for requirement in required:
        match = _BOUND.match(requirement)
        if match is None:
            raise SystemExit(f"{requirement}: say the lowest version first, as in name>=1.2")
        found[normal(match["name"])] = match["version"]
    return found


def pinned(text: str) -> dict[str, str]:
    """Return the versions of a file of pins, by normal name."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return {normal(name): version for name, _, version in (line.partition("==") for line in lines if line)}


def told(pins: Mapping[str, str]) -> str:
    """Return the text of a file of pins."""
    return "".join(f"{name}=={pins[name]}\n" for name in sorted(pins, key=str.lower))


def resolved(required: Iterable[str]) -> dict[str, str]:
    """Ask pip what it would install for these requirements, on this Python and system."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        subprocess.run([*command, "--report", report, *required], check=True)
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    return {item["metadata"]["name"]: item["metadata"]["version"] for item in found}


def main() -> None:
    """Write the files of pins."""
    arguments = argparse.ArgumentParser(description="Renew the versions that prepsite is tested with.")
    arguments.add_argument("--newest", action="store_true", help="only constraints.txt")
    arguments.add_argument("--lowest", action="store_true", help="only constraints-lowest.txt")
    wanted = arguments.parse_args()
    if wanted.newest or not wanted.lowest:
        everything = (*requirements(), *requirements("dev"), *requirements("zensical"))
        NEWEST.write_text(told(resolved(everything)), encoding="utf-8")
    if wanted.lowest or not wanted.newest:
        tools = pinned(NEWEST.read_text(encoding="utf-8"))
        bounds = lower_bounds(requirements())
        versions = [f"{name}=={version}" for name, version in bounds.items()]
        found = resolved([*versions, *(f"{name}=={tools[name]}" for name in LOWEST_TOOLS)])
        LOWEST.write_text(told(found), encoding="utf-8")


if __name__ == "__main__":
    main()
