"""The demands that screen a candidate out, and where the candidate stands on each."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prepsite.core.posting import Demand, SectionKind
from prepsite.core.posting.reading import Sentence
from prepsite.models.preparation import PrimaryDriver
from prepsite.writers.offline.prose import flat, month, unique
from prepsite.writers.offline.record import Line, Match, Record, Story
from prepsite.writers.offline.terms import stems, terms
from prepsite.writers.offline.voice import Voice

_YEARS = re.compile(r"\b\d+\s?\+?\s?(?:\(\d+\)\s)?(?:or more )?years?\b|\(\d+\) years?\b", re.IGNORECASE)
_MUST = re.compile(
    r"\bmust\b|\brequired?\b|\bto qualify\b|\bminimum\b|\bat least\b|\bessential\b|\bmandatory\b"
    r"|\blicen[cs]ed?\b"
    r"|\bcertified\b|\byou (?:should|need|have)\b",
    re.IGNORECASE,
)
_DEPTH = re.compile(
    r"\b(?:proven|track record|deep|strong|solid|extensive|demonstrated|expert|hands-on|advanced|fluen\w+"
    r"|proficien\w+)\b",
    re.IGNORECASE,
)
_OWNERSHIP = re.compile(
    r"\b(?:lead|leading|own|owning|architecture|migrat\w+|set|drive|manag\w+)\b", re.IGNORECASE
)
_SOFT = re.compile(
    r"\b(?:passion\w*|team player|self-starter|motivated|positive attitude|values? of|enthusias\w+|fun|curious|"
    r"respect|mentor|communicat\w+|collaborat\w+|english|german|french|feedback|retrospectives"
    r"|documentation)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"\b(?:these efforts|this includes|this will involve|in addition)\b", re.IGNORECASE)
_REFERS_BACK = re.compile(
    r"\b(?:one of|any of|some of|all of) (?:those|these)\b|\b(?:those|these) \w+s\b", re.IGNORECASE
)
_FILLER = re.compile(
    r"^(?:to qualify, )?(?:you (?:should|must|will|need to|can)?\s*(?:also )?(?:have|be|bring|understand"
    r"|treat)?\s*"
    r"|the best candidates will have |we expect |an? (?=track record)|(?:proven|demonstrated) |ideally,? "
    r"|experience (?:with|in|of|as)? ?(?=\w)|hands-on experience with |deep experience with "
    r"|solid understanding of "
    r"|strong command of |good knowledge of |strong |deep |a background )",
    re.IGNORECASE,
)
_YEARS_OF = re.compile(
    r"^(?:at least |minimum )?\S+\+? (?:or more )?years?\S* (?:of )?(?:\w+ )?experience (?:in|with|of|as)?\s*",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\([^)]*\)")
_NAME_WORDS = 14


@dataclass(frozen=True)
class Driver:
    """A chosen demand, with what answers it; `matches` are empty where nothing does."""

    name: str
    demand: Demand | None
    quotes: tuple[str, ...]
    matches: tuple[Match, ...]
    nearest: Story | None
    lines: tuple[Line, ...]
    missing: tuple[str, ...]
    cues: Mapping[str, bool]

    @property
    def text(self) -> str:
        """Return the demand's words."""
        return self.demand.text if self.demand else self.name

    @property
    def topic(self) -> str:
        """Return what the demand is about, without the years it asks for."""
        bare = _YEARS_OF.sub("", self.name).rstrip("…").strip(" .,")
        return bare if len(bare.split()) >= 2 else self.name.rstrip("…").strip(" .,")

    @property
    def is_backed(self) -> bool:
        """Tell whether a project answers what the demand names, or most of what it says."""
        if not self.matches:
            return False
        shared = self.matches[0].shared
        return any(term.is_name for term in shared) or len(shared) >= 2


def drivers_of(record: Record) -> tuple[Driver, ...]:
    """Return one to three drivers, the strongest first; one about the role where the posting has none."""
    demands = record.posting.demands
    counted = Counter(stem for demand in demands for stem in stems(demand.text))
    title = stems(record.brief.application.role) | stems(record.brief.job.title or "")
    ranked = sorted(demands, key=lambda demand: (-_score(record, demand, counted, title), demand.index))
    chosen: list[Demand] = []
    for demand in ranked:
        if len(chosen) < 3 and all(not _overlap(demand, other) for other in chosen):
            chosen.append(demand)
    return tuple(_driver(record, demand, counted, title) for demand in chosen) or (_role_driver(record),)


def _score(record: Record, demand: Demand, counted: Mapping[str, int], title: frozenset[str]) -> float:
    words = [term for term in terms(demand.text) if term.stem not in record.own_names]
    score = 3.0 if demand.kind is SectionKind.REQUIREMENTS else 0.8
    score += 2.0 * bool(_YEARS.search(demand.text)) + 1.5 * bool(_MUST.search(demand.text))
    score += 1.0 * bool(_DEPTH.search(demand.text)) + 0.5 * bool(_OWNERSHIP.search(demand.text))
    score -= 1.5 * bool(_SOFT.search(demand.text)) + 1.5 * bool(_POINTS_BACK.search(demand.text))
    score += 0.5 * min(3, sum(term.is_name for term in words))
    score += min(1.0, 0.2 * sum(min(counted[term.stem], 4) - 1 for term in words))
    score += min(0.6, 0.3 * sum(term.stem in title for term in terms(demand.text)))
    rare = [record.rarity(term.stem) for term in words]
    score += 0.3 * (sum(rare) / len(rare)) if rare else -2.0
    score += 1.0 * (1 - demand.index / max(1, len(record.posting.demands)))
    length = len(demand.text.split())
    return score - (1.0 if length > 35 else 0.0) - (1.0 if len(words) < 2 else 0.0)


