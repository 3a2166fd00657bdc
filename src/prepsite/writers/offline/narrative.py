"""The answer to "tell me about yourself", from the candidate's own words."""

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
from prepsite.writers.offline.terms import stems
from prepsite.writers.offline.voice import Voice

# About 70 words: a few more rather than a story without its result.
_THIRTY = WORDS_A_MINUTE // 2 + 5
_NINETY = WORDS_A_MINUTE * 3 // 2


def write_narrative(voice: Voice, record: Record, drivers: Sequence[Driver]) -> BackgroundNarrative:
    """Return the narrative in parts and in two lengths; each part cites what it says."""
    profile = record.brief.profile
    own = [sentence(piece) for piece in sentences(profile.narrative)] if profile and profile.narrative else []
    looks_ahead = record.lexicon.pattern("prose", "ahead")
    ahead = [piece for piece in own if looks_ahead.search(piece)][-2:]
    told = [piece for piece in own if piece not in ahead]
    story = _best_story(record, drivers)
    words = " ".join(driver.text for driver in drivers)
    opening = _opening(voice, record, told[:1])
    core = _core(voice, record, told[1:], story, words)
    hook = _hook(voice, record, ahead, drivers)
    return BackgroundNarrative(
        opening=opening,
        core=core,
        forward_hook=hook,
        thirty_seconds=_thirty(voice, record, (opening, core, hook), told[:1], story, words),
        ninety_seconds=_ninety(opening, core, hook),
    )


def _best_story(record: Record, drivers: Sequence[Driver]) -> Story | None:
    scores: dict[str, float] = {}
    for place, driver in enumerate(drivers):
        for match in driver.matches:
            scores[match.story.id] = scores.get(match.story.id, 0.0) + match.score / (1 + place)
    ranked = sorted(record.stories, key=lambda story: (story.went_wrong, -scores.get(story.id, 0.0)))
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
        lowerable=record.lexicon.words("prose", "lowerable"),
    )
    evidence = (
        *(("profile",) if profile else ()),
        *((record.cite_role(role),) if role else ()),
        *((record.stories[0].reference,) if not profile and not role and record.stories else ()),
    )
    return NarrativePart(text=text, evidence=unique(evidence or ("application",)))


def _core(voice: Voice, record: Record, told: Sequence[str], story: Story | None, words: str) -> NarrativePart:
    text = " ".join(told)
    evidence = ["profile"] if told else []
    if story and count_words(text) < 90 and not (told and _says_already(text, story)):
        actions = _ranked(story.project.actions, words)[: 1 if told else 3]
        outcomes = _good(record, story)[: 1 if told else 2]
        added = voice.say("narrative_story", story=story, actions=actions, outcomes=outcomes)
        text = f"{text} {added}".strip()
        evidence.append(story.reference)
    if not text and record.lines:
        lines = record.lines_for(words)[:2] or record.lines[:1]
        text = " ".join(voice.phrases.said(line.bullet.text) for line in lines)
        evidence += [line.reference for line in lines]
    if not text:
        return NarrativePart(text=voice.say("narrative_missing"), evidence=())
    return NarrativePart(text=text, evidence=unique(evidence))


def _good(record: Record, story: Story) -> list[str]:
    bad = record.lexicon.pattern("stories", "bad_news")
    return [text for text in story.project.outcomes if not bad.search(text)] or list(story.project.outcomes[:1])


def _ranked(texts: Sequence[str], words: str) -> list[str]:
    wanted = stems(words)
    ranked = sorted(range(len(texts)), key=lambda i: (-len(wanted & stems(texts[i])), i))
    return [texts[i] for i in ranked]


def _says_already(text: str, story: Story) -> bool:
    outcome = numbers(" ".join(story.project.outcomes))
    return bool(outcome & {number for number in numbers(text) if len(number) > 1})


def _hook(voice: Voice, record: Record, ahead: Sequence[str], drivers: Sequence[Driver]) -> NarrativePart:
    driver = next((driver for driver in drivers if driver.is_backed and not driver.cues["years"]), None)
    text = voice.say("narrative_hook", ahead=ahead, application=record.brief.application, driver=driver)
    evidence = [*(["profile"] if ahead else []), "application", *(["job"] if driver else [])]
    return NarrativePart(text=text, evidence=unique(evidence))


def _thirty(
    voice: Voice,
    record: Record,
    parts: tuple[NarrativePart, NarrativePart, NarrativePart],
    told: Sequence[str],
    story: Story | None,
    words: str,
) -> NarrativePart:
    """Return who, one thing done with what came of it, and where to: cut to half a minute."""
    opening, core, hook = parts
    first = sentences(opening.text)[:1]
    closing = [_before_colon(piece) for piece in sentences(hook.text)[-1:]]
    left = _THIRTY - sum(count_words(piece) for piece in (*first, *closing))
    body: list[str] = []
    if story:
        outcomes = _good(record, story)[:1]
        ranked = _ranked(story.project.actions, f"{words} {story.project.title}")
        short = [text for text in ranked if count_words(text) <= 26]
        for actions in (short[:1], ()):
            said = voice.say("narrative_story", story=story, actions=actions, outcomes=outcomes)
            if count_words(said) <= left:
                body = [said]
                break
    if not body and left > 8:
        body = [piece for piece in fitted([core.text], left) if count_words(piece) <= left]
    leans = record.lexicon.pattern("prose", "leans_back")
    spare = left - sum(count_words(piece) for piece in body)
    more = [piece for piece in told if not leans.search(piece) and count_words(piece) <= spare]
    text = " ".join((*first, *more, *body, *closing))
    evidence = (*opening.evidence, *core.evidence, *hook.evidence, *((story.reference,) if story else ()))
    return NarrativePart(text=_cut(text, _THIRTY), evidence=unique(evidence))


def _ninety(opening: NarrativePart, core: NarrativePart, hook: NarrativePart) -> NarrativePart:
    closing = sentences(hook.text)
    left = _NINETY - sum(count_words(piece) for piece in closing)
    first = fitted([opening.text], max(40, left // 3))
    left -= sum(count_words(piece) for piece in first)
    body = fitted([core.text], left) if left > 8 else ()
    text = " ".join((*first, *body, *closing))
    return NarrativePart(
        text=_cut(text, _NINETY), evidence=unique((*opening.evidence, *core.evidence, *hook.evidence))
    )


def _cut(text: str, most: int) -> str:
    """Return a text within a length; a single sentence is kept whatever its length."""
    return " ".join(fitted([text], most))


def _before_colon(piece: str) -> str:
    """Return the clause before a colon where it can stand alone, so that a long sentence can be said."""
    head = piece.partition(":")[0]
    return sentence(head) if count_words(piece) > 22 and count_words(head) > 6 else piece
