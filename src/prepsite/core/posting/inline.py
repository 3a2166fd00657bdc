"""Text inside a block: read with its emphasis and links, written again with bold quotes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from prepsite.core.posting.words import LINK, decoded

_SAFE_TARGET = re.compile(r"^(?:https?://|mailto:)[^\s<>\"'()\[\]{}`\\]+$", re.IGNORECASE)
_STYLED = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()>#+\-.!|])"
    r"|`(?P<code>[^`]+)`"
    r"|\*\*(?=\S)(?P<strong>[^*]+?)(?<=\S)\*\*"
    r"|(?<!\w)__(?=\S)(?P<strong_>[^_]+?)(?<=\S)__(?!\w)"
    r"|(?<![\w*])\*(?=\S)(?P<em>[^*]+?)(?<=\S)\*(?![\w*])"
    r"|(?<!\w)_(?=\S)(?P<em_>[^_]+?)(?<=\S)_(?!\w)"
)
_LINE_START = re.compile(r"^([#>+\-=|:]|\d{1,9}(?=[.)])|!!!|\?\?\?)")
_ENTITY = re.compile(r"&(?=#|[A-Za-z])[#\w]+;?")


@dataclass(frozen=True)
class Run:
    """Text of one style; `target` is a link's address."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    target: str = ""


def runs_of(text: str) -> tuple[Run, ...]:
    """Return the runs of a block's inline source; what is not well-formed stays literal."""
    found: list[Run] = []
    start = 0
    for match in LINK.finditer(text):
        found.extend(_styled(text[start : match.start()], Run("")))
        target = match[2] if _SAFE_TARGET.match(match[2]) and not match[0].startswith("!") else ""
        found.extend(_styled(match[1], Run("", target=target)))
        start = match.end()
    found.extend(_styled(text[start:], Run("")))
    return tuple(found)


def _styled(text: str, style: Run) -> Iterator[Run]:
    start = 0
    for match in _STYLED.finditer(text):
        if match.start() > start:
            yield replace(style, text=text[start : match.start()])
        start = match.end()
        if match["escaped"]:
            yield replace(style, text=match["escaped"])
        elif match["code"]:
            yield replace(style, text=match["code"], code=True)
        elif match["strong"] or match["strong_"]:
            yield from _styled(match["strong"] or match["strong_"], replace(style, bold=True))
        else:
            yield from _styled(match["em"] or match["em_"], replace(style, italic=True))
    if start < len(text):
        yield replace(style, text=text[start:])


def write_runs(runs: Sequence[Run]) -> str:
    """Return Markdown on one line that shows the runs, and nothing of them as markup by accident."""
    written: list[str] = []
    for bold, group in _grouped(runs):
        inner = "".join(_write(run, in_bold=bold) for run in group)
        written.append(_wrapped(inner, "**") if bold else inner)
    text = " ".join("".join(written).split())
    return _LINE_START.sub(_escape_start, text)


def _grouped(runs: Sequence[Run]) -> Iterator[tuple[bool, list[Run]]]:
    group: list[Run] = []
    for run in _merged(runs):
        if group and group[0].bold != run.bold:
            yield group[0].bold, group
            group = []
        group.append(run)
    if group:
        yield group[0].bold, group


def _merged(runs: Sequence[Run]) -> list[Run]:
    merged: list[Run] = []
    for run in runs:
        if merged and replace(merged[-1], text="") == replace(run, text=""):
            merged[-1] = replace(run, text=merged[-1].text + run.text)
        else:
            merged.append(run)
    return merged


def _write(run: Run, *, in_bold: bool) -> str:
    if run.code and not set(run.text) & set("`\\<&*_~[]|"):
        text = _wrapped(run.text, "`")
    else:
        text = escape(run.text)
        if run.italic and not in_bold:
            text = _wrapped(text, "*")
    if run.target and text.strip():
        before = "" if text[:1] != " " else " "
        after = "" if text[-1:] != " " else " "
        return f"{before}[{text.strip()}]({run.target}){after}"
    return text


def _wrapped(text: str, mark: str) -> str:
    """Put `mark` around the text, inside of its outer white space."""
    inner = text.strip()
    if not inner:
        return text
    start = text.index(inner[0])
    return f"{text[:start]}{mark}{inner}{mark}{text[start + len(inner) :]}"


def escape(text: str) -> str:
    """Return Markdown that shows `text` as it is, in the middle of a line."""
    written = re.sub(r"([\\`*\[\]{}])", r"\\\1", text)
    written = re.sub(r"(?<!\w)_|_(?!\w)", r"\\_", written)
    written = _ENTITY.sub(
        lambda match: match[0] if decoded(match[0]) == match[0] else "&amp;" + match[0][1:], written
    )
    written = written.replace("<", "&lt;")
    written = re.sub(r"!(?=\\?\[|$)", r"\\!", written)
    for sign in "~^":
        if written.count(sign) > 1:
            written = written.replace(sign, f"&#{ord(sign)};")
    return written.replace("==", "&#61;&#61;")


def _escape_start(match: re.Match[str]) -> str:
    sign = match[0]
    if sign.isdigit():
        return sign + "\\"
    if sign[0] in "=:|?":
        return f"&#{ord(sign[0])};{sign[1:]}"
    return "\\" + sign
