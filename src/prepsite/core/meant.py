"""What a beginner most likely meant by a value: the same thing, as the vault writes it."""

import re
from collections.abc import Collection, Mapping
from datetime import date, time

from prepsite.core.ids import slug

_ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?\b")
_NUMBERS = re.compile(r"\b(?P<one>\d{1,2})(?P<sign>[./-]) ?(?P<two>\d{1,2})[./-] ?(?P<year>(?:19|20)\d\d)\b")
_WORD = re.compile(r"[^\W\d_]{3,}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DAY = re.compile(r"(?<![\d:.])(\d{1,2})(?!\d|[:.]\d|\s?(?:[ap]\.?m\b|h\b|Uhr\b))", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?\s?(?P<half>[ap])\.?m\b"
    r"|(?<!\d)(?P<plain>\d{1,2}):(?P<past>\d\d)(?!\d)"
    r"|(?<!\d)(?P<bare>\d{1,2})\s?(?:h|Uhr)\b",
    re.IGNORECASE,
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar mär", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec dez"), 1
    )
    for name in names.split()
}
_ZONE = re.compile(r"\b(?!AM\b|PM\b|UHR\b)[A-Z]{2,4}$")
_NOW = {"now", "today", "current", "currently", "ongoing", "heute", "-", "–"}
_LENGTH = re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>\d\d)|(?P<decimal>\d)[.,]5\s?h\w*")

# By what is not a word of the vault's but often said: what the vault calls it.
_SAYINGS: Mapping[str, Mapping[str, str]] = {
    "recruiter_screen": {
        **dict.fromkeys(("phone", "phone screen", "phone interview", "phone call"), "recruiter_screen"),
        **dict.fromkeys(("hr", "hr interview", "hr call", "intro call", "screening"), "recruiter_screen"),
        **dict.fromkeys(("coding", "coding interview", "live coding", "tech"), "technical_screen"),
        **dict.fromkeys(("homework", "assignment", "case study"), "take_home"),
        **dict.fromkeys(("onsite", "on-site", "superday", "loop"), "final_loop"),
        **dict.fromkeys(("manager", "hm"), "hiring_manager"),
        **dict.fromkeys(("ceo", "founder", "cto"), "executive"),
    },
    "video_call": {
        **dict.fromkeys(("zoom", "teams", "meet", "google meet", "skype", "webex"), "video_call"),
        **dict.fromkeys(("online", "remote", "virtual", "video"), "video_call"),
        **dict.fromkeys(("phone", "telephone", "call"), "phone_call"),
        **dict.fromkeys(("in person", "in-person", "on-site", "office", "on site"), "onsite"),
        **dict.fromkeys(("homework", "assignment"), "take_home"),
    },
    "interviewing": {
        **dict.fromkeys(("in progress", "active", "open", "ongoing"), "interviewing"),
        **dict.fromkeys(("sent", "submitted", "pending", "waiting"), "applied"),
        **dict.fromkeys(("saved", "new", "draft", "todo", "to apply"), "interested"),
        **dict.fromkeys(("hired",), "accepted"),
    },
}


def word_meant(said: str, words: Collection[str]) -> str:
    """Return the one of an enumeration's words that is often called `said`, or ""."""
    plain = " ".join(said.casefold().replace("_", " ").split())
    for one, sayings in _SAYINGS.items():
        if one in words and plain in sayings:
            return sayings[plain]
    return ""


def id_meant(said: str) -> str:
    """Return the id in what was written as a path or a file's name, or ""."""
    name = re.split(r"[/\\]", said.strip())[-1]
    is_file = re.search(r"\.(?:md|txt|ya?ml|pdf|docx?)$", name, re.IGNORECASE)
    return slug(name[: is_file.start()] if is_file else name) if is_file or name != said.strip() else ""


def when_meant(said: str, asked: str) -> str:
    """Return what to write instead of `said` where `asked` ("a time", "a day", …) is wanted, or ""."""
    said = said[:100]
    if "duration" in asked:
        return _length_meant(said)
    if "present" in asked and said.strip().casefold() in _NOW:
        return "write present"
    days = _days(said, is_month_enough="a date" in asked)
    if not days:
        has_month = any(word[:3].casefold() in _MONTHS for word in _WORD.findall(said))
        return "write it in numbers, with its year" if has_month and not _YEAR.search(said) else ""
    if "a time" not in asked:
        return f"write {' or '.join(days)}" + (", as you mean it" if len(days) > 1 else "")
    clock = _clock(said)
    if clock is None:
        return f"add the time of day, like {days[0]} 10:30, or leave the line out until you know it"
    remedy = "write " + " or ".join(f"{day} {clock:%H:%M}" for day in days)
    remedy += ", as you mean it" if len(days) > 1 else ""
    if _ZONE.search(said.strip()):
        remedy += ", and behind it the zone's offset, like +01:00, where it isn't the vault's zone"
    return remedy


def _length_meant(said: str) -> str:
    found = _LENGTH.fullmatch(said.strip())
    if found is None:
        return ""
    return f"write {found['decimal']}h30" if found["decimal"] else f"write {found['hours']}h{found['minutes']}"


def _days(said: str, *, is_month_enough: bool) -> list[str]:
    if found := _ISO.search(said):
        day = int(found["day"]) if found["day"] else None
        return _shown(int(found["year"]), int(found["month"]), day, is_month_enough)
    if found := _NUMBERS.search(said):
        one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
        day_first, month_first = _shown(year, two, one, False), _shown(year, one, two, False)
        return day_first if found["sign"] == "." else list(dict.fromkeys(day_first + month_first))
    month = next((_MONTHS[w[:3].casefold()] for w in _WORD.findall(said) if w[:3].casefold() in _MONTHS), None)
    year_said = _YEAR.search(said)
    if month is None or year_said is None:
        return []
    rest = said[: year_said.start()] + said[year_said.end() :]
    number = _DAY.search(rest)
    return _shown(int(year_said[0]), month, int(number[1]) if number else None, is_month_enough)


def _shown(year: int, month: int, day: int | None, is_month_enough: bool) -> list[str]:
    if day is None:
        return [f"{year}-{month:02d}"] if is_month_enough and 1 <= month <= 12 else []
    try:
        return [date(year, month, day).isoformat()]
    except ValueError:
        return []


def _clock(said: str) -> time | None:
    found = _CLOCK.search(said)
    if found is None:
        return None
    hour = int(found["hour"] or found["plain"] or found["bare"])
    minute = int(found["minute"] or found["past"] or 0)
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].casefold() == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
