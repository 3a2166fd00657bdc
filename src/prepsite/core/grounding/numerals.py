"""Numbers as words, magnitudes and units: what a figure's surroundings say of it."""

from enum import StrEnum

from prepsite.core.grounding.wordlists import each_of

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
NUMERALS: dict[str, int] = {word: number for number, word in enumerate(_SMALL.split())}
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
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
    name: (base, scale)
    for base, scale, names in (
        ("s", 1e-3, "ms,msec,millisecond,milliseconds"), ("s", 1.0, "s,sec,secs,second,seconds"),
        ("s", 60.0, "min,mins,minute,minutes"), ("s", 3600.0, "h,hr,hrs,hour,hours"),
        ("s", 86400.0, "day,days"),
        ("s", 604800.0, "week,weeks,wk,wks"), ("s", 1209600.0, "fortnight,fortnights"),
        ("month", 1.0, "month,months,mo"), ("month", 3.0, "quarters"), ("month", 12.0, "year,years,yr,yrs"),
        ("month", 6.0, "half-years"), ("month", 120.0, "decades"),
        ("%", 1.0, "%,percent,pct,per cent"),
        ("pp", 1.0, "percentage point,percentage points,pp,points"),
        ("EUR", 1.0, "€,eur,euro,euros"), ("USD", 1.0, "$,usd,dollar,dollars"),
        ("GBP", 1.0, "£,gbp,pound,pounds,quid"), ("CHF", 1.0, "chf,francs"), ("JPY", 1.0, "yen,¥"),
        ("cent", 1.0, "cents"), ("INR", 1.0, "₹,inr,rupees"), ("SEK", 1.0, "sek,kronor"),
        ("PLN", 1.0, "pln,zloty"),
        ("byte", 1e3, "kb,kilobytes"), ("byte", 1e6, "mb,megabytes"), ("byte", 1e9, "gb,gigabytes"),
        ("byte", 1e12, "tb,terabytes"), ("byte", 1e15, "pb,petabytes"),
        ("g", 1e-3, "mg,milligrams"), ("g", 1.0, "g,grams,grammes"), ("g", 1e3, "kg,kilograms,kilos"),
        ("g", 1e6, "tonnes,tonne"), ("ton", 1.0, "tons"), ("lb", 1.0, "lb,lbs"),
        ("m", 1e-3, "mm,millimetres,millimeters"), ("m", 1e-2, "cm,centimetres,centimeters"),
        ("m", 1.0, "m,metre,metres,meter,meters"), ("m", 1e3, "km,kilometre,kilometres,kilometers"),
        ("mile", 1.0, "mile,miles"), ("ft", 1.0, "ft,foot,feet"), ("ft", 3.0, "yard,yards"),
        ("ft", 1 / 12, "inch,inches"),
        ("m²", 1.0, "m²,square metres,square meters"), ("m²", 1e4, "hectare,hectares"),
        ("acre", 1.0, "acres"),
        ("ft²", 1.0, "square feet"),
        ("l", 1e-3, "ml,millilitres,milliliters"), ("l", 1.0, "litre,litres,liter,liters"),
        ("l", 1e3, "m³,cubic metres,cubic meters,kilolitres"), ("l", 1e6, "megalitre,megalitres,megaliters"),
        ("gal", 1.0, "gallon,gallons"),
        ("W", 1.0, "w,watt,watts"), ("W", 1e3, "kw,kilowatt,kilowatts"), ("W", 1e6, "mw,megawatt,megawatts"),
        ("Wp", 1e3, "kwp"), ("Wp", 1e6, "mwp"), ("VA", 1e3, "kva"),
        ("Wh", 1.0, "wh,watt-hours"), ("Wh", 1e3, "kwh,kilowatt-hour,kilowatt-hours"),
        ("Wh", 1e6, "mwh,megawatt-hour,megawatt-hours"),
        ("A", 1.0, "a,amp,amps,ampere,amperes"), ("A", 1e-3, "ma,milliamps"), ("A", 1e3, "ka,kiloamps"),
        ("V", 1.0, "v,volt,volts"), ("V", 1e3, "kv,kilovolts"), ("ohm", 1.0, "ohm,ohms"),
        ("ohm", 1e6, "megohms"),
        ("°", 1.0, "°c,degrees"), ("dB", 1.0, "db,decibels"), ("Hz", 1.0, "hz,hertz"), ("Hz", 1e3, "khz"),
        ("Hz", 1e6, "mhz"), ("Hz", 1e9, "ghz"),
        ("x", 1.0, "x,×,times,fold,-fold"), ("credit", 1.0, "credits,ects"),
    )
    for name in names.split(",")
}  # fmt: skip
# What bends a unit of time without making it another: "38 working hours", "17 calendar days".
BENT = each_of(
    """working calendar full whole consecutive business straight short long busy labor labour billable
    solid"""
)
# One letter that is a unit only where it touches its figure: `8 A` may be a name.
GLUED_UNITS = frozenset({"s", "h", "m", "g", "a", "v", "w", "x"})
CURRENCY = frozenset({"€", "$", "£"})
PERIODS: dict[str, str] = {
    "second": "s", "minute": "min", "hour": "h", "day": "day", "night": "night", "shift": "shift",
    "week": "week",
    "month": "month", "quarter": "quarter", "year": "year", "annum": "year", "daily": "day", "weekly": "week",
    "monthly": "month", "yearly": "year", "annually": "year", "nightly": "night", "hourly": "h",
    "quarterly": "quarter",
}  # fmt: skip
