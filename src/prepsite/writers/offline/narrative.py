"""The answer to "tell me about yourself", from the candidate's own words."""

import re
from collections.abc import Sequence

from prepsite.core.posting import sentences
from prepsite.models.preparation import BackgroundNarrative, NarrativePart
from prepsite.writers.offline.drivers import Driver
from prepsite.writers.offline.prose import (
    WORDS_A_MINUTE,
    count_words,
    fitted,
    month,
    numbers,
    sentence,
    unique,
)
from prepsite.writers.offline.record import Record, Story, own_first
from prepsite.writers.offline.voice import Voice

_LOOKS_AHEAD = re.compile(
    r"\b(?:now i|next|i(?:'|’)?m looking|i am looking|i want|i would like|i(?:'|’)d like|looking for)\b",
    re.IGNORECASE,
)
# About 70 words: a few more rather than a story without its result.
_THIRTY = WORDS_A_MINUTE // 2 + 6
_NINETY = WORDS_A_MINUTE * 3 // 2


def write_narrative(voice: Voice, record: Record, drivers: Sequence[Driver]) -> BackgroundNarrative:
    """Return the narrative in parts and in two lengths; each part cites what it says."""
    profile = record.brief.profile
    own = [sentence(piece) for piece in sentences(profile.narrative)] if profile and profile.narrative else []
    ahead = [piece for piece in own if _LOOKS_AHEAD.search(piece)][-2:]
    told = [piece for piece in own if piece not in ahead]
    story = _best_story(record, drivers)
    opening = _opening(voice, record, told[:1])
    core = _core(voice, told[1:], story)
    hook = _hook(voice, record, ahead, drivers, story)
    short_core = fitted([voice.say("narrative_story", story=story, short=True)], 34) if story else told[1:2]
    return BackgroundNarrative(
        opening=opening,
        core=core,
        forward_hook=hook,
        thirty_seconds=_version((opening, short_core, core), hook, _THIRTY, (opening.text,), story),
        ninety_seconds=_version((opening, (core.text,), core), hook, _NINETY, (opening.text,), story),
    )


def _best_story(record: Record, drivers: Sequence[Driver]) -> Story | None:
    scores: dict[str, float] = {}
    for place, driver in enumerate(drivers):
        for match in driver.matches:
            scores[match.story.id] = scores.get(match.story.id, 0.0) + match.score / (1 + place)
    ranked = sorted(record.stories, key=lambda story: -scores.get(story.id, 0.0))
    told = [
        story for story in ranked if story.project.outcomes or story.project.metrics or story.project.actions
    ]
    backed = [story for story in told if story.id in scores]
    return next(iter(own_first(backed) or own_first(told)), None)


def _opening(voice: Voice, record: Record, told: Sequence[str]) -> NarrativePart:
    profile = record.brief.profile
    role = record.roles[0] if record.roles else None
    text = voice.say(
        "narrative_opening",
        profile=profile,
        told=told,
        role=role,
        since=month(role.start) if role else "",
        is_present=bool(role and role.end == "present"),
        story=record.stories[0] if record.stories else None,
        application=record.brief.application,
    )
    uses_role = role is not None
    evidence = (
        *(("profile",) if profile else ()),
        *((record.cite_role(role),) if role and uses_role else ()),
        *((record.stories[0].reference,) if not profile and not role and record.stories else ()),
    )
    return NarrativePart(text=text, evidence=unique(evidence or ("application",)))


def _core(voice: Voice, told: Sequence[str], story: Story | None) -> NarrativePart:
    text = " ".join(told)
    evidence = ["profile"] if told else []
    if story and count_words(text) < 90:
        name = story.project.employer
        added = voice.say("narrative_story", story=story, short=bool(told))
        already = bool(told) and name is not None and _says_already(text, story)
        if not already:
            text = f"{text} {added}".strip()
            evidence.append(story.reference)
    if not text:
        return NarrativePart(text=voice.say("narrative_missing"), evidence=())
    return NarrativePart(text=text, evidence=unique(evidence))


def _says_already(text: str, story: Story) -> bool:
    outcome = numbers(" ".join(story.project.outcomes))
    return bool(outcome & {number for number in numbers(text) if len(number) > 1})


def _hook(
    voice: Voice, record: Record, ahead: Sequence[str], drivers: Sequence[Driver], story: Story | None
) -> NarrativePart:
    driver = next(
        (driver for driver in drivers if driver.is_backed and story and _answered_by(driver, story)), None
    )
    text = voice.say(
        "narrative_hook",
        ahead=ahead,
        application=record.brief.application,
        driver=driver,
        story=story if driver else None,
    )
    evidence = [*(["profile"] if ahead else []), "application", *(["job"] if driver else [])]
    return NarrativePart(
        text=text, evidence=unique([*evidence, *([story.reference] if driver and story else [])])
    )


def _answered_by(driver: Driver, story: Story) -> bool:
    return any(match.story.id == story.id for match in driver.matches)


def _version(
    parts: tuple[NarrativePart, Sequence[str], NarrativePart],
    hook: NarrativePart,
    most: int,
    opening: Sequence[str],
    story: Story | None,
) -> NarrativePart:
    """Return the parts cut to a length: the hook's last sentence always has its place."""
    start, middle, core = parts
    closing = sentences(hook.text)[-1:]
    left = most - sum(count_words(piece) for piece in closing)
    first = fitted(opening, max(12, left // (2 if most == _THIRTY else 3)))
    left -= sum(count_words(piece) for piece in first)
    body = fitted(middle, left) if left > 8 else ()
    if most == _NINETY:
        left -= sum(count_words(piece) for piece in body)
        full = sentences(hook.text)
        closing = full if sum(count_words(piece) for piece in full[:-1]) <= left else closing
    evidence = unique((*start.evidence, *core.evidence, *hook.evidence, *((story.reference,) if story else ())))
    return NarrativePart(text=" ".join((*first, *body, *closing)), evidence=evidence)
