"""Job searches of any size, seeded: invented companies, ten rounds each, prep by the offline writer."""

import random
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

DEMO = Path(__file__).parents[2] / "vault"
ROUNDS_AN_APPLICATION = 10

_STAGES = (
    "recruiter_screen", "technical_screen", "hiring_manager", "take_home", "system_design",
    "behavioral", "panel", "technical_screen", "final_loop", "executive",
)  # fmt: skip
_FORMATS = ("phone_call", "video_call", "onsite")
_FIRST = (
    "Alder", "Brannoch", "Corvid", "Dunmere", "Elmstead", "Fennick",
    "Garrow", "Hollin", "Ivarsen", "Juniper", "Kestwick", "Larkham",
)  # fmt: skip
_SECOND = (
    "Freight", "Grid", "Ledger", "Parcel", "Signal", "Harbour",
    "Tariff", "Meter", "Transit", "Archive", "Payroll", "Bakery",
)  # fmt: skip
_PEOPLE = ("Ada", "Bram", "Cleo", "Dirk", "Esme", "Finn", "Gro", "Hana", "Imre", "Jutta")
_FAMILY = ("Aalto", "Brandt", "Cisse", "Dorn", "Eklund", "Farkas", "Grau", "Hvid", "Ito", "Jonker")


def make_search(root: Path, rounds: int, seed: int = 9) -> None:
    """Make a job search of so many rounds at `root`, with all its prep; one that is there is kept.

    The time in it is fixed; the same seed gives the same bytes.
    """
    if (root / "made").exists():
        return
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    shutil.copytree(DEMO, root / "vault", ignore=shutil.ignore_patterns(".prepsite", "applications"))
    (root / "mkdocs.yml").write_text(
        "site_name: Interview prep\ntheme:\n  name: material\nplugins:\n  - search\n  - prepsite\n"
    )
    applications = [
        _application(root / "vault/applications", number, random.Random(f"{seed} {number}"))
        for number in range(-(-rounds // ROUNDS_AN_APPLICATION))
    ]
    half = ROUNDS_AN_APPLICATION // 2
    for application in applications:
        for index in range(half):
            application.schedule(index)
    _generate(root)
    for number, application in enumerate(applications):
        for index in range(half):
            application.complete(index)
        for index in range(half, min(ROUNDS_AN_APPLICATION, rounds - number * ROUNDS_AN_APPLICATION)):
            application.schedule(index)
    _generate(root)
    (root / "made").touch()


def _generate(root: Path) -> None:
    command = [sys.executable, "-m", "prepsite", "--root", str(root), "generate"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


@dataclass(frozen=True)
class _Application:
    """One application that is being written: its folder, its dice, and notes to choose from."""

    folder: Path
    dice: random.Random
    notes: tuple[Path, ...]

    def schedule(self, index: int) -> None:
        """Write the file of a round to come."""
        dice, stage = self.dice, _STAGES[index]
        at = self._round(index)
        at.mkdir(parents=True)
        form = "take_home" if stage == "take_home" else dice.choice(_FORMATS)
        day = f"2026-03-{index * 2 + dice.choice((1, 2)):02d}"
        hour = dice.randint(9, 16)
        when = f"due_at: {day} 18:00" if form == "take_home" else f"scheduled_at: {day} {hour:02d}:00"
        person = f"{dice.choice(_PEOPLE)} {dice.choice(_FAMILY)}"
        (at / "interview.md").write_text(
            f"---\nstage: {stage}\nstatus: scheduled\nformat: {form}\n{when}\n"
            f"interviewers:\n  - name: {person}\n    title: Engineer\n---\n\n"
            f"{person} asked for examples number {dice.randint(1, 99)} and {dice.randint(1, 99)}.\n"
        )

    def complete(self, index: int) -> None:
        """Say that a round is over, and write down how it went."""
        file = self._round(index) / "interview.md"
        file.write_text(file.read_text().replace("status: scheduled", "status: completed"))
        text = self.dice.choice(self.notes).read_text().rstrip()
        file.with_name("notes.md").write_text(f"{text}\n\nIn room {self.dice.randint(1, 999)}.\n")

    def _round(self, index: int) -> Path:
        return self.folder / "interviews" / f"{index + 1:02d}-{_STAGES[index].replace('_', '-')}"


def _application(applications: Path, number: int, dice: random.Random) -> _Application:
    source = sorted((DEMO / "applications").iterdir())[number % 4]
    company = f"{dice.choice(_FIRST)} {dice.choice(_SECOND)} {number}"
    folder = applications / f"company-{number:04d}"
    folder.mkdir(parents=True)
    its_name = re.search(r"^company: (\w+)", (source / "application.md").read_text(), re.M)
    assert its_name, source
    for name in ("application.md", "job.md", "company.md"):
        text = (source / name).read_text().replace(its_name[1], company)
        text = re.sub(r"^status: \w+", "status: interviewing", text, flags=re.M)
        (folder / name).write_text(text)
    return _Application(folder, dice, tuple(sorted(DEMO.glob("applications/*/interviews/*/notes.md"))))
