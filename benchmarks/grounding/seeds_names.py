"""Errors of name: another employer, tool, title or credential than the record's."""

import re
from collections.abc import Iterator

from grounding.change import Case, Change, about, replaced, with_article
from grounding.lexicon import CREDENTIALS, OUTSIDE_EMPLOYERS, RANKS, SIBLINGS, TITLES
from grounding.quantities import quantities
from prepsite.models.vocabulary import CredentialKind

_LEGAL = re.compile(r" (?:Logistics|Electric|Ltd|Inc|Group|Hospital|Medical Center|University|GmbH|Systems)$")
_SPOKEN = frozenset({"Situation", "Task", "Answer", "Say", "Narrative", "Explanation", "Result"})
_HOLDS = (
    "I hold {a}.",
    "I also hold {a}.",
    "I earned my {n} in {y}.",
    "I have held {a} since {y}.",
    "In {y} I completed my {n}.",
)
_USED = (
    "I did most of this in {}.",
    "I used {} for it throughout.",
    "The tool I relied on was {}.",
)


def employers(case: Case) -> Iterator[Change]:
    """Move a claim to an employer that it does not belong to, or that the record has never heard of."""
    mine = case.record.employers
    for name in mine:
        found = re.search(rf"(?<!\w)(?:{re.escape(name)}|{re.escape(_LEGAL.sub('', name))})(?!\w)", case.text)
        if not found:
            continue
        subject = case.scope.subject
        checkable = subject is not None and subject.project.employer == name and quantities(case.text)
        others = [n for n in mine if n != name and n not in case.text] if checkable else []
        others = [n for n in others if subject and not re.search(re.escape(_LEGAL.sub("", n)), subject.text)]
        outside = [n for n in OUTSIDE_EMPLOYERS if n not in case.record.text]
        others += [case.random.choice(outside), case.random.choice(_applied_to(case) or outside)]
        for other in dict.fromkeys(case.random.sample(others, min(2, len(others)))):
            text = replaced(case.text, *found.span(), other)
            yield Change(text, f"the record has it at {name}, and never at {other}")
        break
    else:
        yield from _employer_inserted(case)


def _employer_inserted(case: Case) -> Iterator[Change]:
    subject = case.scope.subject
    if subject is None or case.claim.label not in {"Situation", "Task"} or not subject.project.employer:
        return
    outside = [n for n in (*OUTSIDE_EMPLOYERS, *_applied_to(case)) if n not in case.record.text]
    other = case.random.choice(outside)
    text = case.random.choice(("I was working for {} then.", "I was at {} at the time.", "I did this at {}."))
    text = about(case, subject, text.format(other))
    yield Change(text, f"{subject.id} was for {subject.project.employer}", inserted=True)


def _applied_to(case: Case) -> list[str]:
    names = [record.company_name for record in case.record.trade.vault.applications.values()]
    return [name for name in names if name not in case.record.text]


def tools(case: Case) -> Iterator[Change]:
    """Swap a tool for one that the project does not name, or claim one that the whole record lacks."""
    subject = case.scope.subject
    for name in case.record.tools:
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", case.text)
        if not found or (name == "Go" and case.text[found.start() :].startswith("Go ")):
            continue
        others = list(SIBLINGS.get(name, ()))
        if subject is not None and name[0].isupper() and not others:
            others += [
                tool for tool in case.record.tools if _like(tool, name) and _is_foreign(tool, subject.text)
            ]
        others = [o for o in others if _is_foreign(o, case.scope.text) and o.lower() not in case.text.lower()]
        case.random.shuffle(others)
        for other in others[:2]:
            text = replaced(case.text, *found.span(), other)
            yield Change(text, f"the record names {name} here and {other} nowhere in its scope")
        break
    else:
        yield from _tool_inserted(case)


def _tool_inserted(case: Case) -> Iterator[Change]:
    subject = case.scope.subject
    if subject is None or case.claim.label not in {"Action", "Explanation", "Say", "Answer", "Situation"}:
        return
    known = [other for tool in subject.project.tools for other in SIBLINGS.get(tool, ())]
    known += [tool for tool in case.record.tools if tool[0].isupper()]
    known += ["Excel macros", "SharePoint", "Trello", "Power Automate"]
    free = [tool for tool in known if _is_foreign(tool, case.scope.text)]
    if free:
        other = case.random.choice(free)
        text = about(case, subject, case.random.choice(_USED).format(other))
        yield Change(text, f"{subject.id} names no {other} among its tools or in its text", inserted=True)


