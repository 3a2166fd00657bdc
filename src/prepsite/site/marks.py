"""Marks of claims in rendered content: characters for private use become buttons, once it is sanitised.

A button opens the popover of its claim, which a theme part draws: no script is needed. Its words are
in its label, which search doesn't read.
"""

import re
from html import escape

from prepsite.core.grounding.verdict import Status
from prepsite.core.pages.claims import STATUSES
from prepsite.core.pages.marks import Mark, marks_in, without_marks
from prepsite.core.pages.page import ClaimsNote
from prepsite.core.words import noted

_LONGEST_KEPT = 24
# The last characters of a word that a line must not part from its mark: no tag, no entity.
_LAST_WORD = re.compile(r"[^\s<>&;]+\Z")
# `&#x10F5A0;` would be one of the characters once the sanitiser has read it.
_IN_DIGITS = re.compile(r"&#(?:0*11114\d\d|x0*10f5a[0-9a-f]);?", re.IGNORECASE)

# As the sanitiser writes tags: every value in double quotes, in which angles may stand as they are.
_TAG = re.compile(r'<[^">]*(?:"[^"]*"[^">]*)*>')

LABELS = {
    Status.SUPPORTED: noted("supported: show the source"),
    Status.CONFIRMED: noted("confirmed by hand: show by whom"),
    Status.DERIVED: noted("derived: show the computation"),
    Status.UNVERIFIED: noted("unverified: show why"),
    Status.RETRACTED: noted("retracted: show what was withdrawn"),
}
_OPENS = '<b class="prepsite-bracket" aria-hidden="true" data-search-exclude>⟦</b>'
# The word is for paper: there a button's own word comes after the paragraph for whoever extracts text.
_CLOSES = (
    '<b class="prepsite-bracket" aria-hidden="true" data-search-exclude>⟧&nbsp;'
    '<span class="prepsite-bracket__word">{word}</span></b>'
)


def source_id(note: ClaimsNote, number: int) -> str:
    """Return the id of the popover of the claim at that position; content can't have it.

    It is short as a page says it four times for each claim.
    """
    return f"_s{note.prefix}{number + 1}"


def without_forged(html: str) -> str:
    """Return rendered content, not yet sanitised, without references to the characters of marks."""
    return _IN_DIGITS.sub("", html)


def drawn(html: str, note: ClaimsNote | None) -> str:
    """Return sanitised content with each mark drawn once; none of these characters is left in it.

    A mark is drawn in text alone: in the value of an attribute it would end the value.
    """
    if note is None:
        return without_marks(html)
    parts: list[str] = []
    seen: set[tuple[bool, int]] = set()
    end = 0
    for tag in _TAG.finditer(html):
        text, opened = html[end : tag.start()], tag[0]
        # Most of both holds none, and there are thousands on a page.
        parts.append(text if text.isascii() else _text(text, note, seen))
        parts.append(opened if opened.isascii() else without_marks(opened))
        end = tag.end()
    return "".join(parts) + _text(html[end:], note, seen)


def _text(text: str, note: ClaimsNote, seen: set[tuple[bool, int]]) -> str:
    """Return a text between two tags with its marks drawn; `seen` are those drawn before."""
    parts: list[str] = []
    end = 0
    for mark in marks_in(text):
        before = without_marks(text[end : mark.start])
        end = mark.end
        if mark.number >= len(note.claims) or (mark.opens, mark.number) in seen:
            parts.append(before)
        else:
            seen.add((mark.opens, mark.number))
            parts.append(_with_mark(before, mark, note))
    return "".join(parts) + without_marks(text[end:])


def _with_mark(before: str, mark: Mark, note: ClaimsNote) -> str:
    if mark.opens:
        return before + _OPENS
    claim = note.claims[mark.number]
    last = _LAST_WORD.search(before, max(0, len(before) - _LONGEST_KEPT))
    at = last.start() if last else len(before)
    shown = _button(mark.number, note)
    if claim.is_in_doubt:
        shown = _CLOSES.format(word=escape(note.words(STATUSES[claim.status]))) + shown
    return f'{before[:at]}<span class="prepsite-last">{before[at:]}{shown}</span>'


def _button(number: int, note: ClaimsNote) -> str:
    status = note.claims[number].status
    anchor = note.anchor(number)
    # Tab stops only at what needs a look: all claims are in the list at the page's end.
    named = f' id="{anchor}"' if note.claims[number].is_in_doubt else ' tabindex="-1"'
    word = escape(note.words(STATUSES[status])) if note.claims[number].is_in_doubt else ""
    # Most are supported: theirs is the look without a name.
    told = "" if status is Status.SUPPORTED else f" prepsite-mark--{status.value}"
    excluded = " data-search-exclude" if word else ""
    label = escape(note.words(LABELS[status]))
    return (
        f'<button{named} class="prepsite-mark{told}" '
        f'popovertarget="{source_id(note, number)}" aria-label="{label}"{excluded}>{word}</button>'
    )
