"""An interview's page as a tool: content taken apart into cards and tasks, whatever a person made of it."""

import re
from datetime import UTC, datetime

import pytest
from page_vaults import ROUND_SECTIONS, round_prep

from prepsite.core.pages.pieces import FactRow, LinkTo, When
from prepsite.core.pages.prepared import prepare
from prepsite.core.pages.round_tool import Person, Preview, RoundHead, RoundTool
from prepsite.core.vault import PrepFile
from prepsite.site.cards import CardView, card
from prepsite.site.fragments import all_text, elements, own_text
from prepsite.site.previews import previews_view, with_previews
from prepsite.site.rounds import tool_view
from prepsite.site.sections import parted
from prepsite.site.tasks import minutes_in


def folded(body: str, title: str = "1. Why us?") -> str:
    return f'<details class="fold"><summary><h3 id="q1">{title}</h3></summary>{body}</details>'


STORY = (
    "<p><em>Technical · about 55 seconds</em></p>"
    "<p><strong>Why likely.</strong> They asked.</p>"
    "<p><strong>Situation.</strong> It was slow.</p><p>Very slow.</p>"
    "<p><strong>Task.</strong> Mine.</p><p><strong>Action.</strong> I did.</p><ul><li>this</li></ul>"
    "<p><strong>Result.</strong> 380 ms.</p>"
    '<p><em>Evidence:</em> <a href="x">P</a></p>'
    "<p><strong>They may go on with:</strong></p><ul><li>More?</li></ul>"
)


def first_card(html: str) -> CardView:
    found = card(elements(html)[0])
    assert found is not None
    return found


def test_a_story_is_parted_at_its_labels() -> None:
    found = first_card(folded(STORY))
    assert found.anchor == "q1"
    assert found.title == "Why us?"
    assert found.badges == ("Technical", "about 55 seconds")
    roles = [part.role for part in found.parts]
    assert roles == ["why", "situation", "task", "action", "result", "evidence", "next"]
    assert [part.label for part in found.parts][-1] == "They may go on with"
    assert all_text(found.parts[1].html) == "It was slow. Very slow."
    assert "<li>this</li>" in found.parts[3].html
    assert "<strong>" not in "".join(part.html for part in found.parts)


def test_a_story_in_german_is_parted_alike() -> None:
    german = (
        STORY.replace("Why likely", "Warum wahrscheinlich")
        .replace("Task", "Aufgabe")
        .replace("Action", "Vorgehen")
        .replace("Result", "Ergebnis")
        .replace("Evidence", "Belege")
        .replace("They may go on with", "Mögliche Nachfragen")
    )
    roles = [part.role for part in first_card(folded(german)).parts]
    assert roles == ["why", "situation", "task", "action", "result", "evidence", "next"]


def test_an_edited_answer_without_labels_reads_as_prose() -> None:
    body = "<p>Just <strong>this</strong>.</p><p><strong>Never mind.</strong> That.</p>"
    found = first_card(folded(body))
    assert found.badges == ()
    assert [(part.role, part.label) for part in found.parts] == [("", "")]
    assert found.parts[0].html.replace("\n", "") == body


def test_what_is_rehearsed_changes_with_the_answer_alone() -> None:
    said = first_card(folded(STORY))
    same = (
        STORY.replace("They asked.", "They will ask.")
        .replace(">P<", ">Another title<")
        .replace("More?", "Less?")
    )
    marked = STORY.replace(
        "380 ms.",
        '380 <span class="prepsite-last">ms.<button type="button">unverified</button></span>',
    )
    assert first_card(folded(same)).answer == said.answer
    assert first_card(folded(marked)).answer == said.answer
    assert first_card(folded(STORY.replace("380", "390"))).answer != said.answer
    assert first_card(folded(STORY, "4. Why us?")).key == said.key
    assert first_card(folded(STORY, "1. Why them?")).key != said.key


