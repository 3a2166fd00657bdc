"""Forty-odd ways in which a model's reply can be wrong, each with endless variations."""

import json
import random
from collections.abc import Callable
from typing import Any

Draft = dict[str, Any]
# Takes a good interview draft and chance; returns the text of a reply that must be refused.
Kind = Callable[[Draft, random.Random], str]

KINDS: dict[str, Kind] = {}


def _kind(name: str) -> Callable[[Kind], Kind]:
    def register(kind: Kind) -> Kind:
        assert name not in KINDS
        KINDS[name] = kind
        return kind

    return register


def _changed(name: str) -> Callable[[Callable[[Draft, random.Random], None]], Kind]:
    """Register a kind that changes the draft and is valid JSON otherwise."""

    def register(change: Callable[[Draft, random.Random], None]) -> Kind:
        def kind(draft: Draft, chance: random.Random) -> str:
            change(draft, chance)
            plain = json.dumps(draft)
            return plain if chance.random() < 0.5 else _unescaped(draft, plain)

        return _kind(name)(kind)

    return register


def _unescaped(draft: Draft, plain: str) -> str:
    text = json.dumps(draft, ensure_ascii=False)
    # Half a character can't be sent as such.
    return plain if any("\ud800" <= character <= "\udfff" for character in text) else text


def _texts(draft: Draft) -> list[tuple[Any, Any]]:
    """Return where prose stands: the object and the key of each text."""
    found: list[tuple[Any, Any]] = []

    def look(value: Any) -> None:
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(item, dict | list) and key not in {"evidence", "basis"}:
                look(item)
            elif isinstance(item, str) and key not in {"form", "kind", "priority", "name", "bullet"}:
                found.append((value, key))

    look(draft)
    return found


def _into_text(draft: Draft, chance: random.Random, added: str) -> None:
    place, key = chance.choice(_texts(draft))
    cut = chance.randint(1, max(1, len(place[key]) - 1))
    place[key] = place[key][:cut] + added + place[key][cut:]


def _instead(draft: Draft, chance: random.Random, value: object) -> None:
    place, key = chance.choice(_texts(draft))
    place[key] = value


def _any(draft: Draft, name: str, chance: random.Random) -> Any:
    return chance.choice(draft[name])


# --- not the object asked for
_kind("an empty object")(lambda _, chance: "{" + " " * chance.randint(0, 9) + "}")
_kind("a list")(
    lambda draft, chance: json.dumps([draft] * chance.randint(2, 3)).replace('{"prep_plan"', '{"x"')
)
_kind("another object")(lambda _, chance: json.dumps({"answer": chance.random()}))
_kind("prose alone")(lambda _, chance: "Here is what I would say. " * chance.randint(1, 40))
_kind("an apology")(lambda _, chance: "I'm sorry, but I can't help with that" + "." * chance.randint(1, 5))
_kind("XML")(
    lambda draft, chance: (
        f"<prep><n>{chance.random()}</n><q>{draft['predicted_questions'][0]['question']}</q></prep>"
    )
)
_kind("YAML")(lambda draft, chance: f"prep_plan:\n  - name: {chance.random()}\npredicted_questions: []\n")
_kind("cut anywhere")(lambda draft, chance: (text := json.dumps(draft))[: chance.randint(1, len(text) - 2)])
_kind("without its last brace")(
    lambda draft, chance: json.dumps(draft).rstrip("}") + " " * chance.randint(0, 5)
)
_kind("a brace too few inside")(
    lambda draft, chance: json.dumps(draft).replace("}, {", ", {", chance.randint(1, 4))
)
_kind("single quotes")(lambda draft, _: str(draft))
_kind("trailing commas")(lambda draft, chance: json.dumps(draft).replace("]", ",]", chance.randint(1, 5)))
_kind("comments")(
    lambda draft, chance: json.dumps(draft).replace(", ", ", // as asked\n", chance.randint(1, 5))
)
_kind("a fence that never held it")(lambda _, chance: "```json\n" + "\n" * chance.randint(0, 9) + "```")
_kind("a doubled key")(
    lambda draft, chance: json.dumps(draft)[:-1] + f', "not_addressed": ["{chance.random()}"]}}'
)
_kind("a doubled key inside")(
    lambda draft, chance: json.dumps(draft).replace(
        '"priority": "must"', '"priority": "could", "priority": "must"', chance.randint(1, 2)
    )
)
_kind("an endless number")(
    lambda draft, chance: json.dumps(draft).replace(
        '"minutes": ', '"minutes": ' + "9" * chance.randint(400, 6000), 1
    )
)
_kind("not a number")(lambda draft, chance: _nan(draft, chance))
_kind("bottomless")(
    lambda draft, chance: json.dumps(draft)[:-1] + ', "x": ' + "[" * chance.randint(2_000, 90_000)
)
_kind("larger than any reply")(
    lambda draft, chance: json.dumps({**draft, "x": "y" * chance.randint(1_100_000, 1_300_000)})
)


