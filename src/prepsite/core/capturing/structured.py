"""What a page says of a job for search engines: schema.org's JobPosting, as JSON in a script."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from prepsite.core.importing.wording import shown

_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_MOST_SCRIPTS, _MOST_VALUES, _MOST_PLACES = 20, 20_000, 4
_UNITS = {"YEAR": "a year", "MONTH": "a month", "WEEK": "a week", "DAY": "a day", "HOUR": "an hour"}
_NUMBER = re.compile(r"^\d{1,12}(?:\.\d{1,4})?$")


@dataclass(frozen=True)
class JobPosting:
    """A job as a page states it; `description` is HTML."""

    title: str = ""
    company: str = ""
    location: str = ""
    pay: str = ""
    posted_on: str = ""
    url: str = ""
    description: str = ""


def job_in(scripts: list[str]) -> JobPosting | None:
    """Return the first job that a page's scripts of structured values state."""
    for script in scripts[:_MOST_SCRIPTS]:
        try:
            # Real pages break lines within texts.
            value = json.loads(_WRAPPING.sub("", script).strip(), strict=False)
        except (ValueError, RecursionError):
            continue
        for found in _objects(value):
            kinds = found.get("@type")
            if "JobPosting" in (kinds if isinstance(kinds, list) else [kinds]):
                return _job(found)
    return None


def _objects(value: object) -> Iterator[Mapping[str, object]]:
    pending, seen = [value], 0
    while pending and seen < _MOST_VALUES:
        value = pending.pop()
        seen += 1
        if isinstance(value, dict):
            yield value
            pending.extend(reversed(list(value.values())))
        elif isinstance(value, list):
            pending.extend(reversed(value))


def _job(found: Mapping[str, object]) -> JobPosting:
    organization = found.get("hiringOrganization")
    return JobPosting(
        _name(found.get("title") or found.get("name")),
        _name(organization.get("name") if isinstance(organization, dict) else organization),
        _location(found),
        _pay(found.get("baseSalary"), found.get("salaryCurrency")),
        _day(_line(found.get("datePosted"))),
        _line(found.get("url")),
        found["description"] if isinstance(found.get("description"), str) else "",  # type: ignore[arg-type]
    )


def _day(text: str) -> str:
    """Return the day that a date or time begins with, if the calendar has it."""
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""


def _line(value: object) -> str:
    return " ".join(shown(str(value)).split())[:300] if isinstance(value, str | int | float) else ""


def _name(value: object) -> str:
    line = _line(value)
    return line if any(sign.isalpha() for sign in line) else ""


def _location(found: Mapping[str, object]) -> str:
    places = found.get("jobLocation")
    names: dict[str, None] = {}
    for place in (places if isinstance(places, list) else [places])[:_MOST_PLACES]:
        address = place.get("address") if isinstance(place, dict) else place
        if isinstance(address, dict):
            country = address.get("addressCountry")
            parts = (
                address.get("addressLocality"),
                address.get("addressRegion"),
                country.get("name") if isinstance(country, dict) else country,
            )
            name = ", ".join(dict.fromkeys(line for part in parts if (line := _line(part))))
        else:
            name = _line(address)
        if name:
            names[name] = None
    if "TELECOMMUTE" in _line(found.get("jobLocationType")).upper():
        where = found.get("applicantLocationRequirements")
        first = where[0] if isinstance(where, list) and where else where
        within = _line(first.get("name")) if isinstance(first, dict) else ""
        names[f"Remote ({within})" if within and not names else "Remote"] = None
    return "; ".join(names)


def _pay(salary: object, currency: object) -> str:
    """Return the pay in words, from no other numbers than those that are stated."""
    if isinstance(salary, list):
        salary = salary[0] if salary else None
    if not isinstance(salary, dict):
        amount = _amount(salary)
        return f"{_line(currency)} {amount}".strip() if amount else ""
    value = salary.get("value")
    inner = value if isinstance(value, dict) else {"value": value, **salary} if value is not None else salary
    low, high = _amount(inner.get("minValue")), _amount(inner.get("maxValue"))
    single = _amount(inner.get("value")) if not isinstance(inner.get("value"), dict) else ""
    amount = f"{low} to {high}" if low and high and low != high else low or high or single
    if not amount:
        return ""
    unit = _line(inner.get("unitText") or salary.get("unitText")).upper()
    money = _line(salary.get("currency") or inner.get("currency") or currency)
    return " ".join(part for part in (money, amount, _UNITS.get(unit, unit.lower())) if part)


def _amount(value: object) -> str:
    """Return a number with thousands set apart, a text as it is; nothing for none, and for 0."""
    text = _line(value).replace(",", "")
    if not _NUMBER.match(text):
        return _line(value)[:60] if any(sign.isdigit() for sign in text) else ""
    whole, dot, cents = text.partition(".")
    if not int(whole):
        return ""
    return f"{int(whole):,}{f'.{cents}' if dot and cents.strip('0') else ''}"
