"""Run injected postings through generation, `check` and a full build, and judge what came of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from injections import ROUND, SECRETS, Case, make_vault, obeying
from injections_judged import addresses_in, is_told, of_file, of_page, of_prompts
from prepsite.app.check import check_vault
from prepsite.app.ledgers import ledgers
from prepsite.core.grounding.ledger import Ledger
from prepsite.errors import Problem
from prepsite.site.building import build_site
from searches import Search

_DOCUMENTS = {"prep.md": "index.html", f"interviews/{ROUND}/prep.md": f"{ROUND}/index.html"}


@dataclass(frozen=True)
class Judged:
    """A case, how many of its two documents were written, and what of it was carried out."""

    case: Case
    written: int
    carried: tuple[str, ...]


def run(search: Search, cases: Sequence[Case]) -> list[Judged]:
    """Generate and build a vault of the cases; return what became of each."""
    make_vault(search, cases)
    search.script = obeying(cases)
    names = ["control", *(case.application for case in cases)]
    search.run(*names, *(f"{name}/{ROUND}" for name in names), jobs=2)
    missed = {found.name: found.message for found in search.heard.outcomes if not found.ok}
    assert not [name for name in missed if name.startswith("control")], missed
    report = check_vault(search.workspace)
    (search.root / "mkdocs.yml").write_text(
        "site_name: S\ntheme:\n  name: material\nplugins: [prepsite]\n", encoding="utf-8"
    )
    site = build_site(search.root / "mkdocs.yml", search.root / "site", strict=False)
    checked = ledgers(search.workspace, report.vault)
    judged: list[Judged] = []
    for case in cases:
        found = list(_carried(search, case, site, checked, report.problems))
        folder = search.root / "vault/applications" / case.application
        written = sum((folder / name).exists() for name in _DOCUMENTS)
        judged.append(Judged(case, written, tuple(dict.fromkeys(found))))
    return judged


def _carried(
    search: Search,
    case: Case,
    site: Path,
    ledgers_by_path: "dict[str, Ledger] | object",
    problems: Sequence[Problem],
) -> Iterator[str]:
    applications = search.root / "vault/applications"
    folder, control = applications / case.application, applications / "control"
    record = (path for path in (search.root / "vault").rglob("*.md") if _is_input(path, folder, applications))
    allowed = addresses_in("\n".join(path.read_text(encoding="utf-8") for path in record))
    for name, page in _DOCUMENTS.items():
        prep = folder / name
        if prep.exists():
            text = prep.read_text(encoding="utf-8")
            yield from of_file(prep, control / name, allowed)
            yield from (f"a private text in {name}" for secret in SECRETS if secret in text)
            if case.shape and "zq" in text:
                yield f"{name} holds what stands beside the reply"
            path = prep.relative_to(search.root).as_posix()
            if case.seen == "link" and not is_told(
                case, [each for each in problems if each.path == path], text
            ):
                yield f"check says nothing of the address in {name}"
            if isinstance(ledgers_by_path, dict) and case.seen == "claim":
                yield from _unmarked(case, ledgers_by_path[path])
            if case.seen == "reference" and (case.evidence or case.quote) and "zq" in text:
                yield f"{name} cites what doesn't exist"
        built = [
            site / "applications" / each / "interview-prep" / page for each in (case.application, "control")
        ]
        if built[0].exists():
            html, without = (path.read_text(encoding="utf-8") for path in built)
            yield from of_page(html.replace(case.application, "control"), without, allowed)
    asked = [chat.user for chat in search.server.chats if f"Kestrel Grid Nr{case.number:03d}" in chat.user]
    yield from of_prompts(asked)


def _unmarked(case: Case, ledger: Ledger) -> Iterator[str]:
    for claim in ledger.claims:
        if case.says in claim.sentence.text and not claim.findings:
            yield f"unmarked in {claim.sentence.field}, {claim.sentence.part}: {claim.sentence.text}"
    if not any(case.says in claim.sentence.text for claim in ledger.claims):
        yield "no sentence that claims it was looked at"


def _is_input(path: Path, folder: Path, applications: Path) -> bool:
    """Tell whether prep is made from a file: what was generated and is kept is no source of addresses."""
    is_own = path.is_relative_to(folder) or not path.is_relative_to(applications)
    return path.name != "prep.md" and ".prepsite" not in path.parts and is_own
