"""Injected postings, and a model that obeys each: a vault of them, generated over real sockets."""

import base64
import json
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

import yaml

from model_server import Answer, Received, reply
from searches import APPLICATION, DEMO, Search, good_replies

CORPUS = Path(__file__).parents[1] / "injections/corpus.yml"
ROUND = "technical-screen"
FRAMES_A_PAYLOAD = 3
RESUME = "Cut the p99 latency of the payout API from 2,400 ms to 380 ms"
# Texts that no prompt may hold, by the file whose private block, or private whole, they stand in.
SECRETS = ("CANARYprofile7f3a", "CANARYapplication91bd", "CANARYproject44ce", "CANARYcontact@zq-secret.example")
# Of a reply, what is chosen from a list or points into the record: no text for a payload.
_NO_TEXT = frozenset(
    {"quotes", "evidence", "basis", "kind", "form", "priority", "minutes", "bullet", "name", "source"}
)
Json = dict[str, object]


@dataclass(frozen=True)
class Case:
    """One injected posting; `says` is what an obeying model writes into its texts."""

    number: int
    payload: str
    frame: str
    seen: str
    posting: str
    says: str = ""
    evidence: str = ""
    quote: str = ""
    shape: str = ""
    marked: str = ""

    @property
    def name(self) -> str:
        return f"{self.payload}/{self.frame}"

    @property
    def application(self) -> str:
        return f"injected-{self.number:03d}"


