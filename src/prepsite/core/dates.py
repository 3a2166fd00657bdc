"""How dates, times and numbers are told: in English here, in other languages by who knows their ways."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Dates(Protocol):
    """Tells dates, times and numbers in one language."""

    @property
    def weekdays(self) -> tuple[str, ...]:
        """Return the short names of the days of a week, Monday first."""
        ...

    @property
    def first_weekday(self) -> int:
        """Return the day that a calendar's week begins with: 0 is Monday, 6 Sunday."""
        ...

    def day(self, day: date) -> str:
        """Return a day with its weekday: "Wed 11 March 2026"."""
        ...

    def date(self, day: date) -> str:
        """Return a day without its weekday: "11 March 2026"."""
        ...

    def month(self, year: int, month: int) -> str:
        """Return a month: "March 2026"."""
        ...

    def clock(self, moment: datetime) -> str:
        """Return the time of day: "14:00"."""
        ...

    def number(self, value: float) -> str:
        """Return a number with the language's separators."""
        ...


@dataclass(frozen=True)
class EnglishDates:
    """Dates in English, days before months, on a clock of 24 hours."""

    weekdays: tuple[str, ...] = DAYS
    first_weekday: int = 0

    def day(self, day: date) -> str:
        """Return "Wed 11 March 2026"."""
        return f"{DAYS[day.weekday()]} {self.date(day)}"

    def date(self, day: date) -> str:
        """Return "11 March 2026"."""
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

    def month(self, year: int, month: int) -> str:
        """Return "March 2026"."""
        return f"{MONTHS[month - 1]} {year}"

    def clock(self, moment: datetime) -> str:
        """Return "14:00"."""
        return f"{moment:%H:%M}"

    def number(self, value: float) -> str:
        """Return "1,200" and "0.5"."""
        return f"{value:,}"
