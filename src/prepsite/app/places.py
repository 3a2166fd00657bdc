"""Places in prep: the sentence that a person means by a document and a line."""

import re
from dataclasses import dataclass

from prepsite.app.ledgers import ledgers
from prepsite.app.naming import find_application, find_interview
from prepsite.core.facts import fact_named
from prepsite.core.grounding.judging import Claim
from prepsite.core.grounding.reading import read
from prepsite.core.grounding.sentences import Sentence, sentences_of
from prepsite.core.nearest import nearest
from prepsite.core.vault import PrepFile, Vault
from prepsite.errors import PrepsiteError, UsageError
from prepsite.models.profile import Fact
from prepsite.vault.layout import Workspace

_PLACE = re.compile(r"^(?P<name>.*?)(?::(?P<line>\d{1,9}))?(?::(?P<column>\d{1,9}))?:?$")
_LONGEST = 90


@dataclass(frozen=True)
class Said:
    """A sentence of a prep document, with its claim where it makes one that can be checked."""

    application_id: str
    path: str
    sentence: Sentence
    claim: Claim | None

    @property
    def words(self) -> str:
        """Return the sentence as plain text on one line."""
        return read(self.sentence.text).text

    @property
    def at(self) -> str:
        """Return where it stands: path:line:column."""
        return f"{self.path}:{self.sentence.line}:{self.sentence.column}"


def sentence_at(
    workspace: Workspace, vault: Vault, place: str, *, number: int | None = None, findings: bool
) -> Said:
    """Return the sentence that `place` means: DOCUMENT:LINE or DOCUMENT:LINE:COLUMN.

    DOCUMENT is `application`, `application/interview`, or the path of a `prep.md` as `check` prints
    it. `number` chooses among several on a line, from 1; without it, with `findings`, the only one
    that the record does not back is meant. Raises UsageError where none or several are left.
    """
    found = _PLACE.match(place.strip())
    if found is None or not found["line"]:
        raise UsageError(
            f"{place!r} names no line",
            remedy="write DOCUMENT:LINE as `prepsite check` prints it, or say it with --text",
        )
    application_id, prep = _document(workspace, vault, found["name"])
    line, column = int(found["line"]), int(found["column"] or 0)
    everything = _sentences(workspace, vault, application_id, prep)
    there = [each for each in everything if _covers(each.sentence, line)]
    if not there:
        raise UsageError(
            f"no sentence that claims something stands on line {line}",
            where=prep.path,
            remedy=_nearest(everything, line, findings=findings),
        )
    if number is not None:
        if not 1 <= number <= len(there):
            remedy = "--claim 1 is the only one" if len(there) == 1 else f"--claim takes 1 to {len(there)}"
            raise UsageError(f"line {line} has no sentence {number}", where=prep.path, remedy=remedy)
        return there[number - 1]
    if column:
        begun = [e for e in there if (e.sentence.line, e.sentence.column) <= (line, column)]
        return begun[-1] if begun else there[0]
    open_ones = [each for each in there if each.claim and each.claim.findings]
    meant = open_ones if findings and open_ones else there
    if len(meant) == 1:
        return meant[0]
    message = f"{len(there)} sentences stand on line {line}; say which with --claim"
    raise UsageError(f"{message}\n{_listed(there)}", where=prep.path)


def fact_meant(vault: Vault, place: str) -> Fact:
    """Return the fact that `fact:<id>` names; raise UsageError with the closest id."""
    fact = fact_named(vault, place.strip())
    if fact is None:
        facts = vault.facts.fields.facts if vault.facts and vault.facts.fields else ()
        near = nearest(place.strip(), [f"fact:{each.id}" for each in facts])
        raise UsageError(
            f"there is no {place.strip()}", remedy=f"did you mean {near}?" if near else "see vault/facts.md"
        )
    return fact


def _document(workspace: Workspace, vault: Vault, name: str) -> tuple[str, PrepFile]:
    """Return the document that a name or a path means, with its application's id."""
    name = name.strip().replace("\\", "/").removeprefix("./").strip("/")
    root = workspace.root.as_posix().strip("/") + "/"
    name = name.removeprefix(root)
    for record in vault.applications.values():
        for prep in (record.prep, *(each.prep for each in record.interviews)):
            if prep is not None and prep.path == name:
                return record.id, prep
    if name.endswith(".md"):
        raise UsageError(f"{name} is no prep of this vault", remedy="`prepsite plan` lists the documents")
    if "/" in name:
        record, interview = find_interview(vault, name)
        found, path = interview.prep, f"{record.folder}/interviews/{interview.id}/prep.md"
    else:
        record = find_application(vault, name)
        found, path = record.prep, f"{record.folder}/prep.md"
    if found is None:
        problem = next(iter(vault.problems_in(path)), None)
        raise PrepsiteError(
            problem.message if problem else "there is no prep yet",
            where=path,
            remedy=problem.remedy if problem else f"run `prepsite generate {name}`",
        )
    return record.id, found


def _sentences(workspace: Workspace, vault: Vault, application_id: str, prep: PrepFile) -> list[Said]:
    claims = {
        (claim.sentence.line, claim.sentence.column): claim
        for claim in ledgers(workspace, vault, [prep.path])[prep.path].claims
    }
    return [
        Said(application_id, prep.path, sentence, claims.get((sentence.line, sentence.column)))
        for sentence in sentences_of(prep.text)
    ]


def _covers(sentence: Sentence, line: int) -> bool:
    return sentence.line <= line <= sentence.line + sentence.text.count("\n")


def _nearest(everything: list[Said], line: int, *, findings: bool) -> str:
    open_ones = [each for each in everything if each.claim and each.claim.findings]
    known = open_ones if findings and open_ones else everything
    lines = sorted({each.sentence.line for each in known}, key=lambda other: (abs(other - line), other))[:3]
    if not lines:
        return "nothing in it claims anything"
    return f"the nearest {'is' if len(lines) == 1 else 'are'} on {', '.join(map(str, sorted(lines)))}"


def _listed(there: list[Said]) -> str:
    rows = []
    for number, each in enumerate(there, 1):
        words = each.words if len(each.words) <= _LONGEST else f"{each.words[: _LONGEST - 1]}…"
        rows.append(f"  --claim {number}  {each.claim.status if each.claim else 'nothing to check'}: {words}")
    return "\n".join(rows)
