"""`facts.md` as text: an entry more, and every byte that a person wrote as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepsite.core.facts import in_force, standing, told, with_entry, words_of
from prepsite.core.frontmatter import parse_front_matter
from prepsite.core.validation import validate
from prepsite.core.vault import KeyPath, Position, VaultFile
from prepsite.errors import PrepsiteError
from prepsite.models.profile import Fact, Facts
from prepsite.models.vocabulary import FactStatus

PATH = "vault/facts.md"
FACT = Fact.model_validate(
    {
        "id": "team-of-eight",
        "status": "confirmed",
        "text": 'There were eight of us: "all" of them # were — really — good, and nobody in the whole '
        "company would have denied that, ünïcode included.",
        "by": "Maren: Talvik",
        "on": "2026-03-09",
    }
)
ENTRY = "  - id: a\n    status: confirmed\n    text: ü x\n"
SHAPES = {
    "bare": "---\n---\n",
    "comments": "---\n# mine\n# facts:\n---\n\nbody\n",
    "one": f"---\nfacts:\n{ENTRY}---\n",
    "a comment of the entry": f"---\nfacts:\n{ENTRY}    # checked with Jo\n---\n",
    "a comment after the list": f"---\nfacts:\n{ENTRY}# that was all\nprivate:\n  x: y\n---\nbody",
    "mark and CRLF": f"\ufeff---\nfacts:\n{ENTRY}---\n\nbody\n".replace("\n", "\r\n"),
    "no indentation": "---\nfacts:\n- id: a\n  status: retracted\n  text: >-\n    one\n    two\n\n---\n",
    "deep indentation": "---\nfacts:\n     -   id: a\n         status: confirmed\n         text: b\n---\n",
    "blank lines kept": "---\nfacts:\n  - id: a\n    status: confirmed\n    text: |+\n      b\n\n\n---\n",
    "no value": "---\nfacts: # later\n\nprivate: {a: b}\n---\n",
    "empty brackets": "---\nfacts: []\n---\n",
    "brackets": "---\nfacts: [{id: a, status: confirmed, text: b}]  # ü\n---\n",
    "brackets on lines": "---\nfacts: [\n  {id: a, status: confirmed, text: b},\n]\n---\n",
    "entries in braces": "---\nfacts:\n  - {id: a, status: confirmed, text: 'ü\u2028é'}\n---\n",
    "all in braces": "---\n{facts: []}\n---\n",
    "a key of that name deeper": f"---\nprivate:\n  facts: [x]\nfacts:\n{ENTRY}---\n",
    "an empty last field": f"---\nfacts:\n{ENTRY}    on: # unknown\n---\n",
}


def facts_of(text: str) -> tuple[Fact, ...]:
    facts, problems = validate(Facts, parse_front_matter(text, PATH))
    assert facts is not None, problems
    return facts.facts


def is_only_added_to(old: str, new: str) -> bool:
    """Tell whether `new` is `old` with one text put in."""
    size = len(new) - len(old)
    return any(new[:at] + new[at + size :] == old for at in range(len(old) + 1))


@pytest.mark.parametrize("shape", SHAPES)
def test_an_entry_is_added_and_nothing_else_changes(shape: str) -> None:
    old = SHAPES[shape]
    new = with_entry(old, PATH, FACT)
    assert is_only_added_to(old, new)
    assert facts_of(new) == (*facts_of(old), FACT)
    assert parse_front_matter(new, PATH).body == parse_front_matter(old, PATH).body
    if "\r\n" in old:
        assert new.count("\n") == new.count("\r\n")


def test_a_comment_stays_with_its_entry() -> None:
    assert "checked with Jo\n  - id: team" in with_entry(SHAPES["a comment of the entry"], PATH, FACT)
    assert with_entry(SHAPES["a comment after the list"], PATH, FACT).index("team") < with_entry(
        SHAPES["a comment after the list"], PATH, FACT
    ).index("# that was all")


def test_long_texts_are_folded_at_words() -> None:
    new = with_entry(SHAPES["one"], PATH, FACT)
    assert "text: >-\n" in new
    assert max(map(len, new.splitlines())) <= 100


@given(st.lists(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1), min_size=1))
def test_any_text_comes_back_whole(words: list[str]) -> None:
    fact = Fact(id="x", status=FactStatus.RETRACTED, text=" ".join(words), by=words[0])
    new = with_entry(with_entry(SHAPES["bare"], PATH, FACT), PATH, fact)
    assert facts_of(new) == (FACT, fact)
    assert facts_of(with_entry(SHAPES["brackets"], PATH, fact))[1:] == (fact,)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("---\nfacts:\n  - id: A b\n    status: confirmed\n    text: x\n---\n", "vault/facts.md:3:9"),
        ("---\nfacts: [\n---\n", "vault/facts.md:2"),
        ("", "vault/facts.md:1:1"),
        ("no front matter\n", "vault/facts.md:1:1"),
        ("---\nfacts: ~\n---\n", "vault/facts.md:3"),
    ],
)
def test_a_file_that_cannot_take_an_entry_is_left(text: str, where: str) -> None:
    with pytest.raises(PrepsiteError) as stopped:
        with_entry(text, PATH, FACT)
    assert str(stopped.value).startswith(where)
    assert stopped.value.remedy


def fact(number: int, status: str, text: str) -> Fact:
    return Fact(id=f"f{number}", status=FactStatus(status), text=text)


def test_the_later_entry_of_the_same_words_holds() -> None:
    facts = (
        fact(0, "confirmed", "I led a team of 8."),
        fact(1, "confirmed", "I speak French."),
        fact(2, "retracted", "i led a *team* of 8"),
        fact(3, "retracted", "I led a team of 4."),
        fact(4, "confirmed", "I led a team of 4."),
    )
    assert [each.id for each in standing(facts)] == ["f1", "f2", "f4"]
    places: dict[KeyPath, Position] = {("facts",): (2, 1), ("facts", 4): (7, 3)}
    for number in range(5):
        places["facts", number, "text"] = (number + 3, 5)
    file = VaultFile(PATH, "facts", Facts(facts=facts), positions=places)
    held = in_force(file)
    assert held is not None
    assert held.fields is not None
    assert [held.position("facts", n, "text") for n in range(3)] == [(4, 5), (5, 5), (7, 5)]
    assert held.position("facts", 2) == (7, 3)
    assert in_force(held) is held
    assert in_force(None) is None


def test_words_and_makers_are_told() -> None:
    assert words_of("I led — *really* — 8 people!") == words_of("i led really 8 people")
    assert words_of("I led 8 people") != words_of("I led 4 people")
    assert told(FACT) == "confirmed by Maren: Talvik on 2026-03-09"
    assert told(fact(0, "retracted", "x")) == "retracted"
