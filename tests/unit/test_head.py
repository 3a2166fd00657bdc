"""Front matter renewed in place: what a person put there stays."""

from hypothesis import given
from hypothesis import strategies as st

from prepsite.core.frontmatter import parse_front_matter
from prepsite.core.head import renew_head
from prepsite.models.provenance import Provenance

OLD = Provenance(
    application="acme",
    writer="offline",
    model="it's one",
    prompt="x",
    inputs={"prep_plan": {"job": "1111111111111111"}},
)
NEW = OLD.model_copy(
    update={
        "interview": "panel",
        "inputs": {"prep_plan": {"job": "2222222222222222"}},
        "base": ("0123456789abcdef",),
    }
)
HEAD = """---
# mine, at the top
writer: offline  # who
prepsite: "1"

model: it's one
# between
application: acme
inputs:  # behind
  prep_plan:
    # inside
    job: '1111111111111111'
# after the inputs

prompt: x
---


"""
RENEWED = """---
# mine, at the top
writer: offline  # who
prepsite: "1"

model: it's one
# between
application: acme
interview: panel
# behind
    # inside
inputs:
  prep_plan:
    job: '2222222222222222'
base:
- 0123456789abcdef
# after the inputs

prompt: x
---


"""


def read(head: str) -> Provenance:
    return Provenance.model_validate(parse_front_matter(head, "").values)


def test_only_the_blocks_of_changed_keys_are_written_anew() -> None:
    assert renew_head(HEAD, NEW) == RENEWED


def test_newline_style_and_byte_order_mark_stay() -> None:
    assert renew_head("\ufeff" + HEAD.replace("\n", "\r\n"), NEW) == "\ufeff" + RENEWED.replace("\n", "\r\n")


def test_a_head_that_says_so_already_keeps_every_byte() -> None:
    assert renew_head(HEAD, OLD) == HEAD
    assert renew_head(RENEWED, NEW) == RENEWED


def test_what_is_gone_goes_and_its_comments_stay() -> None:
    head = renew_head(RENEWED.replace("interview: panel", "interview: panel # why"), OLD)
    assert read(head) == OLD
    assert "# why" in head
    assert "interview" not in head


def test_flow_style_and_indented_keys_are_written_anew_as_a_whole() -> None:
    for head in (
        "---\n{prepsite: '1', application: acme, writer: w, model: m, prompt: p} # mine\n---\n\n",
        "---\n  prepsite: '1'\n  application: acme # mine\n  writer: w\n  model: m\n  prompt: p\n---\n",
    ):
        renewed = renew_head(head, NEW)
        assert read(renewed) == NEW
        assert "# mine" in renewed


KEYS = ["prepsite: '1'", "application: acme", "writer: offline", "model: it's one", "prompt: x"]
BETWEEN = st.sampled_from(["", "# a note", "  # an indented note", "\t# a tab"])


@given(st.permutations(KEYS), st.lists(BETWEEN, min_size=5, max_size=5), st.booleans())
def test_whatever_the_order_and_the_notes_all_stay(keys: list[str], notes: list[str], crlf: bool) -> None:
    lines = [line for key, note in zip(keys, notes, strict=True) for line in (note, key)]
    head = "\n".join(["---", *lines, "---", "", ""])
    if crlf:
        head = head.replace("\n", "\r\n")
    renewed = renew_head(head, NEW)
    if parse_front_matter(head, "").is_usable:
        left = iter(renewed.split("\n"))
        assert all(line in left for line in head.split("\n")), "a line is lost or moved"
    assert read(renewed) == NEW
    assert renew_head(renewed, NEW) == renewed
