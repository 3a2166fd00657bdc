"""Words as terms that can be compared: aliases, inflection, and what is worth comparing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer  # type: ignore[import-untyped]

_STEMMERS = {
    name: snowballstemmer.stemmer(name)
    for name in ("english", "german", "french", "spanish", "dutch", "italian")
}
# A few little words that give a language away, and are never worth comparing.
_LITTLE_WORDS = {
    "german": "und der die das den dem ein eine einer mit für von im ist wir du sie ihr zu auf als oder nicht"
    " sind wird haben hast sowie bei aus deine ihre unsere erfahrung kenntnisse",
    "french": "et le la les des une un avec pour du de dans vous nous est sur ou au aux en votre"
    " notre expérience",
    "spanish": "y el los las con para una un del de en es se tu su por o que nuestro experiencia",
    "dutch": "en het een met voor van je wij zijn op bij of de onze jouw ervaring",
    "italian": "e il lo gli con per una un di in è noi tu della delle esperienza",
}
_LITTLE = {name: frozenset(words.split()) for name, words in _LITTLE_WORDS.items()}
_KIN = {
    "#money": r"mone(?:y|tary)|payments?|payouts?|pays?|ledgers?|billing|settlements?|invoices?|invoicing"
    r"|accounting"
    r"|bookkeeping|rents?|claims|financ(?:e|ial)|balances?|reconcil\w+|double-entry",
    "#leading": r"leads?|leading|led|leadership|mentor\w*|coach\w*|supervis\w+|hir(?:e|es|ed|ing)"
    r"|engineering team"
    r"|team lead|manag(?:e|es|ed|ing) (?:people|teams?|technologists|staff|engineers)|working group",
    "#across": r"cross[- ]functional|stakeholders?|departments?|(?:several|other|multiple|product|four|all)"
    r" teams|across (?:\w+ )?(?:teams|boundaries)|organization-wide"
    r"|with (?:sales|finance|support)",
    "#moving": r"migrat\w+|moved|moving|replac\w+|switch(?:ed|es|ing)?|technical change"
    r"|organi[sz]ational change",
    "#security": r"secur\w+|fraud\w*|anti-fraud|privacy|confidential\w*|penetration|vulnerabilit\w+|threats?",
    "#analysis": r"analytics|analys[ei]s|analy[sz]\w+|statistic\w*|machine[- ]learning|data science",
    "#testing": r"tests?|testing|tested|automated testing",
    "#running": r"on-call|incidents?|outages?|availability|monitor\w*|observability|service[- ]levels?|uptime"
    r"|in production|to production|operating|operations",
    "#database": r"databases?|postgres\w*|mysql|oracle|sql\b|relational",
    "#delivery": r"deploy\w*|deliver(?:y|ies)|canary|rollouts?|continuous integration|\bci\b|\bcd\b"
    r"|pipelines?|gitops",
    "#product": r"product (?:manag\w+|visions?|strateg\w+|roadmaps?|portfolio|feasibility|teams?)|portfolio"
    r"|roadmaps?",
    "#nursing": r"nurs\w+|pfleg\w+|patients?|wards?|intensive care|\bicu\b|clinical",
}
_KIN_PATTERNS = tuple((stem, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for stem, words in _KIN.items())
_TOKEN = re.compile(r"[^\W_](?:[\w.]*[\w])?(?:\+\+|\+(?=\W|$)|#)?|\.[A-Za-z]{2,}")
_ALIASES = {
    "postgres": "postgresql",
    "psql": "postgresql",
    "k8s": "kubernetes",
    "js": "javascript",
    "ts": "typescript",
    "golang": "go",
    "node.js": "nodejs",
    "node": "nodejs",
    "react.js": "react",
    "reactjs": "react",
    "py": "python",
    "mongo": "mongodb",
    "tf": "terraform",
    "gcp": "google-cloud",
    "ml": "machine-learning",
    "ux": "user-experience",
    "cpp": "c++",
    "csharp": "c#",
    "dotnet": ".net",
    "services": "service",
    "apis": "api",
    "rdbms": "database",
    "otel": "opentelemetry",
    "es": "elasticsearch",
    "elastic": "elasticsearch",
    "ror": "rails",
    "slos": "slo",
    "led": "lead",
    "ran": "run",
    "built": "build",
    "wrote": "write",
    "taught": "teach",
    "paid": "pay",
    "payout": "payment",
    "payouts": "payment",
    "payments": "payment",
    "patients": "patient",
}
_COMPOUNDS = (
    (re.compile(r"\bservice[- ]level objectives?\b", re.IGNORECASE), "SLO"),
    (re.compile(r"\bcontinuous (?:integration|delivery|deployment)\b", re.IGNORECASE), "CI"),
    (re.compile(r"\bci/cd\b", re.IGNORECASE), "CI"),
)
_STOP_WORDS = """
a ability able about above across addition after again against all also am an and any application
apply appropriate are area as aspect at background based be because been before being below best
better between big both bring build business but by can candidate capable care change changes clear
clearly come comfortable company comparable complex concept contribute could customer customers
daily day deep deliver desire develop developer did different do does doing don don't down during
e.g each effective eight either else end engineer engineering ensure environment etc ever every
everyday excellent expect experience experienced expert expertise familiarity fast few field five
fluency fluent focus for four from full further get give go-getter goal good great had hand hands-on
has have having he help her here hers high highly him his hour how i idea ideal ideally if impact in
in-depth include including independent integral into is it it's its itself job join just keep key
kind knowledge large lead least let level like long look lot make manage many may me member method
might minimum modern more most move much must my need new nine no nor not now object of off offer on
once one only operate opportunity or order organization other our ours out over own paid part
particular passion people per person plus position practical practice prefer preferably previous
principle process product products proficiency proficient project projects proven provide qualify
quality range record related relevant require required requirement responsibility responsible role
run said same say service set seven several share she should six skill skills small so software
solid solution some someone something state step still strong success successful such suitable
support system systems take task team technology ten than that that's the their them then there
these they thing this those three thrive through time to together too tool tooling toward track two
under understand understanding until up upon us use useful user using value variety various very was
way we we're week well were what when where whether which while who whom why will willing with
within without work working world would write written year years yet you you'll you're your yours
"""
_STOP = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True)
class Term:
    """A word worth comparing: its `stem`, and as it stood in the text."""

    stem: str
    surface: str
    is_name: bool

    @property
    def is_kin(self) -> bool:
        """Tell whether the term stands for words of a kin."""
        return self.stem.startswith("#")


@lru_cache(maxsize=8192)
def _stem(word: str, language: str = "english") -> str:
    return str(_STEMMERS[language].stemWord(word))


_STOP_STEMS = frozenset(_stem(word) for word in _STOP)
_ANY_LITTLE = frozenset[str]().union(*_LITTLE.values())
_WORD = re.compile(r"[^\W\d_]+")


def _language(text: str) -> str:
    """Return the language of a text by its little words; English where they don't tell."""
    words = _WORD.findall(text.casefold())
    if not any(word in _ANY_LITTLE for word in words):
        return "english"
    counts = {name: sum(word in little for word in words) for name, little in _LITTLE.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] > sum(word in _STOP for word in words) else "english"