def test_a_fold_without_a_heading_is_drawn_as_it_is() -> None:
    html = '<details class="fold"><summary>Mine</summary><p>x</p></details>'
    assert card(elements(html)[0]) is None
    _, (section,) = parted(f'<h2 id="a">A</h2>{html}', {})
    assert section.phases[0].blocks[0].html == html


ROADMAP = (
    '<h2 id="roadmap">Roadmap</h2><p>Mine first.</p>'
    '<h3 id="roadmap-1">Foundation Review · 63 min</h3><ul class="task-list">'
    '<li class="task-list-item"><input type="checkbox"> <strong>Must · 10 min</strong> Read it. '
    '<a href="x">P</a></li>'
    '<li class="task-list-item"><p><input type="checkbox" checked=""> <strong>Should · 1 h 5</strong> '
    "Say it.</p></li>"
    '<li class="task-list-item"><input type="checkbox"> Sleep.</li><li>Not a task.</li>'
    '<li class="task-list-item"><input type="checkbox"> Sleep.</li></ul>'
)


def test_tasks_have_minutes_a_priority_and_a_key_of_their_own() -> None:
    before, (section,) = parted(f"<p>Before.</p>{ROADMAP}", {"roadmap": "prep_plan"})
    assert before == "<p>Before.</p>"
    assert section.is_roadmap
    assert [(task.priority, task.minutes, task.checked, task.text) for task in section.tasks] == [
        ("must", 10, False, "Read it."),
        ("should", 65, True, "Say it."),
        ("", 0, False, "Sleep."),
        ("", 0, False, "Sleep."),
    ]
    assert len({task.key for task in section.tasks}) == 4
    assert (section.sum.tasks, section.sum.minutes, section.sum.musts) == (4, 75, 10)
    assert section.phases[1].heading == '<h3 id="roadmap-1">Foundation Review</h3>'
    assert "<li>Not a task.</li>" in section.phases[1].blocks[0].items
    assert section.tasks[1].html == "<p>Say it.</p>"


def test_a_task_keeps_its_key_when_another_is_edited_or_its_source_is_renamed() -> None:
    _, (section,) = parted(ROADMAP, {})
    _, (edited,) = parted(ROADMAP.replace("Say it.", "Say it twice.").replace(">P<", ">Q<"), {})
    same = [one.key == other.key for one, other in zip(section.tasks, edited.tasks, strict=True)]
    assert same == [True, False, True, True]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("10 min", 10), ("1 h", 60), ("1 h 30", 90), ("", 0), ("soon", 0), ("90", 90), ("1h30m", 90)],
)  # fmt: skip
def test_minutes_are_read_however_they_are_written(text: str, minutes: int) -> None:
    assert minutes_in(text) == minutes


@pytest.mark.parametrize(
    "html",
    [
        "", "text only", "<p>a</p>b<hr>c<p>d<br>e</p>", "<p>never closed", "</p>closed twice</p>",
        '<p title="a > b">c</p>', "<ul><li><p>x</p></li></ul><details><details>y</details></details>",
        "<" * 5000,
    ],
)  # fmt: skip
def test_nothing_is_lost_of_content_that_is_taken_apart(html: str) -> None:
    assert own_text("".join(element.html for element in elements(html))) == own_text(html)


def test_content_in_elements_is_theirs_and_text_between_them_stands_alone() -> None:
    assert [element.tag for element in elements("<p>a</p>b<hr>c<details><p>d</p></details>")] == [
        "p", "", "hr", "", "details"
    ]  # fmt: skip


def test_a_roundabout_head_shows_only_addresses_that_lead_outside() -> None:
    head = RoundHead(
        moment=When("Thu 12 March 2026, 14:00 (Europe/Berlin)", datetime(2026, 3, 12, 13, tzinfo=UTC)),
        join_url="javascript:alert(1)",
        people=(Person("A", url="javascript:alert(1)"), Person("B", url="https://b.example.org/x")),
    )
    view = tool_view(RoundTool("acme/one", head, {}), "", (), lambda link: link.uri)
    assert view is not None
    assert view.head.join_url == view.head.join_host == ""
    assert [person.url for person in view.head.people] == ["", "https://b.example.org/x"]
    assert view.head.moment is not None
    assert (view.head.moment.date, view.head.moment.zone) == ("Thu 12 March 2026, 14:00", "Europe/Berlin")
    joined = tool_view(
        RoundTool("acme/one", RoundHead(join_url="https://meet.example.org/x"), {}),
        "",
        (),
        lambda link: link.uri,
    )
    assert joined is not None
    assert joined.head.join_host == "meet.example.org"


