"""Prep in German: asked for, under German labels, split, replaced and checked like any other."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from prepsite.app.generate import GenerateOptions, generate
from prepsite.app.languages import language_problems
from prepsite.core.brief import brief_for
from prepsite.core.composing import compose
from prepsite.core.document import SectionState, render, render_section, replace_sections, split
from prepsite.core.grounding.sentences import cut, sentences_of
from prepsite.core.grounding.verdict import PartKind
from prepsite.core.pages.items import items_in
from prepsite.core.plan import LANGUAGE, PlanState, plan_of
from prepsite.core.prompts import prompt_for
from prepsite.core.vault import PrepFile, Vault
from prepsite.models.settings import Settings
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault
from prepsite.writers.offline import OfflineWriter
from prepsite.writers.registry import WRITERS

from grounding_vault import claim  # isort: skip
from test_composing import RESUME, TEMPLATES, interview  # isort: skip

DEMO = Path(__file__).parents[2] / "vault"
APPLICATION, ROUND = "kestrel-grid-staff-engineer", "technical-screen"
PAYOUTS = "project:payouts"
GERMAN = {"prep_language": "de", "writer": "openai", "model": "any"}


def _document(language: str) -> str:
    bodies = compose(interview(), RESUME, TEMPLATES, language)
    return render(f"---\nprepsite: '1'\nlanguage: {language}\n---\n", bodies.items(), language)


def test_labels_headings_and_phases_are_german_and_every_section_is_still_the_tools() -> None:
    text = _document("de")
    for label in (
        "## Fahrplan",
        "### Grundlagen auffrischen · 30 min",
        "**Muss · 15 min**",
        "**Warum wahrscheinlich.**",
        "**Vorgehen.**",
        "**Mögliche Nachfragen:**",
        "**So antworten.**",
        "*Belege:*",
        "*Verhalten · etwa",
    ):
        assert label in text
    assert {section.state for section in split(text).sections} == {SectionState.UNEDITED}
    assert split(text).fields == split(_document("en")).fields
    assert split(text).text == text


def test_another_language_changes_words_and_not_what_an_item_is() -> None:
    german, english = (
        [
            (item.field, item.anchor, item.references)
            for item in items_in(PrepFile("prep.md", _document(language)))
        ]
        for language in ("de", "en")
    )
    assert german == english
    claims = [
        [(each.field, each.part, each.item, each.cites) for each in sentences_of(_document(language))]
        for language in ("de", "en")
    ]
    assert claims[0] == claims[1] != []


def test_a_marker_over_another_sections_german_heading_was_tampered_with() -> None:
    text = render_section("prep_plan", "- Lesen.", "de").replace("section prep_plan", "section stage_checklist")
    assert split(text).sections[0].state is SectionState.EDITED


def test_an_english_section_is_replaced_by_a_german_one_in_its_place() -> None:
    before = split(_document("en"))
    after = replace_sections(before, [("prep_plan", "- Lesen.")], before.head, "de")
    assert "## Fahrplan\n\n- Lesen." in after.text
    assert "## Roadmap" not in after.text
    assert after.fields == before.fields


def _vault(tmp_path: Path, **settings: str) -> Vault:
    shutil.copytree(DEMO, tmp_path / "vault")
    vault = read_vault(Workspace.at(tmp_path))
    return replace(vault, settings=Settings.model_validate({"timezone": "Europe/Berlin", **settings}))


def test_the_model_is_told_the_language_and_what_of_it_stays(tmp_path: Path) -> None:
    vault = _vault(tmp_path, **GERMAN)
    german = prompt_for(brief_for(vault, APPLICATION, ROUND), JinjaTemplates(), 100_000)
    assert "Write every text of the reply in German (de)" in german.system
    english = replace(vault, settings=vault.settings.model_copy(update={"prep_language": "en"}))
    plain = prompt_for(brief_for(english, APPLICATION, ROUND), JinjaTemplates(), 100_000)
    assert "The language" not in plain.system
    assert german.digest != plain.digest


def _in(vault: Vault, language: str) -> Vault:
    """Return the vault with one round's prep as a model wrote it in a language."""
    record = vault.applications[APPLICATION]
    stated = f"language: {language}\n" if language != "en" else ""
    head = (
        f"---\nprepsite: '1'\napplication: {APPLICATION}\ninterview: {ROUND}\nwriter: openai\nmodel: any\n"
        f"{stated}prompt: x\ninputs: {{}}\n---\n"
    )
    bodies = compose(interview(), RESUME, TEMPLATES, language)
    prep = PrepFile(f"{record.folder}/interviews/{ROUND}/prep.md", render(head, bodies.items(), language))
    rounds = tuple(replace(each, prep=prep) if each.id == ROUND else each for each in record.interviews)
    return replace(vault, applications={APPLICATION: replace(record, interviews=rounds)})


@pytest.mark.parametrize(("written", "asked"), [("en", "de"), ("de", "en"), ("de", "de")])
def test_another_language_in_the_settings_makes_prep_stale(tmp_path: Path, written: str, asked: str) -> None:
    vault = _in(_vault(tmp_path, **{**GERMAN, "prep_language": asked}), written)
    planned = plan_of(vault).document(APPLICATION, ROUND)
    assert planned is not None
    other = [section.changed for section in planned.sections if LANGUAGE in section.changed]
    assert (planned.state is PlanState.STALE, len(other) > 0) == (written != asked, written != asked)
    assert written == asked or planned.reason == f"the settings ask for another language now: {asked}"


