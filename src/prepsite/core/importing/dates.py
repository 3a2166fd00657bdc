"""Dates as resumes write them → the vault's: 2018-09, Sept 2018, 09/2018, Fall 2021, present."""

import re
from typing import Literal

from prepsite.models.base import PartialDate

End = PartialDate | Literal["present"]

_PRESENT = re.compile(
    r"^(?:until |till |to )?(?:present|now|current(?:ly)?|today|ongoing|heute|aktuell|laufend"
    r"|aujourd['’]hui|actuel(?:lement)?|actualidad|actualmente|presente|oggi|atual(?:mente)?)\.?$",
    re.IGNORECASE,
)
_MONTHS = (
    ("jan", "ene", "gen"),
    ("feb", "fév", "fev"),
    ("mar", "mär", "maer"),
    ("apr", "avr", "abr"),
    ("may", "mai", "mag"),
    ("jun", "juin", "giu"),
    ("jul", "juil", "lug"),
    ("aug", "aoû", "aou", "ago"),
    ("sep", "set"),
    ("oct", "okt", "ott", "out"),
    ("nov",),
    ("dec", "dez", "déc", "dic"),
)
_ISO = re.compile(r"^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:T[\d:.]+Z?(?:[+-]\d\d:?\d\d)?)?$")
_DAY_FIRST = re.compile(r"^(?:(\d{1,2})\.)?(\d{1,2})[./-](\d{4})$")
_NAMED = re.compile(
    r"^(?:(\d{1,2})(?:st|nd|rd|th|\.)? )?([^\W\d_]{3,12})\.?,? (?:(\d{1,2})(?:st|nd|rd|th)?,? )?(\d{4})$"
)
_SEASON = re.compile(
    r"^(?:early |mid[- ]|late )?(?:spring|summer|autumn|fall|winter|q[1-4]|h[12]|frühling|frühjahr|sommer"
    r"|herbst|ws|ss|wise|sose|printemps|été|automne|hiver|primavera|verano|otoño|invierno)?,? ?(\d{4})$",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"\s+(?:-|–|—|to|until|bis|à|a)\s+|(?<=\d{4})\s?[–—]\s?|(?<=^\d{4})-(?=\d{4}$)", re.IGNORECASE
)


def read_date(text: str) -> End | None:
    """Return the date that a text says, as exactly as it says it; None where it can't be told."""
    plain = " ".join(text.split())
    if _PRESENT.match(plain):
        return "present"
    if found := _ISO.match(plain):
        return _date(found[1], found[2], found[3])
    if found := _DAY_FIRST.match(plain):
        return _date(found[3], found[2], found[1])
    if (found := _NAMED.match(plain)) and (month := _month(found[2])):
        return _date(found[4], str(month), found[1] or found[3])
    if found := _SEASON.match(plain):
        return _date(found[1], None, None)
    return None


def read_range(text: str) -> tuple[End | None, End | None]:
    """Return the two dates of `2019 – 2021`, or twice the one of `2021`; None where it can't be told."""
    single = read_date(text)
    if single is not None:
        return single, single
    parts = _RANGE.split(" ".join(text.split()))
    if len(parts) != 2:
        return None, None
    return read_date(parts[0]), read_date(parts[1])


def _month(word: str) -> int:
    """Return the number of a month by the beginning of its name, 0 where it is none."""
    plain = word.casefold()
    return next((n for n, starts in enumerate(_MONTHS, 1) if plain.startswith(starts)), 0)


def _date(year: str, month: str | None, day: str | None) -> PartialDate | None:
    """Return a date, without the parts that no calendar has."""
    for parts in ((year, month, day), (year, month), (year,)):
        if None not in parts:
            try:
                return PartialDate.parse("-".join(str(part).zfill(2) for part in parts))
            except ValueError:
                continue
    return None