def test_the_head_shows_every_link_of_the_facts() -> None:
    rows = (
        FactRow("Application", links=(LinkTo("A", "a.md"),)),
        FactRow("Paper", links=(LinkTo("PDF", "a.pdf"),)),
    )
    view = tool_view(RoundTool("acme/one", RoundHead(), {}), "", rows, lambda link: link.uri)
    assert view is not None
    assert [(link.text, link.url) for link in view.head.links] == [("A", "a.md"), ("PDF", "a.pdf")]


def test_the_task_to_begin_with_is_the_first_open_must() -> None:
    tool = RoundTool("acme/one", RoundHead(), {"roadmap": "prep_plan"})
    view = tool_view(tool, ROADMAP.replace("Must", "Could"), (), lambda link: link.uri)
    assert view is not None
    assert view.first is not None
    assert view.first.text == "Read it."
    swapped = ROADMAP.replace("Must", "Could", 1).replace('checked=""', "").replace("Should", "Must")
    later = tool_view(tool, swapped, (), lambda link: link.uri)
    assert later is not None
    assert later.first is not None
    assert later.first.text == "Say it."
    assert tool_view(None, ROADMAP, (), lambda link: link.uri) is None


def test_only_links_that_a_card_previews_get_one() -> None:
    cards = previews_view(
        (Preview(LinkTo("P", "p.html", "m"), "Metric", "<b>P</b> & {x}", ("1 → 2",)),),
        lambda link: f"{link.uri}#{link.anchor}",
    )
    content = '<a href="p.html#m" rel="noopener">P</a> <a href="p.html">whole</a>'
    shown = with_previews(content, cards)
    assert shown.count("data-card=") == 1
    assert f'<a href="p.html#m" rel="noopener" data-card="{cards[0].id}">P</a>' in shown
    assert f'<button popovertarget="{cards[0].id}" aria-labelledby="{cards[0].id}t">' in shown
    assert shown.endswith('<a href="p.html">whole</a>')
    assert with_previews(content, ()) == content


def in_order(*fields: str) -> PrepFile:
    texts = dict(ROUND_SECTIONS) | {"interviewer_questions": "1. Why?", "stage_checklist": "- [ ] x"}
    return round_prep("one", tuple((name, texts[name]) for name in fields))


def shown_fields(prep: PrepFile) -> list[str]:
    return [part.section.field or part.heading for part in prepare(prep).for_tonight()]


def test_a_round_shows_what_matters_tonight_first() -> None:
    prep = in_order(
        "prep_plan", "predicted_questions", "stage_checklist", "interviewer_questions", "resume_defense_prep"
    )
    assert shown_fields(prep) == [
        "prep_plan", "predicted_questions", "interviewer_questions", "resume_defense_prep", "stage_checklist"
    ]  # fmt: skip


def test_a_persons_own_section_stays_behind_what_it_follows() -> None:
    prep = in_order("prep_plan", "stage_checklist", "interviewer_questions")
    text = re.sub(r"(<!-- prepsite:section interviewer_)", r"## My own\n\nMine.\n\n\1", prep.text)
    assert shown_fields(PrepFile(prep.path, text)) == [
        "prep_plan", "interviewer_questions", "stage_checklist", "My own"
    ]  # fmt: skip


def test_sections_that_a_person_moved_stay_where_they_were_put() -> None:
    fields = ["predicted_questions", "prep_plan", "stage_checklist", "interviewer_questions"]
    assert shown_fields(in_order(*fields)) == fields
