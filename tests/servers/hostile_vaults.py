"""Vaults full of attacks: each payload in a body, a heading, a field, notes, a reply and a file's name."""

import json
import re
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

from prepsite.core.composing import compose
from prepsite.core.document import render
from prepsite.models.application import Application, Company, Job
from prepsite.models.base import VaultModel
from prepsite.models.interview import Interview, Notes
from prepsite.models.preparation import InterviewPreparation, InterviewPreparationBase, PhaseName
from prepsite.models.profile import Facts, Profile
from prepsite.models.project import ExperienceProject
from prepsite.models.resume import Resume
from prepsite.templating import JinjaTemplates

Say = Callable[[], str]
# Fields that take no free text; what isn't here and isn't free text either is left out.
_FIXED: dict[str, object] = {
    "resume": "one",
    "status": "interviewing",
    "stage": "technical_screen",
    "format": "video_call",
    "focus": ["coding"],
    "scheduled_at": "2026-03-12 14:00",
    "start": "2020-01",
    "kind": "degree",
    "url": "https://example.com/x",
    "link": "https://example.com/x",
}
_HEAD = "---\nprepsite: '1'\napplication: {}\nwriter: openai\nmodel: m\nprompt: 633811eecd228c93\n"
_NUMBERS = count()
# Dates and times; `interviews/two` has attacks in such a field.
_TIMED = re.compile(r".*_(?:on|at)|on|date|expires|end|duration")
# Text without a pattern of its own says `pattern=None`.
_PATTERN = re.compile(r"pattern=(?!None)")
_UNSUITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class Payloads:
    """Gives out payloads, each as often as any other."""

    def __init__(self, payloads: Sequence[str]) -> None:
        self._payloads = [_UNSUITABLE.sub(" ", each).strip() or "x" for each in payloads]
        self._at = 0
        self.given = 0

    def __call__(self) -> str:
        """Return the next one."""
        self.given += 1
        self._at += 1
        return self._payloads[(self._at - 1) % len(self._payloads)]


def front_matter(model: type[VaultModel], say: Say, many: int, **fixed: object) -> str:
    """Return front matter that fills every field of a file's model that takes text."""
    found = _filled(model, say, many) | fixed
    return "---\n" + "".join(f"{name}: {json.dumps(value)}\n" for name, value in found.items()) + "---\n"


def _filled(model: type[VaultModel], say: Say, many: int) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, field in model.model_fields.items():
        kind = str(field.annotation)
        inner = re.search(r"prepsite\.models\.\w+\.(\w+)", kind)
        part = next((each for each in _parts() if inner and each.__name__ == inner[1]), None)
        if name == "private":
            found[name] = {"note": say(), "more": [say(), say()]}
        elif name == "id":
            found[name] = f"x{next(_NUMBERS)}"
        elif name in _FIXED:
            found[name] = _FIXED[name]
        elif _TIMED.fullmatch(name):
            continue
        elif part and "tuple" in kind:
            found[name] = [_filled(part, say, 2) for _ in range(many)]
        elif part:
            found[name] = _filled(part, say, 2)
        elif "str" in kind and not _PATTERN.search(kind) and name not in {"projects", "used", "join_link"}:
            found[name] = [say() for _ in range(many)] if "tuple" in kind else say()
    return found


def _parts() -> list[type[VaultModel]]:
    return [each for each in VaultModel.__subclasses__() if each.__module__.startswith("prepsite.models")]


def body(say: Say, many: int) -> str:
    """Return Markdown with attacks as paragraphs, items, quotes, cells, links and fences."""
    kinds = (
        "{}",
        "- {}",
        "> {}",
        "| a | b |\n|---|---|\n| {} | x |",
        "[x]({})",
        "![x]({})",
        "a {} b",
        "**{}**",
    )
    return "\n\n".join(kinds[number % len(kinds)].format(say()) for number in range(many))


def headings(say: Say, many: int) -> str:
    """Return Markdown with an attack in each heading."""
    return "\n\n".join(f"{'#' * (1 + number % 3)} {say()}\n\nText." for number in range(many))


