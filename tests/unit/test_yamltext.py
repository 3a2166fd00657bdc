"""Front matter as text: libyaml writes what PyYAML writes, or isn't asked."""

import yaml
from hypothesis import given
from hypothesis import strategies as st

from prepsite.core.yamltext import _QUICK, _is_plain

_SIGNS = st.characters(max_codepoint=0x2100) | st.sampled_from("\n :#-'\"[]{}&*!|>%@`,?0123456789.eE+~")
_TEXT = st.text(_SIGNS, max_size=150) | st.text(
    st.characters(min_codepoint=32, max_codepoint=126), max_size=150
)
_VALUES = st.recursive(
    _TEXT | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(_TEXT, _VALUES, max_size=4))
def test_what_is_written_quickly_is_written_the_same(values: dict[str, object]) -> None:
    if _is_plain(values):
        slow, quick = (
            yaml.dump(
                values, Dumper=dumper, sort_keys=False, allow_unicode=True, width=100, default_flow_style=False
            )
            for dumper in (yaml.SafeDumper, _QUICK)
        )
        assert slow == quick


def test_plain_is_what_both_write_alike() -> None:
    assert _is_plain({"a": ["b: c", 1, None], "d": {"e": "two\nlines"}})
    for text in ("", "ü", "\x85", "\t", "\u2028", "🎈"):
        assert not _is_plain({"a": [text]})
        assert not _is_plain({text: "a"})
