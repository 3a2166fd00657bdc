"""What the words of a posting are, whatever markup stands around them."""

import html
import re

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Python refuses to read so long a number, which no character has.
_ENDLESS_ENTITY = re.compile(r"&#(?:[xX][0-9a-fA-F]{9,}+|\d{9,}+);?")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BLOCK_TAG = re.compile(
    r"</?(?:address|article|blockquote|br|dd|div|dl|dt|footer|h[1-6]|header|hr|li|main|ol|p|pre|section"
    r"|table|tbody|td|tfoot|th|thead|tr|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|code|em|font|i|img|mark|s|script|small|span|strong|style|sub|sup|u)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
LINK = re.compile(
    r"(?<!\\)!?\[((?:[^\[\]\\\n]|\\[^\[\]\n]|\n(?![^\S\n]*\n))*)\]"
    r"\(([^()\s\\]*)(?:\s+\"[^\"\n\\]*\")?\)"
)
BULLET_SIGNS = "•◦▪●‣○■∙⁃"
_MARKUP = str.maketrans({"\\": "", "*": "", "_": "", "`": "", "~": "", "|": " "})
_ONLY_SIGNS = re.compile(r"^[-+#>=:–—·]+$")


def source_text(raw: str) -> str:
    """Return `raw` with plain newlines, without HTML tags and comments, entities decoded."""
    text = _CONTROL.sub("", _BREAKS.sub("\n", raw))
    text = _INLINE_TAG.sub("", _BLOCK_TAG.sub("\n", _COMMENT.sub("\n", text)))
    return _CONTROL.sub("", _BREAKS.sub("\n", decoded(text)))


def decoded(text: str) -> str:
    """Return a text with its entities decoded; one with more digits than any character has is none."""
    return html.unescape(_ENDLESS_ENTITY.sub("\ufffd", text))


def unmarked(text: str) -> str:
    """Return text that `source_text` gave without the signs that Markdown reads as markup."""
    return LINK.sub(r"\1", text).translate(_MARKUP)


def posting_words(text: str) -> list[str]:
    """Return the words of a posting, raw or formatted: markup stripped, split at white space.

    Signs that stand alone (bullets, rules, heading marks, dashes) are not words, nor are the
    targets of links.
    """
    words = (word.lstrip(BULLET_SIGNS) for word in unmarked(source_text(text)).split())
    return [word for word in words if word and not _ONLY_SIGNS.match(word)]
