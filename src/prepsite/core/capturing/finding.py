"""What a posting's text and a page's titles say of company, role, place and pay, and where.

Everything found is the page's own words; where two places say different things, the plainer one wins.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from prepsite.core.capturing.wordings import (
    ABOUT,
    ALONE,
    AMOUNT,
    ANY_LABEL,
    AT_US,
    BOARDS,
    CAREERS,
    HIRES,
    LABELLED,
    MARKED,
    PAY_WORD,
    ROLE_WORD,
    SEPARATOR,
    SITES,
    TITLES,
)
from prepsite.core.importing.wording import line_of
from prepsite.core.posting.reading import read_posting

FIELDS = ("company", "role", "location", "pay")
_FIRST_LINES, _LONGEST_LINE = 80, 400
_LONGEST_TITLE = 140
_LONGEST_VALUE = 120
_LONGEST_PAY = 260
_COLON = re.compile(r"^(?P<before>[^:]{2,60}):\s+(?P<after>\S.{1,90})$")
_MARKS = re.compile(r"^\s*(?:(?:#{1,6}|>|[-*•])\s+)?")


@dataclass(frozen=True)
class Found:
    """Something found, and where: `in the line "Location:"`."""

    value: str
    source: str


def find_in_text(text: str) -> Mapping[str, Found]:
    """Return what a posting's text says of its fields: labels first, then its first line."""
    lines = [line_of(_MARKS.sub("", line[:_LONGEST_LINE])) for line in text.split("\n")[:_FIRST_LINES]]
    found: dict[str, Found] = {}
    first = next((line for line in lines if line), "")
    for name, value in (*_labelled(lines), *_of_first_line(first).items()):
        found.setdefault(name, value)
    if "company" not in found and (company := _company_in(lines)):
        found["company"] = company
    if "pay" not in found and (pay := _pay_in(text)):
        found["pay"] = pay
    return found


def find_in_marks(marked: Iterable[tuple[str, str]]) -> Mapping[str, Found]:
    """Return what short elements hold that a page names after a field: what names each, and its text."""
    found: dict[str, Found] = {}
    for marks, text in marked:
        for name, pattern in MARKED.items():
            if name in found or not pattern.search(marks):
                continue
            label, colon, rest = text.partition(":")
            value = rest.strip() if colon and ANY_LABEL.match(label.strip()) else text
            value = value.removeprefix("at ").strip(" /|·,;")
            if not ANY_LABEL.match(value) and _is_value(name, value):
                found[name] = Found(value, f"in the page's part for the {name}")
    return found


def find_in_titles(titles: Mapping[str, str], heading: str, site: str) -> Mapping[str, Found]:
    """Return what a page's titles say, by where each stands; `heading` is its first, `site` its name."""
    found: dict[str, Found] = {}
    for where, title in titles.items():
        for name, told in _of_title(title, heading, site).items():
            if told and len(told) <= _LONGEST_VALUE:
                found.setdefault(name, Found(told, f"in {where}"))
    if heading and len(heading) <= _LONGEST_VALUE:
        found.setdefault("role", Found(heading, "in the page's heading"))
    company = CAREERS.sub("", site).strip()
    if company and not BOARDS.match(company):
        found.setdefault("company", Found(company, "in the site's name"))
    return found


def _labelled(lines: list[str]) -> Iterator[tuple[str, Found]]:
    for number, line in enumerate(lines):
        for name in FIELDS:
            if found := LABELLED[name].match(line):
                value = found["value"].strip()
            elif ALONE[name].match(line) and number + 1 < len(lines):
                value = lines[number + 1]
                if ":" in value or ANY_LABEL.match(value):
                    continue
            else:
                continue
            if _is_value(name, value):
                label = line.partition(":")[0]
                yield name, Found(value, f'in the line "{label}"')


def _is_value(name: str, value: str) -> bool:
    if not value or len(value) > (_LONGEST_PAY if name == "pay" else _LONGEST_VALUE):
        return False
    return any(sign.isdigit() for sign in value) if name == "pay" else any(sign.isalnum() for sign in value)


def _of_first_line(line: str) -> dict[str, Found]:
    """Return what a first line like `Acme: Engineer` or `Engineer at Acme` says."""
    if not line or len(line) > _LONGEST_TITLE or line.endswith((".", "!", "?", ":")):
        return {}
    source = "in the first line"
    colon = _COLON.match(line)
    if colon and not ANY_LABEL.match(colon["before"]):
        before, after = colon["before"].strip(), colon["after"].strip()
        if ROLE_WORD.search(after) or not ROLE_WORD.search(before):
            return {"company": Found(before, source), "role": Found(after, source)}
        return {"role": Found(line, source)}
    found = {name: Found(value, source) for name, value in _of_title(line, "", "").items() if value}
    if not found and ROLE_WORD.search(line) and not colon:
        found["role"] = Found(line, source)
    return found


def _of_title(title: str, heading: str, site: str) -> dict[str, str]:
    """Return what a title says; its parts are told apart by the heading, the site, and words for roles."""
    plain = " ".join(title[:_LONGEST_LINE].split())
    while (shorter := SITES.sub("", plain)) != plain:
        plain = shorter
    if not plain or len(plain) > _LONGEST_TITLE:
        return {}
    for pattern in TITLES:
        if (found := pattern.match(plain)) and _is_role(found["role"], heading):
            return {name: value.strip(" -–—|") for name, value in found.groupdict().items() if value}
    parts = [part.strip() for part in SEPARATOR.split(plain) if part.strip()]
    if not 2 <= len(parts) <= 4:
        return {}
    role = next((part for part in parts if heading and part.casefold() == heading.casefold()), "")
    role = role or next((part for part in parts if ROLE_WORD.search(part)), "")
    if not role:
        return {}
    others = [part for part in parts if part != role and not BOARDS.match(part)]
    company = CAREERS.sub("", site).strip()
    same = next((part for part in others if company and part.casefold() == company.casefold()), "")
    named = same or (others[0] if others else "")
    return {"role": role, "company": CAREERS.sub("", named).strip()}


def _is_role(text: str, heading: str) -> bool:
    return bool(ROLE_WORD.search(text)) or text.strip().casefold() == heading.casefold()


def _company_in(lines: list[str]) -> Found | None:
    for line in lines:
        for pattern in (ABOUT, HIRES, AT_US):
            if (match := pattern.search(line)) and match["company"].casefold() not in {
                "we",
                "you",
                "the",
                "our team",
            }:
                return Found(match["company"].strip(), f'in "{_start(line)}"')
    return None


def _start(line: str) -> str:
    return line if len(line) <= 40 else f"{line[:39].rstrip()}…"


def _pay_in(text: str) -> Found | None:
    """Return the sentence that names the pay, word for word."""
    for sentence in read_posting(text).sentences:
        line = " ".join(sentence.text.split())
        if len(line) <= _LONGEST_PAY and AMOUNT.search(line) and PAY_WORD.search(line):
            return Found(line, "in a sentence about pay")
    return None