TRUE = (
    "Die p99-Latenz fiel von 1,200 ms auf 340 ms.",
    "Ich habe im September 2023 angefangen.",
    "Wir waren ein Team von 4 Leuten.",
    "Wir haben heute 2.4 Millionen Auszahlungen im Jahr.",
    "Ich habe 23 Händler befragt und 14 Regeln geschrieben.",
    "Ich habe die Aufrufe hinter eine Queue in PostgreSQL gelegt.",
    "Das war bei Fennhold.",
)
FALSE = (
    ("Die p99-Latenz fiel auf 360 ms.", PartKind.FIGURE),
    ("Support-Tickets fielen auf 950 im Monat.", PartKind.FIGURE),
    ("Wir waren ein Team von 8 Leuten.", PartKind.FIGURE),
    ("Ich habe im Mai 2023 angefangen.", PartKind.DATE),
    ("Ich habe das für Sternmoos Logistics gebaut.", PartKind.EMPLOYER),
    ("Ich habe das in Oracle gebaut.", PartKind.TOOL),
)


@pytest.mark.parametrize("text", TRUE)
def test_a_true_german_sentence_is_no_finding(text: str) -> None:
    found = claim(text, PAYOUTS, language="de")
    assert found is not None
    assert found.findings == ()


@pytest.mark.parametrize(("text", "kind"), FALSE)
def test_a_false_figure_date_employer_or_tool_is_found_in_german(text: str, kind: PartKind) -> None:
    found = claim(text, PAYOUTS, language="de")
    assert found is not None
    assert kind in {part.kind for part in found.findings}


def test_the_stop_of_a_german_date_or_abbreviation_ends_no_sentence() -> None:
    text = "Am 12. März kamen ca. 4 Mio. Zeilen dazu. Danach war Ruhe."
    assert [sentence for _, sentence in cut(text)] == [
        "Am 12. März kamen ca. 4 Mio. Zeilen dazu.",
        "Danach war Ruhe.",
    ]


def _problems(root: Path, settings: str) -> list[str]:
    (root / "vault").mkdir()
    (root / "vault" / "prepsite.yml").write_text(settings, encoding="utf-8")
    return [str(problem) for problem in language_problems(Workspace.at(root))]


def test_the_offline_writer_says_that_it_writes_english_only(tmp_path: Path) -> None:
    found = _problems(tmp_path, "timezone: UTC\nprep_language: de\n")
    assert len(found) == 1
    assert found[0].startswith("vault/prepsite.yml:2:16: warning: prep_language: the offline writer writes")
    assert "`writer: openai`" in found[0]


def test_a_language_without_a_catalogue_is_told_with_the_file_to_write(tmp_path: Path) -> None:
    found = _problems(tmp_path, "language: fr\n")
    assert len(found) == 1
    assert found[0].startswith("vault/prepsite.yml:1:11: warning: language: there is no catalogue")
    assert found[0].endswith("write one as templates/locale/fr.po, or choose one of de, en")


def test_what_a_users_catalogue_says_wrong_is_told_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "templates" / "locale").mkdir(parents=True)
    text = 'msgid "since {when}"\nmsgstr "depuis {quand}"\n'
    (tmp_path / "templates" / "locale" / "fr.po").write_text(text, encoding="utf-8")
    assert [found.partition(":")[0] for found in _problems(tmp_path, "language: fr\n")] == [
        "templates/locale/fr.po"
    ]


class _Model(OfflineWriter):
    """Stands for a language model: the embedded writer's words, in the name of a server's."""

    name = "openai"
    model = "any"
    remote = True


class _Silent:
    def start(self, names: object) -> None:
        """Say nothing."""

    def streamed(self, name: str, tokens: int) -> None:
        """Say nothing."""

    def done(self, outcome: object) -> None:
        """Say nothing."""


def test_a_change_of_language_replaces_what_nobody_edited_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(WRITERS, "openai", lambda context: _Model(context.templates))
    shutil.copytree(DEMO, tmp_path / "vault", ignore=shutil.ignore_patterns("prep.md", ".prepsite"))
    workspace, name = Workspace.at(tmp_path), f"{APPLICATION}/{ROUND}"
    settings = tmp_path / "vault" / "prepsite.yml"
    german = settings.read_text(encoding="utf-8").replace(
        "writer: offline", "writer: openai\nprep_language: de"
    )
    settings.write_text(german, encoding="utf-8")
    assert generate(workspace, [name], GenerateOptions(), _Silent())[0].written
    path = tmp_path / "vault" / "applications" / APPLICATION / "interviews" / ROUND / "prep.md"
    written = path.read_text(encoding="utf-8")
    assert "\nlanguage: de\n" in written
    assert {section.state for section in split(written).sections} == {SectionState.UNEDITED}
    path.write_text(written.replace("## Rückfragen\n", "## Rückfragen\n\nZuerst diese.\n"), encoding="utf-8")

    settings.write_text(german.replace("prep_language: de", "prep_language: en"), encoding="utf-8")
    (outcome,) = generate(workspace, [name], GenerateOptions(stale=True), _Silent())
    english = path.read_text(encoding="utf-8")
    assert outcome.written
    assert "\nlanguage:" not in english
    assert "## Roadmap\n" in english
    assert "## Rückfragen\n\nZuerst diese.\n" in english
    assert generate(workspace, [name], GenerateOptions(stale=True), _Silent())[0].written is False
    (again,) = generate(workspace, [name], GenerateOptions(again=True), _Silent())
    assert again.proposed == ("interviewer_questions",)
    proposal = next((tmp_path / "vault" / ".prepsite" / "proposals").rglob("*interviewer_questions*"))
    assert "## Questions to ask them\n" in proposal.read_text(encoding="utf-8")