def _is_foreign(tool: str, text: str) -> bool:
    parts = [tool, *(part for part in tool.split() if part[:1].isupper() and len(part) > 3)]
    return not any(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text, re.IGNORECASE) for part in parts)


def _like(tool: str, name: str) -> bool:
    return tool[0].isupper() and tool != name and len(tool.split()) <= 3


def titles(case: Case) -> Iterator[Change]:
    """Raise or change a title to one that was never held."""
    held = {title.lower() for title in case.record.titles}
    for title in case.record.titles:
        found = re.search(rf"(?<![\w-]){re.escape(title)}(?!\w)", case.text, re.IGNORECASE)
        if not found or not found[0][0].isupper():
            continue
        base = re.sub(r"^(?:Senior|Junior|Lead) ", "", title)
        others = [*(f"{rank} {base}" for rank in RANKS), *TITLES]
        others += [f"{rank} {base}" for rank in ("Senior", "Lead", "Staff", "Supervising")]
        others = [o for o in others if o.lower() not in held and not case.scope.mentions(o)]
        before = case.text[: found.start()]
        for written in case.random.sample(others, 2):
            text = before + written + case.text[found.end() :]
            if article := re.search(r"\b(an?) $", before):
                text = before[: article.start()] + with_article(written) + case.text[found.end() :]
            yield Change(text, f"no role of the record has the title {written}")
        break
    else:
        yield from _title_inserted(case, held)


def _title_inserted(case: Case, held: set[str]) -> Iterator[Change]:
    subject = case.scope.subject
    if subject is None or case.claim.label not in {"Task", "Say", "Situation"} or not case.record.titles:
        return
    base = re.sub(r"^(?:Senior|Junior|Lead) ", "", case.random.choice(case.record.titles))
    others = [title for title in (*(f"{rank} {base}" for rank in RANKS), *TITLES) if title.lower() not in held]
    other = case.random.choice(others)
    text = case.random.choice(("I was {} at the time.", "My title then was {}.", "I did this as {}."))
    text = about(case, subject, text.format(other))
    yield Change(text, f"no role of the record has the title {other}", inserted=True)


def certifications(case: Case) -> Iterator[Change]:
    """Change a credential's level, name or issuer, or claim one that no resume lists."""
    for resume in case.record.resumes:
        for credential in resume.credentials:
            issuer = credential.issuer
            names_it = credential.name.split()[0] in case.text or "degree" in case.text
            if issuer and issuer in case.text and names_it:
                other = case.random.choice(("University of Warsaw", "Thornbury Institute", "Open University"))
                if other not in case.record.text:
                    yield Change(case.text.replace(issuer, other), f"{credential.name} was given by {issuer}")
            if credential.kind is CredentialKind.DEGREE and credential.name in case.text:
                yield from _other_degree(case, credential.name)
    if case.claim.label in _SPOKEN and (case.claim.label == "Narrative" or case.random.random() < 0.3):
        yield from _credential_inserted(case)


def _other_degree(case: Case, name: str) -> Iterator[Change]:
    level = re.match(r"[\w.]+", name)
    for other in ("PhD", "MSc", "MBA", "Doctorate"):
        new = name.replace(level[0], other, 1) if level else name
        if level and other != level[0] and not case.scope.mentions(new):
            text = re.sub(rf"\ban? {re.escape(name)}", with_article(new), case.text).replace(name, new)
            yield Change(text, f"the record has {name}, not {new}")


def _credential_inserted(case: Case) -> Iterator[Change]:
    described = " ".join([*case.record.titles, case.record.general.split("\n")[1]]).lower()
    names = next(names for fields, names in CREDENTIALS if any(field in described for field in fields))
    free = [name for name in names if not any(_same(name, mine) for mine in case.record.credentials)]
    free = [name for name in free if not case.scope.mentions(name.rpartition(" ")[0] or name)]
    name = case.random.choice(free)
    year = case.random.randint(2012, 2025)
    text = case.random.choice(_HOLDS).format(a=with_article(name), n=name, y=year)
    yield Change(text, f"no resume lists a {name}", inserted=True)


def _same(one: str, other: str) -> bool:
    mine, theirs = set(one.lower().split()), set(other.lower().split())
    return len(mine & theirs) >= 2 or one.lower() in other.lower()
