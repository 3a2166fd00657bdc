"""Random edits between commands: no line of a person's is lost, whatever stood where.

CI plays 240 sequences of up to 15 steps, about half a minute; all 10,000 are
`python benchmarks/edits.py --sequences 10000`.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from edit_sequences.document import Document, Line
from edit_sequences.oracle import BrokenPromiseError, Run, first_written, judge
from edit_sequences.running import Figures, Operation, State, play, play_many
from prepsite.app.generate import GenerateOptions

SHARES, SHARE = 6, 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sequences"


@pytest.mark.parametrize("share", range(SHARES))
def test_no_sequence_of_edits_and_commands_breaks_a_promise(share: int, folder: Path) -> None:
    figures = Figures()
    failures = play_many(range(share * SHARE, (share + 1) * SHARE), folder, figures, most=3)
    assert not failures, "\n\n".join(str(failure) for failure in failures)
    assert figures.sequences == SHARE
    assert figures.lines > SHARE
    assert figures.renewed > SHARE / 2


def _document(folder: Path) -> tuple[State, Document]:
    folder.mkdir(parents=True)
    state = State(folder)
    state.run(GenerateOptions(), filling=True)
    return state, state.documents["acme"]


def _own_line(document: Document) -> None:
    place = document.markers()[2]
    mine = [("## Mine zq8qz", "zq8qz"), ("my zq9qz", "zq9qz")]
    document.body[place:place] = [Line(text, "\n", 0, token) for text, token in mine]


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda text: text.replace("my zq9qz\n", ""), "a person's line is lost"),
        (lambda text: text.replace("my zq9qz", "my zq9qz "), "a person's line is lost"),
        (lambda text: text.replace("## Mine zq8qz\nmy zq9qz\n", "my zq9qz\n## Mine zq8qz\n"), "has moved"),
        (lambda text: text.replace("You write tests.", "You write no tests."), "nothing it was made from"),
        (lambda text: text.replace("\n", "\r\n"), "had to stay as they were"),
        (lambda text: text.replace("prepsite: '1'\n", "prepsite: '1'\r\n"), "line ends"),
        (lambda text: "\ufeff" + text, "byte order mark"),
        (lambda text: text + text[text.rindex("<!-- prepsite:section") :], "nobody asked for this section"),
        (lambda text: text[: text.rindex("<!-- prepsite:section")], "is gone"),
        (lambda text: text.removesuffix("\n") + " ", "nothing it was made from had changed"),
    ],
)
def test_what_a_command_must_not_do_is_noticed(folder: Path, damage: Callable[[str], str], told: str) -> None:
    state, document = _document(folder)
    _own_line(document)
    run = Run(state.world, state.generated, says=True, again=False)
    assert judge(run, document, document.text).text == document.text
    with pytest.raises(BrokenPromiseError, match=told):
        judge(run, document, damage(document.text))


def test_a_section_that_was_due_and_was_left_is_noticed(folder: Path) -> None:
    state, document = _document(folder)
    state.world.said["company"] = 7
    run = Run(state.world, state.generated, says=True, again=False)
    with pytest.raises(BrokenPromiseError, match="company_context was due"):
        judge(run, document, document.text)


def test_a_new_file_that_lacks_a_section_is_noticed(folder: Path) -> None:
    state, document = _document(folder)
    run = Run(state.world, state.generated, says=True, again=False)
    with pytest.raises(BrokenPromiseError, match="background_narrative"):
        first_written(run, "acme", document.text[: document.text.rindex("<!-- prepsite:section")])


def test_a_failure_tells_how_to_play_it_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edit_sequences.running.judge", _never_content)
    steps = [Operation("fill", 1), Operation("stale", 3)]
    failure = play(steps, folder)
    assert failure
    assert "replay: --writer scripted --replay 'fill:1 stale:3'" in str(failure)


def _never_content(_run: Run, before: Document, _text: str) -> Document:
    raise BrokenPromiseError(before.name)
