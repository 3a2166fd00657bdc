"""Dates, times and numbers as a language's own people write them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.core import Locale


@dataclass(frozen=True)
class LocaleDates:
    """Dates by the rules of a locale; implements `prepsite.core.dates.Dates`."""

    locale: "Locale"

    @property
    def weekdays(self) -> tuple[str, ...]:
        """Return the short names of the days of a week, Monday first."""
        names = self.locale.days["stand-alone"]["abbreviated"]
        return tuple(str(names[number]) for number in range(7))

    @property
    def first_weekday(self) -> int:
        """Return the day that a calendar's week begins with: 0 is Monday, 6 Sunday."""
        return self.locale.first_week_day

    def day(self, day: date) -> str:
        """Return a day in full, its weekday shortened: "Do., 12. März 2026"."""
        from babel.dates import format_date

        pattern = str(self.locale.date_formats["full"].pattern).replace("EEEE", "EEE")
        return format_date(day, pattern, self.locale)

    def date(self, day: date) -> str:
        """Return a day without its weekday: "12. März 2026"."""
        from babel.dates import format_date

        return format_date(day, "long", self.locale)

    def month(self, year: int, month: int) -> str:
        """Return a month: "März 2026"."""
        from babel.dates import format_skeleton

        return format_skeleton("yMMMM", date(year, month, 1), locale=self.locale)

    def clock(self, moment: datetime) -> str:
        """Return the time of day: "14:00"."""
        from babel.dates import format_time

        return format_time(moment, "short", locale=self.locale, tzinfo=moment.tzinfo)

    def number(self, value: float) -> str:
        """Return a number with the language's separators: "1.200"."""
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self.locale)