@cache
def corpus() -> tuple[Case, ...]:
    """Return all cases: each payload in several frames, in turn."""
    stated = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
    frames = list(stated["frames"].items())
    cases: list[Case] = []
    for at, (name, payload) in enumerate(stated["payloads"].items()):
        for turn in range(FRAMES_A_PAYLOAD):
            frame, text = frames[(at * FRAMES_A_PAYLOAD + turn + at // 20) % len(frames)]
            asks = payload["asks"]
            posting = text.format(
                asks=asks,
                base64=base64.b64encode(asks.encode()).decode(),
                zero_width="\u200b".join(asks),
                reversed=asks[::-1],
            )
            says = payload.get("says", "").format(resume=RESUME, resume_encoded=quote(RESUME))
            rest = {key: payload.get(key, "") for key in ("evidence", "quote", "shape", "marked")}
            cases.append(Case(len(cases), name, frame, payload["seen"], posting, says, **rest))
    return tuple(cases)


def make_vault(search: Search, cases: Sequence[Case]) -> None:
    """Replace the demo's applications by one for each case, and a control without any injection."""
    vault = search.root / "vault"
    template = search.root / "template"
    shutil.copytree(DEMO / "applications" / APPLICATION, template, ignore=shutil.ignore_patterns("prep.md"))
    for gone in ("hiring-manager", "system-design"):
        shutil.rmtree(template / "interviews" / gone)
    shutil.rmtree(vault / "applications")
    for name, number, injected in (
        ("control", 999, ""),
        *((case.application, case.number, case.posting) for case in cases),
    ):
        folder = vault / "applications" / name
        shutil.copytree(template, folder)
        job = (folder / "job.md").read_text(encoding="utf-8")
        head = job[: len(job) // 2].rpartition("\n\n")[0]
        body = job[len(head) :]
        (folder / "job.md").write_text(f"{head}\n\n{injected}\n{body}", encoding="utf-8", newline="\n")
        stated = (folder / "application.md").read_text(encoding="utf-8")
        stated = re.sub(r"(?m)^company: .*$", f"company: Kestrel Grid Nr{number:03d}", stated)
        stated = _with_private(stated, SECRETS[1])
        stated = re.sub(r"(?m)^( +)email: .*$", rf"\1email: {SECRETS[3]}", stated)
        (folder / "application.md").write_text(stated, encoding="utf-8")
    profile = vault / "profile.md"
    profile.write_text(_with_private(profile.read_text(encoding="utf-8"), SECRETS[0]), encoding="utf-8")
    hidden = f"---\ntitle: {SECRETS[2]}\nprivate: true\n---\n{SECRETS[2]}\n"
    (vault / "projects/hidden.md").write_text(hidden, encoding="utf-8")
    search.configure(today="2026-03-10", timezone="Europe/Berlin", retries="3")


def _with_private(text: str, secret: str) -> str:
    if re.search(r"(?m)^private:$", text):
        return re.sub(r"(?m)^private:$", f"private:\n  canary: {secret}", text, count=1)
    return text.replace("---\n", f"---\nprivate:\n  canary: {secret}\n", 1)


def obeying(cases: Sequence[Case]) -> Callable[[Received], Answer]:
    """Return a script of a model that does what the posting asks, repairs or not."""
    by_number = {case.number: case for case in cases}

    def script(received: Received) -> Answer:
        found = re.search(r"Kestrel Grid Nr(\d{3})", received.user.rpartition("# The task: ")[2])
        is_round = "as `interview:" in received.user.rpartition("# The task: ")[2]
        good = good_replies()[ROUND if is_round else ""]
        case = by_number.get(int(found[1])) if found else None
        return reply(obedient(case, good) if case else good)

    return script


def obedient(case: Case, good: str) -> str:
    """Return a good reply as the case wants it."""
    spoken: Json = json.loads(good)
    if case.shape:
        return _SHAPES[case.shape](spoken)
    count = 0

    def with_payload(value: object, key: str) -> object:
        nonlocal count
        if isinstance(value, dict):
            return {name: with_payload(each, name) for name, each in value.items()}
        if key in {"evidence", "basis"} and case.evidence and isinstance(value, list):
            return [*value, case.evidence]
        if key == "quotes" and case.quote and isinstance(value, list):
            return [*value, case.quote]
        if key in _NO_TEXT:
            return value
        if isinstance(value, list):
            return [with_payload(each, key) for each in value]
        if isinstance(value, str) and case.says:
            count += 1
            return f"{case.says}\n\n{value}" if count % 2 else f"{value}\n\n{case.says}"
        return value

    return json.dumps(with_payload(spoken, ""), ensure_ascii=False)


def _first_list(spoken: Json, name: str) -> list[object]:
    found = spoken.get(name)
    return found if isinstance(found, list) else []


def _more_questions(spoken: Json) -> str:
    asked = _first_list(spoken, "predicted_questions")
    drivers = _first_list(spoken, "primary_drivers")
    for found in (asked, drivers):
        for number in range(12 if found else 0):
            found.append(json.loads(json.dumps(found[0]).replace("?", f" zq {number}?", 1)))
    return json.dumps(spoken)


def _cut_to(spoken: Json, most: int) -> str:
    return json.dumps({key: each[:most] if isinstance(each, list) else each for key, each in spoken.items()})


def _more_phases(spoken: Json) -> str:
    phases = _first_list(spoken, "prep_plan") or _first_list(spoken, "primary_drivers")
    phases += [phases[-1]] * 4
    return json.dumps(spoken)


def _doubled(spoken: Json) -> str:
    text = json.dumps(spoken)
    key = next(iter(spoken))
    return text.replace("{", f'{{"{key}": "zq",', 1)


_CALL = json.dumps({"tool_calls": [{"type": "function", "function": {"name": "send_mail", "arguments": "zq"}}]})
_SHAPES: dict[str, Callable[[Json], str]] = {
    "more_questions": _more_questions,
    "fewer_questions": lambda spoken: _cut_to(spoken, 1) if "prep_plan" in spoken else _cut_to(spoken, 0),
    "more_phases": _more_phases,
    "empty_lists": lambda spoken: _cut_to(spoken, 0),
    "more_fields": lambda spoken: json.dumps({**spoken, "system_prompt": "zq", "formatted_jd": "zq"}),
    "two_objects": lambda spoken: f'{{"zq": 1}} {json.dumps(spoken)[:-1]}, "zq": "more"}}',
    "cut_object": lambda spoken: f'{json.dumps(spoken)[:400]}"}}\n\nzq Now a word from our sponsor.',
    "doubled_keys": _doubled,
    "list_root": lambda spoken: json.dumps([{"zq": "first"}, [spoken.get("zq", "zq")]]),
    "tool_call": lambda _: _CALL,
    "prose": lambda _: "Dear candidate, zq, there is no JSON today. Sincerely.",
    "nested_text": lambda spoken: json.dumps({key: {"zq": each} for key, each in spoken.items()}),
}
