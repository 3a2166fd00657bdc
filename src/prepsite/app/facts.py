"""Confirming and withdrawing: an entry at the end of `facts.md`, which is the candidate's own file."""

import os
import subprocess
from dataclasses import dataclass, replace
from datetime import date

from pydantic import ValidationError

from prepsite.app.ledgers import record_of
from prepsite.app.locking import writing
from prepsite.app.naming import derive_id
from prepsite.app.places import Said, fact_meant, sentence_at
from prepsite.app.rewrite import today
from prepsite.core.facts import facts_in, in_force, standing, told, with_entry, words_of
from prepsite.core.grounding.judging import judge
from prepsite.core.grounding.lexicon import STOP
from prepsite.core.grounding.reading import read
from prepsite.core.grounding.verdict import Source, Status
from prepsite.core.ids import slug
from prepsite.core.vault import Vault
from prepsite.errors import PrepsiteError, Severity, UsageError
from prepsite.models.profile import Fact
from prepsite.models.vocabulary import FactStatus
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace
from prepsite.vault.opening import read_text
from prepsite.vault.reader import read_vault
from prepsite.vault.writer import ChangedMeanwhileError, replace_text, write_new

FILE = "facts.md"
_TRIES = 5
_LONGEST = 1_000
_LONGEST_ID = 40
_GIT_SECONDS = 10


@dataclass(frozen=True)
class Wanted:
    """What is to be confirmed or withdrawn: a place in prep, a fact's reference, or words of one's own."""

    place: str = ""
    claim: int | None = None
    text: str = ""
    by: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Noted:
    """An entry as it was added: where, the sentence it is about, and what in the record says the contrary."""

    fact: Fact
    path: str
    line: int
    at: str = ""
    still: tuple[Source, ...] = ()


def confirm(workspace: Workspace, wanted: Wanted) -> Noted:
    """Append to `facts.md` that a claim is true.

    Raises UsageError for a place that means no sentence, PrepsiteError where it is confirmed or
    backed already, would stay withdrawn, or the file can't be read or written.
    """
    vault = _readable(workspace)
    text, said = _meant(workspace, vault, wanted, findings=True)
    _require_new(vault, text, FactStatus.CONFIRMED)
    if said is not None:
        _require_open(said)
    fact = _entry(workspace, vault, wanted, text, FactStatus.CONFIRMED)
    if said is not None:
        _require_effect(vault, said, fact)
    return _append(workspace, fact, said)


def retract(workspace: Workspace, wanted: Wanted) -> Noted:
    """Append to `facts.md` that a claim is withdrawn, which wins over an earlier confirmation.

    Raises UsageError for a place that means no sentence, PrepsiteError where it is withdrawn
    already or the file can't be read or written.
    """
    vault = _readable(workspace)
    text, said = _meant(workspace, vault, wanted, findings=False)
    _require_new(vault, text, FactStatus.RETRACTED)
    if said is not None and said.claim and said.claim.status is Status.RETRACTED:
        part = said.claim.findings[0]
        where = f"{part.source.path}:{part.source.line}" if part.source else said.path
        raise PrepsiteError(f"is withdrawn already: {part.message}", where=where, remedy="nothing was added")
    return _append(workspace, _entry(workspace, vault, wanted, text, FactStatus.RETRACTED), said)


def _readable(workspace: Workspace) -> Vault:
    """Return the vault; raise PrepsiteError, with the first place, where `facts.md` can't be used."""
    vault = read_vault(workspace)
    path = workspace.relative(workspace.vault / FILE)
    problem = next((found for found in vault.problems_in(path) if found.severity is Severity.ERROR), None)
    if problem is not None:
        raise PrepsiteError(
            problem.message,
            where=f"{problem.path}:{problem.line}:{problem.column}",
            remedy=f"{problem.remedy or 'mend the file'}; nothing was added",
        )
    if vault.facts and vault.facts.is_private:
        raise PrepsiteError(
            "the file is private, so that nothing in it backs or withdraws a claim",
            where=path,
            remedy="take `private: true` out of it",
        )
    return vault


def _meant(workspace: Workspace, vault: Vault, wanted: Wanted, *, findings: bool) -> tuple[str, Said | None]:
    """Return the words that are meant, on one line, and the sentence of prep if one is named."""
    if bool(wanted.place) == bool(wanted.text):
        raise UsageError(
            "say either where it stands or what it says",
            remedy="name DOCUMENT:LINE as `prepsite check` prints it, or give --text",
        )
    if wanted.place.startswith("fact:"):
        return fact_meant(vault, wanted.place).text, None
    said = None
    text = wanted.text
    if wanted.place:
        said = sentence_at(workspace, vault, wanted.place, number=wanted.claim, findings=findings)
        text = said.words
    elif wanted.claim is not None:
        raise UsageError("--claim goes with a line, not with --text", remedy="leave it out")
    text = " ".join(text.split())
    if not text or not text.isprintable() or len(text) > _LONGEST:
        raise UsageError(
            "the claim is empty, longer than 1,000 characters, or holds a character that can't be shown",
            remedy="say it in a sentence",
        )
    if not words_of(text):
        raise UsageError(f"{text!r} says nothing", remedy="say it in a sentence")
    return text, said


