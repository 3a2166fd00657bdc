"""What is known of an application only while it is looked at, and prep as it is kept in memory."""

import pickle
from dataclasses import replace
from functools import partial

import pytest
from page_vaults import vault_of

from prepsite.core.by_document import ByDocument
from prepsite.core.derived import MOST_LOOKED_AT, Derived, derived_of
from prepsite.core.latest import Latest
from prepsite.core.vault import PrepFile


class Known:
    """Something that forgets."""

    def __init__(self) -> None:
        self.forgot = 0

    def forget(self) -> None:
        self.forgot += 1


def test_what_was_looked_at_longest_ago_forgets_and_is_not_kept_alive() -> None:
    latest, (one, two, three) = Latest(2), (Known(), Known(), Known())
    for each in (one, two, one, three):
        latest.note(each)
    assert [each.forgot for each in (one, two, three)] == [0, 1, 0]
    del three, each
    latest.note(two)
    assert [each.forgot for each in (one, two)] == [0, 1]


def looked_at(derived: Derived) -> tuple[object, ...]:
    return (
        derived.documents,
        derived.lines,
        derived.traces,
        derived.contradictions,
        derived.problems,
        derived.review_notices,
        derived.addresses.keys,
    )


def test_of_many_applications_few_are_known_closely_and_all_say_the_same() -> None:
    vault = vault_of()
    first = vault.applications["acme"]
    others = {f"acme-{n}": replace(first, id=f"acme-{n}") for n in range(MOST_LOOKED_AT + 3)}
    many = replace(vault, applications=others)
    _, derived = derived_of(many)
    told = [looked_at(each) for each in derived.values()]
    assert told[0][0]
    closely = [each for each in derived.values() if "documents" in each.__dict__]
    assert closely == list(derived.values())[3:]
    judged = derived["acme-0"].judged
    assert [looked_at(each) for each in derived.values()] == told
    assert derived["acme-0"].judged["problems"] is judged["problems"]


def test_of_a_document_values_of_some_kinds_are_let_go() -> None:
    prep, made, kept = PrepFile("prep.md", "x"), list[str](), ByDocument()

    def make(kind: str) -> str:
        made.append(kind)
        return kind

    for _ in range(2):
        assert [kept.of(prep, kind, partial(make, kind)) for kind in "ab"] == ["a", "b"]
        kept.forget_but(frozenset("b"))
    assert made == ["a", "b", "a"]


@pytest.mark.parametrize("text", ["", "“Ja”\r\nund\n", "lone \ud83d\ude00 \udcff halves", "a\x00b"])
def test_prep_says_what_it_was_given(text: str) -> None:
    prep = PrepFile("prep.md", text)
    same = PrepFile("prep.md", prep.text)
    assert (prep.text, prep) == (text, same)
    assert hash(prep) == hash(same)
    assert pickle.loads(pickle.dumps(prep)) == prep  # noqa: S301 - made here
    assert replace(prep, path="other.md").text == text
    assert prep not in (replace(prep, text=f"{text}."), replace(prep, path="other.md"), text)
    assert repr(prep) == f"PrepFile(path='prep.md', text={text!r})"
    for _ in range(2):
        same.pack()
    assert (same, same.text, hash(same), repr(same)) == (prep, text, hash(prep), repr(prep))
    assert pickle.loads(pickle.dumps(same)) == prep  # noqa: S301 - made here
    assert replace(same, path="other.md").text == text
