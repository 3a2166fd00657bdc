"""True paraphrases that leave every fact alone: order, voice, verb, alias, words for figures, months."""

import re
from collections.abc import Iterator

from grounding.change import Case, free_numbers, replaced
from grounding.quantities import MONTHS, SPELLED, dates, quantities
from grounding.verbs import PARTICIPLE

ALIASES: tuple[tuple[str, str], ...] = (
    ("PostgreSQL", "Postgres"),
    ("Kubernetes", "K8s"),
    ("p99 latency", "99th-percentile latency"),
    ("p95 latency", "95th-percentile latency"),
    ("Kafka", "Apache Kafka"),
    ("SQL Server", "MSSQL"),
    ("Apache Airflow", "Airflow"),
    ("PySpark", "Spark with Python"),
    ("Bluebeam Revu", "Bluebeam"),
    ("NFPA 70E", "70E"),
    ("LightGBM", "Light GBM"),
    ("MSc", "Master of Science"),
    ("BSc", "Bachelor of Science"),
    ("BA", "Bachelor of Arts"),
    ("CRM", "customer relationship management"),
    ("ICU", "intensive care"),
    ("intensive care", "ICU"),
    ("NEWS2", "National Early Warning Score 2"),
    ("Salesforce", "SFDC"),
    ("k8s", "Kubernetes"),
    ("NEC 2020", "2020 National Electrical Code"),
    ("Fluke 1587", "Fluke 1587 megger"),
    ("FLIR camera", "FLIR thermal camera"),
    ("LED", "light-emitting diode"),
    ("year-end", "end-of-year"),
    ("Excel", "Microsoft Excel"),
    ("GIS", "geographic information system"),
    ("on-call", "on call"),
    ("demos", "demonstrations"),
    ("demo", "demonstration"),
)

SYNONYMS: tuple[tuple[str, str], ...] = (
    (r"\bfell (?=from|to|by)", "dropped "),
    (r"\brose (?=from|to|by)", "increased "),
    (r"\bdropped (?=from|to)", "fell "),
    (r"\bI built\b", "I constructed"),
    (r"\bI designed\b", "I drew up"),
    (r"\bI moved\b", "I shifted"),
    (r"\bI wrote up\b", "I documented"),
    (r"\bI wrote\b(?! (?:up|to|in|and|for|on))", "I put together"),
    (r"\bI proposed\b(?! to)", "I suggested"),
    (r"\bI started\b", "I began"),
    (r"\bI began\b", "I started"),
    (r"\bI led\b", "I headed"),
    (r"\bI agreed (?=with|on)", "I settled "),
    (r"\bI replaced\b", "I swapped out"),
    (r"\bI collected\b", "I gathered"),
    (r"\bI measured\b", "I gauged"),
    (r"\bI switched it off\b", "I turned it off"),
    (r"\bI showed\b", "I demonstrated"),
    (r"\bI asked for\b", "I requested"),
    (r"\bI found\b", "I discovered"),
    (r"\bI computed\b", "I calculated"),
    (r"\bI checked\b", "I verified"),
    (r"\bI earned\b", "I obtained"),
    (r"\bI supported\b(?! it)", "I assisted"),
    (r"\bwas led by\b", "was headed by"),
    (r"\bturned out to\b", "proved to"),
    (r"\bwas lost\b", "went missing"),
    (r"\bneeded\b", "required"),
    (r"\bused to take\b", "formerly took"),
    (r"\bI am looking for\b", "I am seeking"),
    (r"\bI'm looking for\b", "I'm after"),
    (r"\bclosed their finding\b", "settled their finding"),
    (r"\bnobody\b", "no one"),
    (r"\bNobody\b", "No one"),
    (r"\bdisagreed\b", "differed"),
    (r"\bwaited\b", "had to wait"),
    (r"\bpassed on the first try\b", "went through at the first attempt"),
    (r"\bat the time\b", "back then"),
    (r"\bwent from\b(?= \d)", "moved from"),
    (r"\bcolleagues\b", "coworkers"),
    (r"\binstead of\b", "rather than"),
    (r"\bbecause\b", "since"),
    (r"\bin all\b", "altogether"),
    (r"\beach\b(?= shift| request| charger| week| month| night)", "every"),
)
_NP = re.compile(
    r"I (?P<verb>\w+) (?P<object>(?:a|an|the|every|all|each|\d[\d,]*|[a-z]+teen|two|three|four|five|six|"
    r"seven|eight|nine|ten|twelve)(?: [\w-]+){1,6}?)(?P<rest>(?:,? (?:in|with|from|on|for|against|before|after|"
    r"so that|which|that|at|over|until|within|between|during) [^.;:!]*)?)[.!]"
)
_TO_FROM = re.compile(
    r"\bfrom (?P<a>(?:about |nearly )?[$£€]?[\d,.]*\d(?:[%kM]| (?:million|hours|minutes|ms|days|seconds|s)\b)*)"
    r" (?P<to>down to|up to|to) (?P<b>[$£€]?(?>[\d,.]*\d)(?:%|[kM]\b)?(?: (?:million |working )?"
    r"(?:ms|hours|minutes|days|seconds|s|weeks|kilowatt-hours|euros)\b)?"
    r"(?: (?:a|per) (?:year|week|day|month|hour)\b)?)(?! (?:per|a|million|billion)\b)"
)


