"""Characters that no font at hand can show: emoji in words, all others by their number, none dropped."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from prepsite.paper.typesetting import EMBEDDED, FontChoice, SourceRefused, literal, typeset

# What the embedded fonts have, beyond doubt; all else is tried.
_KNOWN = (
    "\x00-\u02ff\u0370-\u03ff\u0410-\u044f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u2190-\u22ff\u27c0-\u27ef"
)
_UNKNOWN = re.compile(f"[^{_KNOWN}\u200b\u2022\ufffd]+")
_PROBE = '#set document(title: "probe", author: ())\n#set text(lang: "en", font: "Libertinus Serif")\n'
_PROBE_LINES = 2
_TRIES = 3

_JOINER = "\u200d"
_SELECTORS = ("\ufe00", "\ufe0f")
_TONES = ("\U0001f3fb", "\U0001f3ff")
_FLAGS = ("\U0001f1e6", "\U0001f1ff")
_FIRST_EMOJI = 0x2300

SYMBOLS = {
    "✅": "✓",
    "☑": "✓",
    "✔": "✓",
    "❌": "✗",
    "❎": "✗",
    "✖": "✗",
    "➡": "→",
    "⬅": "←",
    "⬆": "↑",
    "⬇": "↓",
    "❗": "!",
    "❕": "!",
    "❓": "?",
    "❔": "?",
    "⭐": "★",
    "🌟": "★",
    "➕": "+",
    "➖": "–",
    "✖️": "×",
    "🔴": "●",
    "🟢": "●",
    "🟡": "●",
    "🔵": "●",
    "⚪": "○",
    "⚫": "●",
    "🔗": "[link]",
    "👍": "[thumbs up]",
    "👎": "[thumbs down]",
    "🙂": ":-)",
    "😀": ":-)",
    "😊": ":-)",
    "😉": ";-)",
    "🙁": ":-(",
    "😞": ":-(",
}
"""What a common emoji says in signs or words that every font has; others are called by their name."""


@dataclass(frozen=True)
class Fitted:
    """A source with nothing in it that no font can show; `missing` are characters shown by number."""

    source: str
    missing: tuple[str, ...] = ()


def has_only_known(text: str) -> bool:
    """Tell whether the embedded fonts have all of a text, beyond doubt."""
    return _UNKNOWN.search(text) is None


def fitted(source: str, fonts: FontChoice = EMBEDDED) -> Fitted:
    """Return a source in which each character that no font can show stands in words or by its number."""
    source = unicodedata.normalize("NFC", source)
    found = {cluster for run in _UNKNOWN.findall(source) for cluster in _clusters(run)}
    return _replaced(source, _not_shown(found, fonts), fonts)


def typeset_fitted(source: str, *, what: str, fonts: FontChoice = EMBEDDED) -> tuple[bytes, tuple[str, ...]]:
    """Return a PDF and the characters that are shown in it by their number.

    Raises PrepsiteError as `typeset` does.
    """
    fit = fitted(source, fonts)
    for _ in range(_TRIES):
        try:
            return typeset(fit.source, what=what, fonts=fonts), fit.missing
        except SourceRefused as error:
            # A bold or slanted face may lack what the upright one has.
            lines = fit.source.split("\n")
            named = "\n".join(lines[number - 1] for number in error.lines if 0 < number <= len(lines))
            suspects = {each for run in _UNKNOWN.findall(named) for each in _clusters(run)}
            if "could not be displayed" not in error.what or not suspects:
                raise
            again = _replaced(fit.source, suspects, fonts)
            fit = Fitted(again.source, tuple(dict.fromkeys((*fit.missing, *again.missing))))
    return typeset(fit.source, what=what, fonts=fonts), fit.missing


def _replaced(source: str, missing: Collection[str], fonts: FontChoice) -> Fitted:
    if not missing:
        return Fitted(source)
    said = {cluster: _in_symbols(cluster) for cluster in missing}
    left = {letter for cluster, words in said.items() if not words for letter in cluster}
    lone = _not_shown(left, fonts)
    told: dict[str, None] = {}

    def shown(run: re.Match[str]) -> str:
        parts = []
        for cluster in _clusters(run[0]):
            if cluster not in said:
                parts.append(cluster)
            elif said[cluster]:
                parts.append(said[cluster])
            else:
                hidden = lone & set(cluster) or set(cluster)
                told.update(dict.fromkeys(letter for letter in cluster if letter in hidden))
                parts.append("".join(_number(x) if x in hidden else x for x in cluster))
        return "".join(parts)

    return Fitted(_UNKNOWN.sub(shown, source), tuple(told))


def _not_shown(clusters: Collection[str], fonts: FontChoice) -> set[str]:
    """Return those that Typst complains of, each tried on a line of its own."""
    ordered = sorted(clusters)
    if not ordered:
        return set()
    source = _PROBE + "".join(f"#{literal(cluster)}\n" for cluster in ordered)
    try:
        typeset(source, what="the fonts", fonts=fonts)
    except SourceRefused as error:
        lines = (number - _PROBE_LINES - 1 for number in error.lines)
        return {ordered[number] for number in lines if 0 <= number < len(ordered)}
    return set()


def _clusters(run: str) -> Iterator[str]:
    """Yield what is seen as one: a letter with its accents, an emoji with its tone, a flag."""
    cluster = ""
    for letter in run:
        joins = (
            unicodedata.category(letter) in {"Mn", "Me", "Cf"}
            or _SELECTORS[0] <= letter <= _SELECTORS[1]
            or _TONES[0] <= letter <= _TONES[1]
            or cluster.endswith(_JOINER)
            or (_is_flag(letter) and len(cluster) == 1 and _is_flag(cluster))
        )
        if cluster and not joins:
            yield cluster
            cluster = ""
        cluster += letter
    if cluster:
        yield cluster


def _is_flag(letter: str) -> bool:
    return _FLAGS[0] <= letter <= _FLAGS[1]


def _in_symbols(cluster: str) -> str:
    """Return an emoji in signs or words, or nothing where it is none."""
    bare = "".join(
        letter
        for letter in cluster
        if letter != _JOINER
        and not _SELECTORS[0] <= letter <= _SELECTORS[1]
        and not _TONES[0] <= letter <= _TONES[1]
    )
    if not bare:
        return " " if cluster.isspace() else ""
    if bare in SYMBOLS:
        return SYMBOLS[bare]
    if all(_is_flag(letter) for letter in bare):
        return "[" + "".join(chr(ord(letter) - ord(_FLAGS[0]) + ord("A")) for letter in bare) + "]"
    if all(unicodedata.category(letter) in {"So", "Sk"} and ord(letter) >= _FIRST_EMOJI for letter in bare):
        return "[" + ", ".join(unicodedata.name(letter, _number(letter)).lower() for letter in bare) + "]"
    return ""


def _number(letter: str) -> str:
    return f"[U+{ord(letter):04X}]"