@lru_cache(maxsize=2048)
def terms(text: str) -> tuple[Term, ...]:
    """Return the terms of a text in their order, each once; names are written like names.

    Last come terms of kin (`#money`): words that mean much the same to an interviewer.
    """
    for pattern, short in _COMPOUNDS:
        text = pattern.sub(short, text)
    found: dict[str, Term] = {}
    language = _language(text)
    little = _LITTLE.get(language, frozenset())
    for match in _TOKEN.finditer(text):
        surface = match[0]
        word = surface.casefold()
        word = _ALIASES.get(word, word)
        stem = _stem(word, language)
        if (
            word in _STOP
            or word in little
            or (stem in _STOP_STEMS and not surface[:1].isupper())
            or len(word) < 2
            or word.isdigit()
        ):
            continue
        opens = not text[: match.start()].rstrip() or text[: match.start()].rstrip()[-1] in ".:!?•–-"
        is_name = _looks_like_name(surface, opens=opens)
        if stem in _STOP_STEMS or (word == "go" and surface == "go"):
            continue
        if stem not in found or (is_name and not found[stem].is_name):
            found[stem] = Term(stem, surface, is_name)
    for kin, pattern in _KIN_PATTERNS:
        if near := pattern.search(text):
            found[kin] = Term(kin, near[0], is_name=False)
    return tuple(found.values())


def kin_stems() -> frozenset[str]:
    """Return the stems that stand for words of a kin."""
    return frozenset(_KIN)


def stems(text: str) -> frozenset[str]:
    """Return the stems of a text."""
    return frozenset(term.stem for term in terms(text))


def stems_of(texts: Iterable[str | None]) -> frozenset[str]:
    """Return the stems of all the texts that are there."""
    return frozenset(stem for text in texts if text for stem in stems(text))


def _looks_like_name(surface: str, *, opens: bool) -> bool:
    if re.search(r"[+#]|\d", surface) and re.search(r"[^\W\d]", surface):
        return True
    if re.search(r"[^\W\d_][A-Z]", surface):
        return True
    return surface[:1].isupper() and not opens
