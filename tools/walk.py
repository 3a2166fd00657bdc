"""A page of the handbook, walked through: its files written, its commands run, in order, in a folder."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

_BLOCK = re.compile(
    r'^```(?P<kind>\w+)(?: title="(?P<file>[^"]+)")?\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL
)
# No editor opens, wherever this runs.
_QUIET = {"VISUAL": "", "EDITOR": "", "NO_MKDOCS_2_WARNING": "1"}
# This clone's prepsite, not another one that may be installed.
_SOURCES = {"PYTHONPATH": str(Path(__file__).resolve().parents[1] / "src")}


def walk(page: Path, folder: Path) -> Path:
    """Do what a page says, in `folder`; return the folder that its last `cd` led to.

    A block of `console` holds commands after `$ `; a block with a title is a file of that name.
    """
    here = folder
    for block in _BLOCK.finditer(page.read_text(encoding="utf-8")):
        if block["file"]:
            (here / block["file"]).write_text(block["text"], encoding="utf-8")
        elif block["kind"] == "console":
            for line in block["text"].splitlines():
                if line.startswith("$ cd "):
                    here = here / line.removeprefix("$ cd ")
                elif line.startswith("$ "):
                    prepsite(here, *shlex.split(line.removeprefix("$ "))[1:])
    return here


def prepsite(folder: Path, *arguments: str) -> str:
    """Run the real command in `folder`; return what it says, or raise RuntimeError with it where it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "prepsite", *arguments],
        cwd=folder,
        env=os.environ | _QUIET | _SOURCES,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"prepsite {' '.join(arguments)}\n{done.stdout}{done.stderr}")
    return done.stdout
