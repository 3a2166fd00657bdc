"""Numbers as words, magnitudes and units: what a figure's surroundings say of it."""

from enum import StrEnum

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
NUMERALS: dict[str, int] = {word: number for number, word in enumerate(_SMALL.split())}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
NUMERALS |= _TENS
for _ten, _value in _TENS.items():
    for _word, _one in list(NUMERALS.items())[1:10]:
        NUMERALS[f"{_ten}-{_word}"] = _value + _one
NUMERALS |= {"dozen": 12}

MAGNITUDES: dict[str, float] = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "millions": 1e6, "m": 1e6, "mn": 1e6, "mio": 1e6,
    "billion": 1e9, "bn": 1e9, "b": 1e9, "dozen": 12, "lakh": 1e5,
}  # fmt: skip
GLUED_ONLY = frozenset({"k", "m", "mn", "b", "mio"})


class Sense(StrEnum):
    """What a word before a figure says of it."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"


SENSES: dict[str, Sense] = {
    "about": Sense.ABOUT, "around": Sense.ABOUT, "roughly": Sense.ABOUT, "approximately": Sense.ABOUT,
    "some": Sense.ABOUT, "circa": Sense.ABOUT, "approx": Sense.ABOUT, "close to": Sense.ABOUT, "~": Sense.ABOUT,
    "≈": Sense.ABOUT, "or so": Sense.ABOUT, "ca": Sense.ABOUT,
    "over": Sense.OVER, "more than": Sense.OVER, "above": Sense.OVER, "at least": Sense.OVER,
    "upwards of": Sense.OVER, "north of": Sense.OVER, "well over": Sense.OVER, "just over": Sense.OVER,
    "a little over": Sense.OVER, "no fewer than": Sense.OVER, "no less than": Sense.OVER,
    "exceeding": Sense.OVER, "beyond": Sense.OVER, "past": Sense.OVER, "upward of": Sense.OVER,
    "nearly": Sense.UNDER, "almost": Sense.UNDER, "under": Sense.UNDER, "less than": Sense.UNDER,
    "just under": Sense.UNDER, "fewer than": Sense.UNDER, "below": Sense.UNDER, "up to": Sense.UNDER,
    "at most": Sense.UNDER, "no more than": Sense.UNDER, "not quite": Sense.UNDER, "close on": Sense.UNDER,
    "inside": Sense.UNDER, "within": Sense.UNDER,
}  # fmt: skip

# A unit as written → (the unit that its kin share, how many of these it is).
UNITS: dict[str, tuple[str, float]] = {
    "ms": ("s", 1e-3), "msec": ("s", 1e-3), "millisecond": ("s", 1e-3), "milliseconds": ("s", 1e-3),
    "s": ("s", 1.0), "sec": ("s", 1.0), "secs": ("s", 1.0), "second": ("s", 1.0), "seconds": ("s", 1.0),
    "min": ("s", 60.0), "mins": ("s", 60.0), "minute": ("s", 60.0), "minutes": ("s", 60.0),
    "h": ("s", 3600.0), "hr": ("s", 3600.0), "hrs": ("s", 3600.0), "hour": ("s", 3600.0), "hours": ("s", 3600.0),
    "day": ("s", 86400.0), "days": ("s", 86400.0),
    "week": ("s", 604800.0), "weeks": ("s", 604800.0), "wk": ("s", 604800.0), "wks": ("s", 604800.0),
    "fortnight": ("s", 1209600.0), "fortnights": ("s", 1209600.0),
    "month": ("month", 1.0), "months": ("month", 1.0), "mo": ("month", 1.0), "quarters": ("month", 3.0),
    "year": ("month", 12.0), "years": ("month", 12.0), "yr": ("month", 12.0), "yrs": ("month", 12.0),
    "%": ("%", 1.0), "percent": ("%", 1.0), "pct": ("%", 1.0), "per cent": ("%", 1.0),
    "percentage point": ("pp", 1.0), "percentage points": ("pp", 1.0), "pp": ("pp", 1.0), "points": ("pp", 1.0),
    "€": ("EUR", 1.0), "eur": ("EUR", 1.0), "euro": ("EUR", 1.0), "euros": ("EUR", 1.0),
    "$": ("USD", 1.0), "usd": ("USD", 1.0), "dollar": ("USD", 1.0), "dollars": ("USD", 1.0),
    "£": ("GBP", 1.0), "gbp": ("GBP", 1.0), "pound": ("GBP", 1.0), "pounds": ("GBP", 1.0),
    "chf": ("CHF", 1.0), "francs": ("CHF", 1.0), "yen": ("JPY", 1.0), "cents": ("cent", 1.0),
    "kb": ("byte", 1e3), "mb": ("byte", 1e6), "gb": ("byte", 1e9), "tb": ("byte", 1e12), "pb": ("byte", 1e15),
    "gigabytes": ("byte", 1e9), "terabytes": ("byte", 1e12), "megabytes": ("byte", 1e6), "kilobytes": ("byte", 1e3),
    "kg": ("g", 1e3), "g": ("g", 1.0), "mg": ("g", 1e-3), "kilograms": ("g", 1e3), "kilos": ("g", 1e3),
    "mm": ("m", 1e-3), "cm": ("m", 1e-2), "metre": ("m", 1.0), "metres": ("m", 1.0), "meters": ("m", 1.0),
    "km": ("m", 1e3), "kilometres": ("m", 1e3), "kilometers": ("m", 1e3), "miles": ("mile", 1.0),
    "kw": ("W", 1e3), "mw": ("W", 1e6), "kwp": ("Wp", 1e3), "watts": ("W", 1.0), "kilowatts": ("W", 1e3),
    "kva": ("VA", 1e3), "kwh": ("Wh", 1e3), "mwh": ("Wh", 1e6), "amp": ("A", 1.0), "amps": ("A", 1.0),
    "volts": ("V", 1.0), "a": ("A", 1.0), "v": ("V", 1.0), "w": ("W", 1.0), "m": ("m", 1.0), "volt": ("V", 1.0), "kv": ("V", 1e3), "ma": ("A", 1e-3), "ohm": ("ohm", 1.0), "ohms": ("ohm", 1.0),
    "x": ("x", 1.0), "×": ("x", 1.0), "times": ("x", 1.0), "fold": ("x", 1.0), "-fold": ("x", 1.0),
    "ml": ("l", 1e-3), "litres": ("l", 1.0), "liters": ("l", 1.0),
    "credits": ("credit", 1.0), "ects": ("credit", 1.0),
}  # fmt: skip
# One letter that is a unit only where it touches its figure: `8 A` may be a name.
GLUED_UNITS = frozenset({"s", "h", "m", "g", "a", "v", "w", "x"})
CURRENCY = frozenset({"€", "$", "£"})
PERIODS: dict[str, str] = {
    "second": "s", "minute": "min", "hour": "h", "day": "day", "night": "night", "shift": "shift", "week": "week",
    "month": "month", "quarter": "quarter", "year": "year", "annum": "year", "daily": "day", "weekly": "week",
    "monthly": "month", "yearly": "year", "annually": "year", "nightly": "night", "hourly": "h",
    "quarterly": "quarter",
}  # fmt: skip
