"""Lines that may hold something are found as every line looked at would find them."""

from hypothesis import given
from hypothesis import strategies as st

from prepsite.core.lines import lines_with
from prepsite.core.secret_signs import _NAMED, _OF_NAMES, _OF_SIGNS, _SIGNS

SIGNS = ("key", "ss", "://")
TEXTS = st.lists(
    st.sampled_from([*SIGNS, "KEY", "\u212aey", "ſs", "ß", "İ", "\n", "\n\n", " ", "a", "\r\n", "\x85"]),
    max_size=30,
).map("".join)
# Each kind of secret, and each word that names one.
SECRETS = st.lists(
    st.sampled_from(
        [
            *(
                "-----BEGIN RSA PRIVATE KEY-----",
                "eyJhbGciOiJI.eyJzdWIiOiIx.SflKxwRJSM0",
                "AKIAABCDEFGHIJKLMNOP",
            ),
            *("ghs_" + "a1" * 20, "github_pat_" + "a1" * 22, "glpat-" + "a1" * 12, "xoxb-" + "a1" * 12),
            *("AIza" + "a" * 35, "ya29." + "a" * 32, "rk_" + "a1" * 12, "sk-" + "a1" * 12, "npm_" + "a" * 36),
            *("pypi-AgEI" + "a" * 55, "SG." + "a" * 22 + "." + "a" * 32, "hf_" + "a" * 32, "x://me:pass@host"),
            *(
                "api key: ",
                "Secret = ",
                "TOKEN ",
                "passphrase is ",
                "Kennwort: ",
                "mot de passe ",
                "contraseña:",
            ),
            *("CONTRASEÑA: ", "bearer ", "paſſword: ", "to\u212aen: ", "A1b2C3d4E5f6", "\n", " ", "ß", "word"),
        ]
    ),
    max_size=12,
).map("".join)


@given(TEXTS)
def test_the_lines_are_those_that_hold_a_sign(text: str) -> None:
    offset, expected = 0, []
    for line in text.split("\n"):
        if any(sign in line for sign in SIGNS):
            expected.append((offset, line))
        offset += len(line) + 1
    assert list(lines_with(text, SIGNS)) == expected


@given(SECRETS)
def test_no_secret_stands_in_a_line_that_is_not_looked_at(text: str) -> None:
    for pattern, signs, any_case in ((_SIGNS, _OF_SIGNS, False), (_NAMED, _OF_NAMES, True)):
        found = {
            (at + match.start(), match[0])
            for at, line in lines_with(text, signs, in_any_case=any_case)
            for match in pattern.finditer(line)
        }
        assert found == {(match.start(), match[0]) for match in pattern.finditer(text)}