def _interview(say: Say, many: int) -> InterviewPreparation:
    def question(number: int) -> dict[str, object]:
        star = {name: say() for name in ("situation", "task", "action", "result")}
        answer = {"form": "star", **star} if number else {"form": "direct", "text": say()}
        return {
            "question": f"{number} {say()}", "kind": "behavioral", "why_likely": say(), "basis": ["job"],
            "answer": answer, "evidence": [], "follow_ups": [say(), say()],
        }  # fmt: skip

    def task() -> dict[str, object]:
        return {"text": say(), "priority": "must", "minutes": 5, "evidence": []}

    def dive() -> dict[str, object]:
        texts = {name: say() for name in ("topic", "why", "explanation")}
        return {**texts, "trade_offs": [say()], "follow_ups": [say(), say()], "evidence": []}

    asked = ("question", "rationale", "aimed_at")
    defended = ("risk", "likely_challenge", "defense", "do_not_claim")
    return InterviewPreparation.model_validate(
        {
            "prep_plan": [
                {"name": name, "tasks": [task() for _ in range(many // 8 + 1)]} for name in PhaseName
            ],
            "predicted_questions": [question(number) for number in range(5)],
            "stage_checklist": [{"question": say(), "pointer": say(), "evidence": []}],
            "interviewer_questions": [{name: say() for name in asked} for _ in range(5)],
            "resume_defense_prep": [
                {"bullet": "bullet:one/x0", **{name: say() for name in defended}, "evidence": []}
            ],
            "technical_deep_dives": [dive() for _ in range(many // 12 + 1)],
            "not_addressed": [say(), say()],
        }
    )


def _base(say: Say) -> InterviewPreparationBase:
    narrative = ("opening", "core", "forward_hook", "thirty_seconds", "ninety_seconds")
    driver = {name: say() for name in ("name", "why_it_screens", "standing")}
    return InterviewPreparationBase.model_validate(
        {
            "primary_drivers": [{**driver, "quotes": [say()], "evidence": []}],
            "company_context": [{"text": say(), "basis": "research", "source": say()}],
            "background_narrative": {name: {"text": say(), "evidence": []} for name in narrative},
            "formatted_jd": say(),
        }
    )


def write_vault(root: Path, payloads: Sequence[str], applications: int = 1) -> int:
    """Write a vault whose every text is an attack; return how many times one was put somewhere.

    Each kind of place gets each payload at least once if there are enough applications: about one
    for every hundred.
    """
    many = -(-len(payloads) // applications)
    bodies, titles, fields, notes, replies, names = (Payloads(payloads) for _ in range(6))
    vault = root / "vault"
    write(vault / "prepsite.yml", "writer: offline\ntoday: 2026-03-10\n")
    few = max(2, many // 8)
    write(vault / "profile.md", front_matter(Profile, fields, few) + body(bodies, 8))
    fixed = {
        "facts": [{"id": f"f{n}", "status": "confirmed", "text": fields(), "by": fields()} for n in range(few)]
    }
    write(vault / "facts.md", front_matter(Facts, fields, 1, **fixed))
    write(vault / "resumes/one.md", front_matter(Resume, fields, few) + headings(titles, 4))
    for number in range(applications):
        project = front_matter(ExperienceProject, fields, few, my_part="led") + headings(titles, many)
        write(vault / f"projects/p{number}.md", project)
        folder = vault / f"applications/a{number}"
        attached = [_file_name(names()) for _ in range(many)]
        for name in attached:
            write(folder / "files" / f"{name}.txt", "x")
        links = "\n\n".join(f"[x](<files/{name}.txt>)\n\n![x](files/{name}.png)" for name in attached)
        write(folder / "application.md", front_matter(Application, fields, few) + links)
        write(folder / "job.md", front_matter(Job, fields, few) + body(bodies, many))
        write(folder / "company.md", front_matter(Company, fields, few) + body(bodies, 8))
        _write_rounds(folder, (fields, notes, replies, names), many)
    return sum(each.given for each in (bodies, titles, fields, notes, replies, names))


def _write_rounds(folder: Path, says: tuple[Say, Say, Say, Say], many: int) -> None:
    fields, notes, replies, names = says
    templates = JinjaTemplates()
    head = _HEAD.format(folder.name)
    write(folder / "prep.md", render(f"{head}---\n", compose(_base(replies), None, templates).items()))
    one = folder / "interviews" / "one"
    few = max(2, many // 8)
    write(one / "interview.md", front_matter(Interview, fields, few, status="scheduled") + body(fields, 8))
    asked = [
        {"text": notes(), "topic": notes(), "my_answer": notes(), "outcome": "weak"}
        for _ in range(many // 4 + 1)
    ]
    told = [{"topic": notes(), "said": notes()} for _ in range(4)]
    write(
        one / "notes.md",
        front_matter(Notes, notes, many // 8 + 1, questions=asked, told_them=told) + body(notes, 8),
    )
    write(
        one / "prep.md",
        render(f"{head}interview: one\n---\n", compose(_interview(replies, many), None, templates).items()),
    )
    # Files that can't be used have pages, too, which say why: with what stands in them.
    broken = folder / "interviews" / "two"
    write(
        broken / "interview.md",
        f"---\nstage: {json.dumps(fields())}\n{json.dumps(fields())}: 1\n---\n{fields()}\n",
    )
    write(broken / "notes.md", f"---\n{fields()}\n---\n{fields()}\n")
    for _ in range(4):
        write(folder / "interviews" / _file_name(names()) / "interview.md", "---\nstage: behavioral\n---\n")


def _file_name(payload: str) -> str:
    """Return a payload as a name that a file can have."""
    return payload.replace("/", "\u2215").encode("utf-8")[:180].decode("utf-8", "ignore").strip(". ") or "x"


def write(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
