"""Text that looks like a key, a token or a password: told where it is, never what it is."""

import math
import re
from collections import Counter
from collections.abc import Iterator

from prepsite.core.lines import lines_with
from prepsite.core.yaml_values import place
from prepsite.errors import Problem, Severity

REMEDY = (
    "take it out, and make a new one where it came from: whoever sees this file, or its history in git, "
    "has this one; keys belong in the environment"
)
_MOST = 20
_KINDS: dict[str, str] = {
    "key": "a private key",
    "jwt": "a token that somebody can sign in with (a JWT)",
    "aws": "an access key of AWS",
    "github": "a token of GitHub",
    "gitlab": "a token of GitLab",
    "slack": "a token of Slack",
    "google": "a key of Google",
    "model": "a key for a language model or for payments",
    "package": "a token of a package registry",
    "mail": "a key of a mail service",
    "hub": "a token of Hugging Face",
    "address": "a password within an address",
}
_SIGNS = re.compile(
    r"(?P<key>-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----)"
    r"|(?<![\w-])(?:(?P<jwt>eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,})"
    r"|(?P<aws>(?:AKIA|ASIA)[0-9A-Z]{16}(?![0-9A-Za-z]))"
    r"|(?P<github>gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{40,})"
    r"|(?P<gitlab>glpat-[\w-]{20,})"
    r"|(?P<slack>xox[abeoprs]-[\w-]{20,})"
    r"|(?P<google>AIza[\w-]{35}|ya29\.[\w-]{30,})"
    r"|(?P<model>(?:sk|rk)[-_](?=[\w-]{0,200}\d)(?=[\w-]{0,200}[A-Za-z])[\w-]{20,})"
    r"|(?P<package>npm_[A-Za-z0-9]{36}|pypi-AgEI[\w-]{50,})"
    r"|(?P<mail>SG\.[\w-]{20,}\.[\w-]{30,})"
    r"|(?P<hub>hf_[A-Za-z0-9]{30,})"
    r"|[a-z][a-z0-9+.-]{1,15}://[^\s/:@]{1,100}:(?P<address>[^\s/:@<>${}]{3,200})@[\w.-])"
)
_NAMED = re.compile(
    r"(?<![A-Za-z])(?:api[ _-]?key|access[ _-]?key|client[ _-]?secret|secret(?:[ _-]?key)?"
    r"|(?:access[ _-]?|auth[ _-]?)?token|pass(?:word|wd|phrase|wort)|kennwort|mot de passe|contraseña|bearer)"
    r"[\"'`*]{0,3} ?(?:[:=]|\bis\b|\bist\b)? ?"
    r"[\"'`]?(?P<value>[^\s\"'`<>(){}\[\]|]{8,200})",
    re.IGNORECASE,
)
# No sign reaches over lines, and a line with one has one of these: all others needn't be looked at.
_OF_SIGNS = (
    "PRIVATE KEY",
    "eyJ",
    *("AKIA", "ASIA", "AIza", "ya29."),
    *("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-"),
    "xox",
    *("sk-", "sk_", "rk-", "rk_"),
    *("npm_", "pypi-", "SG.", "hf_", "://"),
)
_OF_NAMES = ("key", "secret", "token", "pass", "kennwort", "contrase", "bearer")
_HYPHENATED = re.compile(r"[A-Za-z]+(?:[-_/.:][A-Za-z0-9]{1,20})*[.,;:!?]*")
_SHORTEST, _LEAST_ENTROPY = 10, 3.0


def secret_problems(text: str, path: str) -> tuple[Problem, ...]:
    """Return a warning for each place that looks like a secret, the first twenty of a file."""
    found: dict[tuple[int, int], Problem] = {}
    for offset, what in _found(text):
        position = place(text, offset)
        found.setdefault(
            position, Problem(path, *position, Severity.WARNING, "", f"this looks like {what}", REMEDY)
        )
        if len(found) == _MOST:
            break
    return tuple(found[position] for position in sorted(found))


def _found(text: str) -> Iterator[tuple[int, str]]:
    taken: set[int] = set()
    for at, line in lines_with(text, _OF_SIGNS):
        for match in _SIGNS.finditer(line):
            kind = match.lastgroup or "key"
            taken.update(range(at + match.start(), at + match.end()))
            yield at + match.start(kind), _KINDS[kind]
    for at, line in lines_with(text, _OF_NAMES, in_any_case=True):
        for match in _NAMED.finditer(line):
            value = match["value"].rstrip(".,;:!?")
            if at + match.start("value") not in taken and _is_random(value):
                yield at + match.start("value"), "a password or a token"


def _is_random(value: str) -> bool:
    """Tell whether a value is nothing that anybody would write in a sentence."""
    if len(value) < _SHORTEST or "://" in value or _HYPHENATED.fullmatch(value):
        return False
    kinds = (str.islower, str.isupper, str.isdigit, lambda sign: not sign.isalnum())
    classes = sum(any(kind(sign) for sign in value) for kind in kinds)
    has_both = any(map(str.isdigit, value)) and any(map(str.isalpha, value))
    return has_both and (classes >= 3 or len(value) >= 20) and _entropy(value) >= _LEAST_ENTROPY


def _entropy(value: str) -> float:
    """Return the bits a character that a value holds by its own letters' frequency."""
    return -sum(n / len(value) * math.log2(n / len(value)) for n in Counter(value).values())