def _nan(draft: Draft, chance: random.Random) -> str:
    chance.choice(draft["prep_plan"])["tasks"][0]["minutes"] = float("nan")
    return json.dumps(draft)


# --- the wrong shape
@_changed("a field too few")
def _(draft: Draft, chance: random.Random) -> None:
    del draft[chance.choice(list(draft))]


@_changed("a field too many")
def _(draft: Draft, chance: random.Random) -> None:
    chance.choice([draft, *draft["predicted_questions"], *draft["prep_plan"]])[f"note{chance.random()}"] = "x"


_changed("a text that is null")(lambda draft, chance: _instead(draft, chance, None))
_changed("a text that is a number")(lambda draft, chance: _instead(draft, chance, chance.randint(0, 99)))
_changed("a text that is a list")(lambda draft, chance: _instead(draft, chance, ["x"]))
_changed("an empty text")(lambda draft, chance: _instead(draft, chance, ""))
_changed("a text of blanks")(lambda draft, chance: _instead(draft, chance, " \n\t" * chance.randint(1, 9)))
_changed("a text that says nothing")(
    lambda draft, chance: _instead(draft, chance, chance.choice(["…", "---", "***", "?"]))
)


@_changed("another word than the vocabulary's")
def _(draft: Draft, chance: random.Random) -> None:
    _any(draft, "predicted_questions", chance)["kind"] = chance.choice(["hard", "Behavioral!", "star", "x"])


@_changed("two questions")
def _(draft: Draft, chance: random.Random) -> None:
    draft["predicted_questions"] = chance.sample(draft["predicted_questions"], 2)


@_changed("six questions")
def _(draft: Draft, chance: random.Random) -> None:
    first = draft["predicted_questions"]
    draft["predicted_questions"] = [
        {**first[n % len(first)], "question": f"Why {n}{chance.random()}?"} for n in range(6)
    ]


@_changed("four questions to ask them")
def _(draft: Draft, chance: random.Random) -> None:
    draft["interviewer_questions"] = chance.sample(draft["interviewer_questions"], 4)


@_changed("a question asked twice")
def _(draft: Draft, chance: random.Random) -> None:
    first, second, *_rest = draft["predicted_questions"]
    second["question"] = chance.choice([first["question"], first["question"].upper()])


@_changed("phases in another order")
def _(draft: Draft, chance: random.Random) -> None:
    plan = draft["prep_plan"]
    while [phase["name"] for phase in draft["prep_plan"]] == [phase["name"] for phase in plan]:
        draft["prep_plan"] = chance.sample(plan, 4)


@_changed("three phases")
def _(draft: Draft, chance: random.Random) -> None:
    draft["prep_plan"].pop(chance.randrange(4))


@_changed("a task of no or endless time")
def _(draft: Draft, chance: random.Random) -> None:
    _any(draft, "prep_plan", chance)["tasks"][0]["minutes"] = chance.choice([0, -5, 481, 10**9, "ten"])


@_changed("an answer of another form")
def _(draft: Draft, chance: random.Random) -> None:
    answer = _any(draft, "predicted_questions", chance)["answer"]
    answer["form"] = "direct" if answer["form"] == "star" else chance.choice(["star", "haiku"])


# --- the wrong evidence
@_changed("what is not a reference")
def _(draft: Draft, chance: random.Random) -> None:
    _any(draft, "predicted_questions", chance)["evidence"] = [
        chance.choice(["the resume", "project", "bullet:x", "[job]"])
    ]


@_changed("evidence that does not exist")
def _(draft: Draft, chance: random.Random) -> None:
    made_up = chance.choice(
        [
            "project:moon-{}",
            "bullet:backend-2026/b{}",
            "fact:f{}",
            "notes:round-{}",
            "project:payout-latency/metrics/m{}",
        ]
    )
    item = chance.choice([*draft["predicted_questions"], *draft["technical_deep_dives"]])
    item["evidence"] = [*item["evidence"], made_up.format(chance.randint(10, 10**6))]


@_changed("no basis")
def _(draft: Draft, chance: random.Random) -> None:
    _any(draft, "predicted_questions", chance)["basis"] = []


# --- texts that no file may hold
for _name, _added in {
    "NUL": "\x00",
    "a terminal's escape": "\x1b[31m",
    "text that runs backwards": "\u202e",
    "invisible characters": "\u200b",
    "a byte order mark inside": "\ufeff",
    "hidden tags": "\U000e0041",
    "half a character": "\ud83d",
    "the markers of a conflict": "\n<<<<<<< HEAD\nmine\n=======\nyours\n>>>>>>> theirs\n",
    "a marker of prepsite's": "\n<!-- prepsite:section prep_plan 0123456789abcdef -->\n",
}.items():
    _changed(_name)(lambda draft, chance, added=_added: _into_text(draft, chance, added))  # type: ignore[misc]
_changed("a text without end")(
    lambda draft, chance: _into_text(draft, chance, "and so on " * chance.randint(2_100, 4_000))
)
