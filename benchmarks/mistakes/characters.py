"""Bytes and characters that don't belong in a file, and those that may precede a mistake."""

import random
from collections.abc import Iterable

from mistakes.base import (
    BASE,
    BEDS,
    BRIGID_APPLICATION,
    BRIGID_JOB,
    CALL_INTERVIEW,
    NORTHMOOR_JOB,
    PANEL_INTERVIEW,
    PHONE_NOTES,
    PROFILE,
    ROTA,
    SETTINGS,
)
from mistakes.mistake import Edit, Mistake, Raw, mistakes, spot

_BOM = b"\xef\xbb\xbf"
_DRESSED = 5


def _recoded(path: str, old: str, new: str, encoding: str) -> Raw:
    """Return a file of the base in another encoding; the caret is before the first byte that isn't UTF-8."""
    text, line, column = spot(BASE[path].decode().replace(old, new, 1))
    return Raw(path, text.encode(encoding), line, column, "utf-8")


def _utf16(path: str, encoding: str) -> Raw:
    mark = "\N{ZERO WIDTH NO-BREAK SPACE}"
    return Raw(path, (mark + BASE[path].decode()).encode(encoding), 1, 1, "utf-8")


_ENCODINGS = mistakes(
    "not utf-8",
    _recoded(PROFILE, "name: Maeve Brennan", "name: Ma‸ëve Brennan", "latin-1"),
    _recoded(BRIGID_JOB, '"£47', '"‸£47', "cp1252"),
    _recoded(NORTHMOOR_JOB, "at the bedside", "at the patient‸’s bedside", "cp1252"),
    _recoded(CALL_INTERVIEW, "name: Jørgen", "name: J‸ørgen", "latin-1"),
    _recoded(ROTA, "28 beds", "28 beds ‸– mixed –", "cp1252"),
    _recoded(SETTINGS, "# Who writes", "# ‸Écriture", "latin-1"),
    _utf16(BEDS, "utf-16-le"),
    _utf16(NORTHMOOR_JOB, "utf-16-be"),
    Raw(
        PHONE_NOTES,
        BASE[PHONE_NOTES].replace(b"weak_topics: [budgets]", b"weak_topics: [B\xc3\xbcro, caf\xc3]"),
        20,
        24,
        "utf-8",
    ),
)

_SIGNS = (
    mistakes(
        "nul byte",
        Edit(PROFILE, "location: Sheffield", "location: Shef‸\0field"),
        Edit(PANEL_INTERVIEW, "round: 2\n", "‸\0round: 2\n"),
        Edit(BRIGID_JOB, "for the budget, and", "for the ‸\0budget, and"),
    )
    + mistakes(
        "control character",
        Edit(ROTA, "role: Charge nurse", "role: Charge‸\x0c nurse"),
        Edit(BRIGID_APPLICATION, "location: Leeds", "location: ‸\x1b[1mLeeds\x1b[0m"),
        Edit(BEDS, "  - I moved the pharmacy", "  - I ‸\x08moved the pharmacy"),
    )
    + mistakes(
        "lone carriage return",
        Edit(ROTA, "role: Charge nurse\n", "role: Charge nurse‸\r"),
        Edit(BRIGID_APPLICATION, "location: Leeds\n", "location: Leeds‸\rsource: An advert\r\n"),
        Raw(CALL_INTERVIEW, BASE[CALL_INTERVIEW].replace(b"\n", b"\r"), 1, 4),
    )
    + mistakes(
        "no-break space as indentation",
        Edit(PROFILE, "  work_authorization: British", "‸\u00a0\u00a0work_authorization: British"),
        Edit(SETTINGS, "  generate: false", "‸\u00a0\u00a0generate: false"),
    )
    + mistakes(
        "mistake below an odd line separator",
        Edit(
            BRIGID_APPLICATION,
            "role: Ward manager\nstatus: interviewing",
            'role: "Ward\u2028 manager"\nstatus: ‸intervewing',
            "interviewing",
        ),
        Edit(
            ROTA,
            "role: Charge nurse\nstart: 2023-09",
            'role: "Charge\u0085 nurse"\nstart: ‸2023-19',
        ),
        Edit(
            PANEL_INTERVIEW,
            "name: Zoë Hartley\n    title: Recruitment partner\n  - name: Dr Anil Saran",
            "name: 'Zoë\u2029 Hartley'\n    title: Recruitment partner\n  - ‸nane: Dr Anil Saran",
            "name",
        ),
    )
)


def character_mistakes() -> tuple[Mistake, ...]:
    """Return the mistakes in bytes and characters."""
    return (*_ENCODINGS, *_SIGNS)


def dressed(found: Iterable[Mistake], draw: random.Random) -> tuple[Mistake, ...]:
    """Repeat some mistakes behind a byte order mark, with Windows line ends, and with both.

    All of these are allowed, so that the labels stay as they are. One mistake a kind at most.
    """
    kinds: dict[str, list[Mistake]] = {}
    for mistake in found:
        content = mistake.files.get(mistake.path)
        if content and _is_plain(content):
            kinds.setdefault(mistake.kind, []).append(mistake)
    drawn = draw.sample(sorted(kinds), 3 * _DRESSED)
    picked = [draw.choice(kinds[kind]) for kind in drawn]
    dresses = (
        ("behind a byte order mark", _with_bom),
        ("with Windows line ends", _with_windows_ends),
        ("both", lambda content: _with_bom(_with_windows_ends(content))),
    )
    dressed_up: list[Mistake] = []
    for at, (dress, put_on) in enumerate(dresses):
        for mistake in picked[at * _DRESSED : (at + 1) * _DRESSED]:
            content = mistake.files[mistake.path] or b""
            name = f"{mistake.name}-{'-'.join(dress.lower().split())}"
            files = {mistake.path: put_on(content)}
            dressed_up.append(
                Mistake(
                    name, f"mistake {dress}", files, mistake.path, mistake.line, mistake.column, mistake.says
                )
            )
    return tuple(dressed_up)


def _is_plain(content: bytes) -> bool:
    """Tell whether the bytes are UTF-8 text without a mark, a NUL or a carriage return of their own."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    return not content.startswith(_BOM) and "\0" not in text and "\r" not in text


def _with_bom(content: bytes) -> bytes:
    return _BOM + content


def _with_windows_ends(content: bytes) -> bytes:
    return content.replace(b"\n", b"\r\n")
