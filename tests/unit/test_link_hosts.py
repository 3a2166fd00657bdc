"""Links whose words name another host than they lead to."""

import pytest

from prepsite.core.pages.told_hosts import host_beside, host_to_tell
from prepsite.site.articles import article_html
from prepsite.site.link_hosts import with_hosts


@pytest.mark.parametrize(
    ("words", "address", "told"),
    [
        ("bank.example", "https://thief.example/login", "thief.example"),
        ("https://bank.example/login", "https://thief.example/login", "thief.example"),
        ("Log in at WWW.Bank.Example now", "https://thief.example", "thief.example"),
        ("bank.example", "https://bank.example.thief.example", "bank.example.thief.example"),
        ("bank.example", "https://bank.example@thief.example", "thief.example"),
        ("https://bank.example@thief.example", "https://bank.example@thief.example", "thief.example"),
        ("github.io", "https://thief.github.io", "thief.github.io"),
        ("bank\u2024example", "https://thief.example", "thief.example"),
        ("ba\u200bnk.example", "https://thief.example", "thief.example"),
        ("192.0.2.1", "https://thief.example", "thief.example"),
        ("b\u0430nk.example", "https://b\u0430nk.example", "xn--bnk-6cd.example"),
        ("read this", "https://b\u0430nk.example", "xn--bnk-6cd.example"),
        ("bank.example", "https://[broken", "https://[broken"),
        ("bank.example", "https://\uff42ank.example/?bank.example", "bank.example"),
    ],
)
def test_the_host_is_told_where_the_words_name_another(words: str, address: str, told: str) -> None:
    assert host_to_tell(words, address) == told


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("read this", "https://thief.example"),
        ("bank.example", "https://www.bank.example/login"),
        ("www.bank.example", "https://bank.example"),
        ("https://bank.example/a/b.html?x=1", "https://bank.example/a/b.html?x=1"),
        ("Node.js and README.txt", "https://bank.example"),
        ("version 1.2, e.g. this", "https://bank.example"),
        ("bücher.example", "https://xn--bcher-kva.example"),
    ],
)
def test_nothing_is_told_where_they_name_none_or_the_same(words: str, address: str) -> None:
    assert host_to_tell(words, address) == ""


def test_it_is_told_in_rendered_content_as_text() -> None:
    html = with_hosts(article_html("See [**bank**.example](https://thief.example/x) and [it](#here)."))
    assert '</a> <bdi class="prepsite-host">(thief.example)</bdi> and' in html
    assert html.count("prepsite-host") == 1


def test_a_hostile_address_stays_text() -> None:
    html = with_hosts('<a href="https://x&lt;b&gt;.example/">a.example</a>')
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("words", "address", "told"),
    [
        ("Ada Lovelace", "https://ada.example/in/x", "ada.example"),
        ("Ada (bank.example)", "https://thief.example", "thief.example"),
        ("https://ada.example/in/x", "https://ada.example/in/x", ""),
        ("ada.example", "https://www.ada.example", ""),
        ("Ada", "https://b\u0430nk.example", "xn--bnk-6cd.example"),
        ("Ada", "https://\uff42ank.example/?bank.example", "bank.example"),
        ("Ada", "mailto:ada@bank.example", ""),
    ],
)
def test_a_link_that_stands_alone_tells_its_host(words: str, address: str, told: str) -> None:
    assert host_beside(words, address) == told