def _require_new(vault: Vault, text: str, status: FactStatus) -> None:
    """Raise PrepsiteError where an entry that holds says so already."""
    file = in_force(vault.facts)
    for number, fact in enumerate(file.fields.facts if file and file.fields else ()):
        if file and fact.status is status and words_of(fact.text) == words_of(text):
            raise PrepsiteError(
                f"fact:{fact.id} says so already, {told(fact)}",
                where=f"{file.path}:{file.position('facts', number)[0]}",
                remedy="nothing was added",
            )


def _require_open(said: Said) -> None:
    """Raise PrepsiteError where there is nothing to confirm: the record backs it, or nothing is checked."""
    if said.claim is None:
        raise PrepsiteError(
            "nothing in that sentence can be checked, so there is nothing to confirm",
            where=said.at,
            remedy="to keep a fact of your own, say it with --text",
        )
    if not said.claim.findings:
        sources = [part.source for part in said.claim.parts if part.source]
        backed = f" by {sources[0].path}:{sources[0].line}" if sources else ""
        raise PrepsiteError(
            f"that sentence is {said.claim.status} already{backed}", where=said.at, remedy="nothing was added"
        )


def _require_effect(vault: Vault, said: Said, fact: Fact) -> None:
    """Raise PrepsiteError where the sentence would stay withdrawn with the entry, which then is idle."""
    if vault.facts is None or vault.facts.fields is None:
        return
    facts = vault.facts.fields.model_copy(update={"facts": (*vault.facts.fields.facts, fact)})
    positions = {**vault.facts.positions, ("facts", len(facts.facts) - 1): (1, 1)}
    after = replace(vault, facts=replace(vault.facts, fields=facts, positions=positions))
    claim = judge(said.sentence, record_of(after, said.application_id))
    if claim is not None and claim.status is Status.RETRACTED:
        part = claim.findings[0]
        where = f"{part.source.path}:{part.source.line}" if part.source else said.path
        raise PrepsiteError(
            f"it says what you withdrew: {part.message.removeprefix('withdrawn: ')}",
            where=where,
            remedy="reword the sentence, or take that entry out of the file, which is yours; nothing was added",
        )


def _entry(workspace: Workspace, vault: Vault, wanted: Wanted, text: str, status: FactStatus) -> Fact:
    facts = vault.facts.fields.facts if vault.facts and vault.facts.fields else ()
    by = wanted.by or _git_user(workspace) or _own_name(vault)
    by = " ".join(by.split())
    try:
        return Fact(
            id=derive_id(_short(text), "fact", [fact.id for fact in facts]),
            status=status,
            text=text,
            by=by if by.isprintable() and by else None,
            on=wanted.on or today(vault),
        )
    except ValidationError as error:
        raise UsageError(error.errors(include_input=False, include_url=False)[0]["msg"]) from error


def _own_name(vault: Vault) -> str:
    profile = vault.profile
    return profile.fields.name if profile and profile.fields and not profile.is_private else ""


def _short(text: str) -> str:
    """Return the words of a text that carry meaning, as many as make an id that can be typed."""
    telling = [t.text for t in read(text).tokens if t.kind != "mark" and t.text.lower() not in STOP]
    words = slug(" ".join(telling)) or slug(text)
    return words if len(words) <= _LONGEST_ID else words[: _LONGEST_ID + 1].rpartition("-")[0] or words


def _append(workspace: Workspace, fact: Fact, said: Said | None) -> Noted:
    """Put the entry into the file as it is by now; a save that comes in between is kept, and looked at."""
    file = workspace.vault / FILE
    path = workspace.relative(file)
    tries = 0
    while True:
        tries += 1
        try:
            with writing(workspace):
                fact, added = _put(workspace, fact, path)
        except ChangedMeanwhileError:
            if tries == _TRIES:
                raise
            continue
        line = added[: added.rindex(f"id: {fact.id}")].count("\n") + 1
        return Noted(fact, path, line, said.at if said else "", _still(said, fact))


def _put(workspace: Workspace, fact: Fact, path: str) -> tuple[Fact, str]:
    """Write the file with the entry; return it, under an id that is free by now, and the file's text."""
    file = workspace.vault / FILE
    is_new = not os.path.lexists(file)
    if is_new:
        text: str | None = JinjaTemplates(workspace.templates).render("scaffold/new/facts.md.j2")
    else:
        text, problems = read_text(file, path, workspace.vault)
    if text is None:
        raise PrepsiteError(problems[0].message, where=path, remedy=problems[0].remedy)
    facts = facts_in(text, path).facts
    if any(f.status is fact.status and words_of(f.text) == words_of(fact.text) for f in standing(facts)):
        raise PrepsiteError("another run has just added it", where=path, remedy="nothing was added")
    fact = fact.model_copy(update={"id": derive_id(fact.id, "fact", [each.id for each in facts])})
    added = with_entry(text, path, fact)
    if is_new:
        write_new(file, added)
    else:
        replace_text(file, added, text)
    return fact, added


def _still(said: Said | None, fact: Fact) -> tuple[Source, ...]:
    """Return where the record says what was withdrawn, so that prep written anew would say it again."""
    if fact.status is not FactStatus.RETRACTED or said is None or said.claim is None:
        return ()
    sources = [part.source for part in said.claim.parts if part.source and part.status is Status.SUPPORTED]
    return tuple(dict.fromkeys(source for source in sources if not source.path.endswith(f"/{FILE}")))


def _git_user(workspace: Workspace) -> str:
    """Return the name that git would sign with there, or an empty text."""
    try:
        done = subprocess.run(
            ["git", "config", "--get", "user.name"],
            cwd=workspace.root,
            capture_output=True,
            timeout=_GIT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""
