"""Typing mistakes in every vocabulary: made by slips of the hand, drawn with a seed."""

import difflib
import random
from dataclasses import dataclass

from mistakes import base
from mistakes.mistake import CARET, Edit, Mistake, edited, mistakes
from prepsite.models import vocabulary
from prepsite.models.vocabulary import Word

_SLIPS_A_SITE = 2


@dataclass(frozen=True)
class _Site:
    """A place in the base that holds a word of a vocabulary: `{}` in `new` stands for the word."""

    words: type[Word]
    path: str
    old: str
    new: str


_SITES = (
    _Site(vocabulary.Stage, base.PANEL_INTERVIEW, "stage: panel", "stage: {}"),
    _Site(vocabulary.Stage, base.VISIT_INTERVIEW, "stage: hiring_manager", "stage:   {}"),
    _Site(vocabulary.Format, base.CALL_INTERVIEW, "format: video_call", "format: {}"),
    _Site(vocabulary.Format, base.PHONE_INTERVIEW, "format: phone_call", "format: {}  # as agreed"),
    _Site(vocabulary.Focus, base.PANEL_INTERVIEW, "  - management", "  - {}"),
    _Site(vocabulary.Focus, base.PHONE_INTERVIEW, "[culture, compensation]", "[culture, {}]"),
    _Site(vocabulary.InterviewStatus, base.PHONE_INTERVIEW, "status: completed", "status: {}"),
    _Site(vocabulary.InterviewStatus, base.LESSON_INTERVIEW, "status: scheduled", "status: {}"),
    _Site(vocabulary.ApplicationStatus, base.BRIGID_APPLICATION, "status: interviewing", "status: {}"),
    _Site(vocabulary.ApplicationStatus, base.NORTHMOOR_APPLICATION, "status: applied", "status: {}"),
    _Site(vocabulary.MyPart, base.ROTA, "my_part: led", "my_part: {}"),
    _Site(vocabulary.MyPart, base.FALLS, "my_part: contributed", "my_part: {}"),
    _Site(vocabulary.CredentialKind, base.MANAGER, "kind: degree", "kind: {}"),
    _Site(
        vocabulary.CredentialKind,
        base.EDUCATOR,
        "{id: registration, kind: license, name: Registered nurse,",
        "{{id: registration, name: Sjuksköterska 🩺, kind: {},",
    ),
    _Site(vocabulary.QuestionKind, base.PHONE_NOTES, "kind: motivation", "kind: {}"),
    _Site(vocabulary.QuestionKind, base.CALL_NOTES, "kind: domain", "kind: {}"),
    _Site(vocabulary.QuestionOutcome, base.PHONE_NOTES, "outcome: strong", "outcome: {}"),
    _Site(vocabulary.QuestionOutcome, base.CALL_NOTES, "outcome: ok", "outcome: {}"),
    _Site(vocabulary.FactStatus, base.FACTS, "status: retracted", "status: {}"),
)

_WRONG_WORDS = (
    Edit(base.PANEL_INTERVIEW, "stage: panel", f"stage: {CARET}second round"),
    Edit(
        base.PHONE_INTERVIEW, "stage: recruiter_screen", f"stage: {CARET}Recruiter Screen", "recruiter_screen"
    ),
    Edit(base.CALL_INTERVIEW, "status: completed", f"status: {CARET}done"),
    Edit(base.PHONE_INTERVIEW, "status: completed", f"status: {CARET}Completed"),
    Edit(base.LESSON_INTERVIEW, "status: scheduled", f"status: {CARET}canceled", "cancelled"),
    Edit(base.CALL_INTERVIEW, "format: video_call", f"format: {CARET}zoom"),
    Edit(base.LESSON_INTERVIEW, "[presentation, domain]", f"[presentation, {CARET}teaching]"),
    Edit(base.BRIGID_APPLICATION, "status: interviewing", f"status: {CARET}in progress"),
    Edit(base.BRIGID_APPLICATION, "status: interviewing", f"status: {CARET}'interview'", "interviewing"),
    Edit(base.ROTA, "my_part: led", f"my_part: {CARET}I led it"),
    Edit(base.BEDS, "my_part: owned", f'my_part: {CARET}"owner"', "owned"),
    Edit(base.MANAGER, "kind: certificate", f"kind: {CARET}certification", "certificate"),
    Edit(base.PHONE_NOTES, "outcome: weak", f"outcome: {CARET}bad"),
)


def word_mistakes(draw: random.Random) -> tuple[Mistake, ...]:
    """Make slips at every site, each nearest to the word that was meant, and some wrong words."""
    found: list[Mistake] = []
    for words in dict.fromkeys(site.words for site in _SITES):
        edits = [edit for site in _SITES if site.words is words for edit in _slips(site, draw)]
        found.extend(mistakes(f"typo in {_spaced(words.__name__)}", *edits))
    return (*found, *mistakes("word outside the vocabulary", *_WRONG_WORDS))


def _spaced(name: str) -> str:
    return "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in name).strip()


def _slips(site: _Site, draw: random.Random) -> list[Edit]:
    edits: list[Edit] = []
    seen: set[str] = set()
    while len(edits) < _SLIPS_A_SITE:
        meant = draw.choice([word.value for word in site.words])
        typed = _slip(meant, draw)
        if typed in seen or not _only_near(typed, meant, site.words):
            continue
        seen.add(typed)
        value = CARET + draw.choice(("{}", "{}", '"{}"', "'{}'")).format(typed)
        edit = Edit(site.path, site.old, site.new.format(value), meant)
        edits.append(_below_a_comment(edit) if draw.random() < 0.25 else edit)
    return edits


def _slip(word: str, draw: random.Random) -> str:
    """Leave out, double, swap or replace one letter, or join the words by something else."""
    at = draw.randrange(1, len(word))
    slips = [
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        word[:at] + draw.choice("aeiourst") + word[at + 1 :],
    ]
    if "_" in word:
        slips += [word.replace("_", "-"), word.replace("_", " "), word.replace("_", "")]
    return draw.choice(slips).strip("_")


def _only_near(typed: str, meant: str, words: type[Word]) -> bool:
    """Tell whether a person would take the typed word for the one that was meant, and no other."""
    values = [word.value for word in words]
    near = difflib.get_close_matches(typed, values, n=2, cutoff=0.6)
    return typed not in values and meant not in typed and near[:1] == [meant] and _ahead(typed, near)


def _ahead(typed: str, near: list[str]) -> bool:
    ratios = [difflib.SequenceMatcher(None, typed, word).ratio() for word in near]
    return len(ratios) < 2 or ratios[0] - ratios[1] > 0.1


def _below_a_comment(edit: Edit) -> Edit:
    """Put a comment on a line of its own above the line that the edit changes."""
    text = edited(edit)
    line_start = text.rfind("\n", 0, text.index(CARET)) + 1
    whole = base.BASE[edit.path].decode()
    new = f"{text[:line_start]}# wie besprochen – ça change\n{text[line_start:]}"
    return Edit(edit.path, whole, new, edit.says)
