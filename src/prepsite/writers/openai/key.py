"""The API key: from the environment alone, and in no text that anybody reads."""

import os
import re
from collections.abc import Mapping

ENVIRONMENT = "OPENAI_API_KEY"
# The library refuses to start without a key; servers on one's own machine want none.
NO_KEY = "none"
# A shorter text is a placeholder that some local servers ask for, and a word of its own.
_SHORTEST_SECRET = 8
_UNSEEMLY = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]+"
)
_LONGEST_QUOTE = 300


class Key:
    """The key, which no representation shows."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._secret = (os.environ if environment is None else environment).get(ENVIRONMENT, "").strip()

    def __bool__(self) -> bool:
        return bool(self._secret)

    def __repr__(self) -> str:
        return f"Key({'set' if self else 'unset'})"

    def reveal(self) -> str:
        """Return the key for the Authorization header, or a placeholder where there is none."""
        return self._secret or NO_KEY

    def redact(self, text: str) -> str:
        """Return the text without the key: a server may say it back."""
        return text.replace(self._secret, "[key]") if len(self._secret) >= _SHORTEST_SECRET else text

    def quote(self, text: str, longest: int = _LONGEST_QUOTE) -> str:
        """Return a stranger's text fit for a message: one short line, without key or controls."""
        line = " ".join(_UNSEEMLY.sub(" ", self.redact(text)).split())
        return line if len(line) <= longest else f"{line[: longest - 1]}…"
