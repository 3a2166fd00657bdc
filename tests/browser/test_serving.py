"""The real `mkdocs serve` while a vault is edited, broken and mended. It needs no browser."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from browsing import copy_search

PATIENCE = 30.0


@dataclass(frozen=True)
class Serving:
    """A running server over a copy of the demo."""

    folder: Path
    url: str

    def read(self, uri: str) -> str:
        """Return a page, or what stands for one that isn't there."""
        with urllib.request.urlopen(f"{self.url}/{uri}", timeout=PATIENCE) as answer:  # noqa: S310 - loopback
            return str(answer.read().decode("utf-8"))

    def wait_for(self, uri: str, text: str) -> str:
        """Return the page as soon as it says so; fail after a while."""
        last = ""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                last = self.read(uri)
            except urllib.error.HTTPError as error:
                last = error.read().decode("utf-8")
            except OSError as error:
                last = str(error)
            if text in last:
                return last
            time.sleep(0.2)
        raise AssertionError(f"{text!r} is not on {uri} after {PATIENCE} s: {last[:2000]}")


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    folder = copy_search(tmp_path / "search")
    (folder / "templates").mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (tmp_path / "log.txt").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=folder,
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield Serving(folder, f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
            process.wait(timeout=20)


def test_the_site_follows_edits_breakage_and_mending(serving: Serving) -> None:
    project = next((serving.folder / "vault" / "projects").glob("*.md"))
    uri = f"projects/{project.stem}/index.html"
    good = project.read_text(encoding="utf-8")
    serving.wait_for("index.html", "Next interviews")

    project.write_text(f"{good}\n\nA sentence nobody wrote before.\n", encoding="utf-8")
    serving.wait_for(uri, "A sentence nobody wrote before.")

    project.write_text(good.replace("\ntitle:", "\ntitel:", 1), encoding="utf-8")
    serving.wait_for(uri, "titel")
    assert project.name in serving.read("problems/index.html")

    (serving.folder / "vault" / "prepsite.yml").write_bytes(b"\xff\xfe not text \x00")
    serving.wait_for("problems/index.html", "prepsite.yml")

    project.write_text(f"{good}\n\nMended at last.\n", encoding="utf-8")
    assert "titel" not in serving.wait_for(uri, "Mended at last.")


def test_a_broken_template_is_a_page_that_says_so(serving: Serving) -> None:
    serving.wait_for("index.html", "Next interviews")
    template = serving.folder / "templates" / "pages" / "home.md.j2"
    template.parent.mkdir()
    template.write_text("# Home\n{{ nonsense", encoding="utf-8")
    page = serving.wait_for("index.html", "The site can't be built")
    assert "home.md.j2:2" in page
    # Whatever isn't made with it goes on.
    assert "Problems" in serving.read("problems/index.html")
    foreign = urllib.request.Request(f"{serving.url}/index.html", headers={"Host": "evil.example"})  # noqa: S310
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(foreign, timeout=PATIENCE)  # noqa: S310 - loopback

    template.write_text("# A home of my own\n", encoding="utf-8")
    serving.wait_for("index.html", "A home of my own")


def test_a_failing_build_is_a_page_at_every_address_and_a_replaced_vault_is_followed(serving: Serving) -> None:
    serving.wait_for("index.html", "Next interviews")
    part = serving.folder / "templates" / "theme" / "main.html"
    part.parent.mkdir()
    part.write_text("{% extends 'prepsite.html' %}{% block content %}{{ nowhere(", encoding="utf-8")
    assert "TemplateSyntaxError" in serving.wait_for("index.html", "The site can't be built")
    with pytest.raises(urllib.error.HTTPError) as failed:
        serving.read("projects/index.html")
    assert "The site can't be built" in failed.value.read().decode("utf-8")
    part.unlink()
    serving.wait_for("index.html", "Next interviews")

    vault = serving.folder / "vault"
    vault.rename(serving.folder / "away")
    serving.wait_for("index.html", "The vault can&#39;t be shown")
    (serving.folder / "away").rename(vault)
    project = next((vault / "projects").glob("*.md"))
    project.write_text(f"{project.read_text(encoding='utf-8')}\n\nIn the new folder.\n", encoding="utf-8")
    serving.wait_for(f"projects/{project.stem}/index.html", "In the new folder.")
