"""Everything that pages say can be said in another language, and German says all of it."""

import pytest

import words as tool
from hard_coded import hard_coded
from prepsite.catalogue.placeholders import fits

GERMAN = tool.translated(tool.LOCALE / "de.po")


def test_translations_are_filled_with_the_same_names() -> None:
    wrong = []
    for message in GERMAN:
        meant = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        spoken = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        wrong += [text for text in spoken if text and message.id and not fits(text, *meant)]
    assert wrong == []


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ('<p>{{ words("Hello") }}</p>', []),
        ("<p>Hello {{ name }}</p>", ["Hello"]),
        ('<a aria-label="Close" href="{{ url }}">×</a>', ["Close"]),
        ('<a aria-label="{{ words("Close") }}" class="prepsite-a">×</a>', []),
        ('{{ "Interview prep of " ~ text(name) }}', ["Interview prep of"]),
        ('{{ "problem here" if n == 1 else words("problems") }}', ["problem here"]),
        ('{{ counted(n, "{n} round", "{n} rounds") }}', []),
        ('{{ words("{a} of {b}", a="Some thing", b=2) }}', ["Some thing"]),
        ("```sh\nprepsite check this\n```\n`prep.md` {: #some-anchor }", []),
        ('{% if state == "Not Yet" %}{{ rows | join(" and ") }}{% endif %}', ["and"]),
        (
            "{% macro a(x) %}{% for y in x %}<b>Told:</b>{% else %}None yet.{% endfor %}{% endmacro %}",
            ["Told: None yet."],
        ),
        ('<div class="{{ "prepsite-x" if a }}" data-id="Some id"><!-- Some words --></div>', []),
    ],
)
def test_english_outside_of_the_catalogue_is_found_in_a_template(template: str, found: list[str]) -> None:
    assert list(hard_coded(template)) == found
