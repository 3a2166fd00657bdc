"""Page templates are filled without the gaps that they leave; texts keep their own."""

from collections.abc import Mapping

from prepsite.core.pages.bodies import Surroundings, embed
from prepsite.core.pages.filling import filled

CODE = "```\nfirst\n\n\n\nlast\n```"


def _fill(values: Mapping[str, object]) -> str:
    return f"\n# {values['title']}\n\n\n\n{values['body']}\n\n\n\n{values['day']}\n\n\n"


def test_gaps_of_the_template_are_taken_out_and_those_in_code_are_kept() -> None:
    values = {"title": "Round", "body": CODE, "day": 3}
    assert filled(_fill, values) == f"# Round\n\n{CODE}\n\n3\n"
    assert values["body"] == CODE


def test_without_gaps_in_texts_it_is_the_same() -> None:
    assert filled(_fill, {"title": "Round", "body": "a\n\nb", "day": ""}) == "# Round\n\na\n\nb\n"


def test_a_body_has_gaps_in_code_alone() -> None:
    text = f"# a\n\n\n\nb\n\n\n\n{CODE}\n\n\n\n## c\n\n\nd"
    assert embed(text, Surroundings(1)) == f"## a\n\nb\n\n{CODE}\n\n### c\n\nd"