def reordered(case: Case) -> Iterator[str]:
    """Move a part of the sentence to another place."""
    text = case.text
    found = _TO_FROM.search(text)
    if found and not re.fullmatch(r"(?:19|20)\d\d", found["a"]):
        unit = re.search(r"(?:%| .*)$", found["b"])
        first = found["a"]
        if unit and unit[0] and re.search(r"\d$", first):
            first += unit[0] if unit[0] == "%" else re.sub(r" (?:a|per) \w+$", "", unit[0])
        second = found["b"]
        yield text[: found.start()] + f"to {second} from {first}" + text[found.end() :]
    if lead := re.match(
        r"((?:At|On|In|For|After|Since|From) [^,:;]{3,40}?),? (I|we|the team) (?=[a-z])(.+?)\.$", text
    ):
        rest = lead[3]
        if (
            not re.search(r"[;:“\"]|, (?:and|but|which|where|so)|\b(?:then|also)\b", rest)
            and "," not in lead[1]
        ):
            who = lead[2][0].upper() + lead[2][1:]
            yield f"{who} {rest}, {lead[1][0].lower() + lead[1][1:]}."
    if tail := re.match(
        r"(I [a-z]+ [^,;:]+), (with|without|from|over|after|before|between|in|by) ([^,;:]+)\.$", text
    ):
        yield f"{tail[2].capitalize()} {tail[3]}, {tail[1]}."
    if tail := re.match(r"([A-Z][^,;:]+), (measured|computed|counted) ([^,;:]+)\.$", text):
        own = tail[1] if re.match(r"I\b|[A-Z]{2}", tail[1]) else tail[1][0].lower() + tail[1][1:]
        yield f"{tail[2].capitalize()} {tail[3]}, {own}."
    yield from _turned_round(text)


def _turned_round(text: str) -> Iterator[str]:
    """Swap the halves of a sentence at a semicolon, or put a reason first."""
    both = re.match(r"([A-Z][^;:]+); ([a-z][^;:]+)\.$", text)
    leans = r"^(?:it|its|they|that|this|one|all|none|\d+|[a-z]+ (?:had|of them))\b|\b(?:them|one)\b"
    if both and not re.search(leans, both[2]):
        yield f"{both[2][0].upper()}{both[2][1:]}; {_as_second(both[1])}."
    reason = r"((?!In )[A-Z].+?), (?:so|and so) ((?:I|we|nobody|it|they|two|there|if|closing) .+)\.$"
    two = re.match(reason, text)
    if two and not re.search(r"[;:,]", two[1] + two[2]):
        yield f"Because {_as_second(two[1])}, {two[2]}."