def _overlap(demand: Demand, other: Demand) -> bool:
    mine, theirs = stems(demand.text), stems(other.text)
    return bool(mine & theirs) and len(mine & theirs) / min(len(mine), len(theirs)) >= 0.5


def _driver(record: Record, demand: Demand, counted: Mapping[str, int], title: frozenset[str]) -> Driver:
    before = _sentence_before(record, demand) if _REFERS_BACK.search(demand.text) else None
    text = f"{before.text} {demand.text}" if before else demand.text
    words = [term for term in terms(text) if term.stem not in record.own_names]
    found = record.matches(text, minor=record.own_names)
    matches = tuple(match for match in found if match.score >= 1.0 and _answers(match, len(words)))
    known = {stem for story in record.stories for stem in story.weights} | record.skills
    cues = {
        "years": bool(_YEARS.search(demand.text)),
        "must": bool(_MUST.search(demand.text)),
        "depth": bool(_DEPTH.search(demand.text)),
        "named": any(term.is_name for term in words),
        "repeated": any(counted[term.stem] >= 3 for term in words),
        "titled": any(term.stem in title for term in terms(text)),
        "requirement": demand.kind is SectionKind.REQUIREMENTS,
    }
    return Driver(
        name=_name(demand.text),
        demand=demand,
        quotes=(before.quote, demand.quote) if before else (demand.quote,),
        matches=matches[:3],
        nearest=(found[0].story if found else record.stories[0]) if record.stories else None,
        lines=record.lines_for(text)[:2],
        missing=unique(term.surface for term in words if term.is_name and term.stem not in known)[:4],
        cues=cues,
    )


def _sentence_before(record: Record, demand: Demand) -> Sentence | None:
    pieces = record.posting.sentences
    place = next((index for index, piece in enumerate(pieces) if piece.quote == demand.quote), 0)
    before = pieces[place - 1] if place else None
    return before if before and before.quote and before.heading == demand.heading else None


def _answers(match: Match, wanted: int) -> bool:
    return any(term.is_name for term in match.shared) or len(match.shared) >= 0.2 * wanted


def _role_driver(record: Record) -> Driver:
    role = record.brief.application.role
    quote = next(
        (piece.quote for piece in record.posting.sentences if piece.quote), record.brief.job.title or role
    )
    nearest = record.stories[0] if record.stories else None
    return Driver(role, None, (quote,), record.matches(role)[:2], nearest, (), (), {})


def _name(text: str) -> str:
    short = re.split(
        r"[:;]|, (?:including|such as|so that|ideally|and the)|\b(?:such as|with an? (?:strong "
        r"|clear )?(?:\w+ )?focus)\b",
        _ASIDE.sub("", text),
    )[0]
    short = short.strip(" .,;–—-")
    bare = _FILLER.sub("", short)
    short = bare if len(bare.split()) >= 2 else short
    words = short.split()
    if len(words) > _NAME_WORDS:
        cut = " ".join(words[: _NAME_WORDS - 3])
        short = re.sub(r"(?:,|\s(?:and|or|of|for|to|in|with|at|on|the|a|an|by|from|as))$", "", cut) + "…"
    return short[:1].upper() + short[1:] if short else flat(text)


def write_drivers(voice: Voice, record: Record, drivers: Sequence[Driver]) -> tuple[PrimaryDriver, ...]:
    """Return the drivers in words, each with the record behind it or the lack of it."""
    return tuple(_written(voice, record, driver, index) for index, driver in enumerate(drivers))


def _written(voice: Voice, record: Record, driver: Driver, index: int) -> PrimaryDriver:
    dated = [role for role in record.roles if role.start]
    first_role = (
        min(dated, key=lambda role: str(role.start), default=None) if driver.cues.get("years") else None
    )
    said = voice.fields(
        "driver",
        n=index,
        driver=driver,
        nearest=driver.nearest,
        first_role=first_role,
        first_start=month(first_role.start) if first_role else "",
        has_posting=bool(record.brief.posting.strip()),
    )
    evidence = [match.story.reference for match in driver.matches[:2]]
    if not driver.matches and driver.nearest and driver.demand:
        evidence.append(driver.nearest.reference)
    evidence += [line.reference for line in driver.lines[:1] if driver.is_backed]
    evidence += [record.cite_role(first_role)] if first_role else []
    return PrimaryDriver(
        name=driver.name,
        why_it_screens=said["why"],
        quotes=driver.quotes,
        standing=said["standing"],
        evidence=unique(evidence),
    )
