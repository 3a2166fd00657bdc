"""Everything that pages say can be said in another language, and German says all of it."""

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

import words as tool
from hard_coded import hard_coded, in_file
from prepsite.catalogue.placeholders import fits

GERMAN = tool.translated(tool.LOCALE / "de.po")


def test_german_says_all_that_pages_say_and_nothing_else() -> None:
    """`make words` adds what is new to the catalogue; what it says in German is a person's to write."""
    said = {_id(message) for message in tool.said() if message.id}
    german = {_id(message): message.string for message in GERMAN if message.id}
    lacking = [text for text in said if not all(german.get(text) or [""])]
    assert sorted(map(str, lacking)) == [], "run `make words`, and write the German into templates/locale/de.po"
    assert sorted(map(str, german.keys() - said)) == [], "nothing says this any more: run `make words`"


def test_the_template_for_other_languages_is_up_to_date() -> None:
    with tool.TEMPLATE.open("rb") as opened:
        template = read_po(opened)
    assert {_id(message) for message in template} == {_id(message) for message in tool.said()}


def test_no_template_of_pages_says_english_that_no_catalogue_knows() -> None:
    found = {
        path.relative_to(tool.ROOT).as_posix(): texts
        for method, path in tool.sources()
        if method == tool.JINJA and (texts := in_file(path))
    }
    assert found == {}


def _id(message: Message) -> str | tuple[str, ...]:
    return message.id if isinstance(message.id, str) else tuple(message.id)


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