def _as_second(clause: str) -> str:
    """Return a clause without its capital, unless that belongs to its first word."""
    first = clause.split()[0]
    common = first in {
        "The",
        "A",
        "My",
        "Our",
        "Its",
        "There",
        "We",
        "This",
        "It",
        "They",
        "Infection",
        "Then",
        "In",
        "At",
        "Before",
    }
    return clause[0].lower() + clause[1:] if common else clause


def passive(case: Case) -> Iterator[str]:
    """Turn "I did X" into "X was done by me"; only where X is plainly one thing."""
    found = _NP.fullmatch(case.text)
    if not found or found["verb"] not in PARTICIPLE:
        return
    thing, rest = found["object"], found["rest"]
    head = re.split(r" (?:of|for|to|that|in) ", thing)[0]
    broken = re.search(
        r"\b(?:and|or|by|to|I|that|which|because|who|up|out|down|off|back|only|every|each)\b", thing[3:]
    )
    if (
        broken
        or re.search(r"\b(?:and|by|my|myself)\b", rest)
        or found["verb"]
        in {"led", "became", "began", "made", "took", "met", "put", "supported", "spent", "finished"}
    ):
        return
    plural = head.endswith("s") and not head.endswith(("ss", "sis", "us"))
    if thing.startswith(("every", "each", "a ", "an ")):
        plural = False
    done = f"{'were' if plural else 'was'} {PARTICIPLE[found['verb']]} by me{rest}."
    yield f"{thing[0].upper()}{thing[1:]} {done}"


def aliased(case: Case) -> Iterator[str]:
    """Call a tool, a degree or a term by its other name."""
    for name, other in ALIASES:
        found = re.search(rf"(?<![\w“-]){re.escape(name)}(?![\w-])", case.text)
        if found and other not in case.text and "“" not in case.text:
            text = replaced(case.text, *found.span(), other)
            yield re.sub(r"\ban (?=Master|Bachelor|light|interface)", "a ", re.sub(r"\ba (?=99th)", "a ", text))


def synonymous(case: Case) -> Iterator[str]:
    """Swap a verb or a turn of phrase for another of the same sense."""
    made = 0
    for pattern, other in SYNONYMS:
        found = re.search(pattern, case.text)
        if found and "“" not in case.text and made < 2:
            made += 1
            yield replaced(case.text, *found.span(), other)


def number_words(case: Case) -> Iterator[str]:
    """Write a small number in words, or one in words as a figure."""
    for quantity in free_numbers(case, quantities(case.text)):
        if quantity.sign or quantity.is_percent or quantity.scale or "." in quantity.text:
            continue
        if quantity.is_word and not re.match(r"-| and a half", case.text[quantity.end :]):
            yield replaced(case.text, quantity.start, quantity.end, f"{quantity.value:.0f}")
        elif not quantity.is_word and quantity.value in SPELLED and quantity.value <= 20 and quantity.value > 1:
            following = case.text[quantity.end : quantity.end + 3]
            if not following.startswith(("-", " h ", " am", " pm")):
                yield replaced(case.text, quantity.start, quantity.end, SPELLED[int(quantity.value)])


def months(case: Case) -> Iterator[str]:
    """Write a date another way."""
    for date in dates(case.text):
        if not date.month or not re.search(r"[A-Z]", date.text):
            continue
        name = MONTHS[date.month - 1]
        if not date.year and not date.day:
            if name[:3] != name:
                yield replaced(case.text, date.start, date.end, name[:3])
            continue
        forms = [date.text.replace(name, name[:3]), date.text.replace(name, f"{name[:3]}.")]
        if date.year and date.day:
            forms = [f"{date.year}-{date.month:02d}-{date.day:02d}", f"{name} {date.day}, {date.year}"]
            forms += [f"{date.day} {name[:3]} {date.year}"]
        elif date.year:
            forms += [f"{date.year}-{date.month:02d}", f"{name} of {date.year}"]
        forms = [form for form in forms if form != date.text and form != "May."]
        yield replaced(case.text, date.start, date.end, case.random.choice(forms))
