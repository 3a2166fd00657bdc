"""What is wrong with a prep text: its front matter, references to nothing, addresses from nowhere."""

import re
from collections.abc import Iterator
from itertools import islice

from prepsite.core.addresses import Addresses
from prepsite.core.document import split
from prepsite.core.frontmatter import BOM, head_of
from prepsite.core.known_addresses import KnownAddresses, address_problems
from prepsite.core.references import closest, is_broken_file, locate_references, points_at_something
from prepsite.core.validation import validate
from prepsite.core.vault import ApplicationRecord, PrepFile, Vault
from prepsite.core.yaml_values import MAX_PROBLEMS, place
from prepsite.errors import Problem, Severity
from prepsite.models.provenance import Provenance
from prepsite.models.reference import Reference

# The posting's own words may stand in brackets: "[company] is an equal opportunity employer".
_VERBATIM = "formatted_jd"
_CODE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)|`[^`\n]+`", re.MULTILINE | re.DOTALL)


def prep_problems(vault: Vault) -> Iterator[Problem]:
    """Yield the problems of every prep text in the vault."""
    known = KnownAddresses(vault)
    for record in vault.applications.values():
        yield from prep_problems_of(vault, record, known.of(record))


def prep_problems_of(vault: Vault, record: ApplicationRecord, known: Addresses) -> Iterator[Problem]:
    """Yield the problems of one application's prep texts; `known` are the addresses behind them."""
    preps = ((None, record.prep), *((found.id, found.prep) for found in record.interviews))
    for interview_id, prep in preps:
        if prep is not None:
            yield from problems_of_prep(prep, vault, record, interview_id, known)


def problems_of_prep(
    prep: PrepFile, vault: Vault, record: ApplicationRecord, interview_id: str | None, known: Addresses
) -> Iterator[Problem]:
    """Yield the problems of one prep text; without `interview_id` it is base prep."""
    # They are named as they stand, which no message may of what is private.
    if not record.keeps(interview_id):
        yield from islice(address_problems(prep, known), MAX_PROBLEMS)
    yield from islice(_problems_of(prep, vault, record, interview_id), MAX_PROBLEMS)


def _problems_of(
    prep: PrepFile, vault: Vault, record: ApplicationRecord, interview_id: str | None
) -> Iterator[Problem]:
    parsed = head_of(prep)
    provenance, objections = validate(Provenance, parsed)
    yield from (*parsed.problems, *objections)
    if provenance is not None:
        for key, stated, actual in (
            ("application", provenance.application, record.id),
            ("interview", provenance.interview, interview_id),
        ):
            if stated != actual:
                message = f"says {stated or 'none'}, but the file belongs to {actual or 'no interview'}"
                position = parsed.positions.get((key,), parsed.first)
                remedy = "move the file back, or generate it anew"
                yield Problem(prep.path, *position, Severity.WARNING, key, message, remedy)
    for section in split(prep.text.removeprefix(BOM)).sections:
        if section.field != _VERBATIM:
            yield from _unresolved(section.raw, section.line, prep.path, vault, record.id)


def _unresolved(text: str, first_line: int, path: str, vault: Vault, application_id: str) -> Iterator[Problem]:
    """Yield a problem for each reference in a text that points at nothing."""
    prose = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
    for offset, stated in locate_references(prose):
        try:
            reference = Reference.parse(stated)
        except ValueError:
            message = f"{stated!r} is not a reference"
            remedy = "write it like project:<id> or bullet:<resume>/<id>"
            yield Problem(path, *place(prose, offset + 1, first_line), Severity.ERROR, "", message, remedy)
            continue
        if points_at_something(reference, vault, application_id):
            continue
        if is_broken_file(reference, vault, application_id):
            # The file has a problem of its own; one is enough.
            continue
        near = closest(reference, vault, application_id)
        remedy = f"did you mean {near}?" if near and near != stated else "write what it cites, or take it out"
        position = place(prose, offset + 1, first_line)
        yield Problem(path, *position, Severity.ERROR, "", f"{stated} points at nothing", remedy)
