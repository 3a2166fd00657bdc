"""Bullets at risk: found by rules, defended from the record."""

from dataclasses import dataclass

from prepsite.core.brief import Round
from prepsite.core.risk import Backing, charge_claimed, helped_only, is_long_ago, last_year, loose_figures
from prepsite.models.preparation import ResumeDefense
from prepsite.models.profile import Fact
from prepsite.models.project import Metric
from prepsite.models.vocabulary import FactStatus, QuestionKind, Stage
from prepsite.writers.offline.earlier import WeakPoint
from prepsite.writers.offline.prose import numbers, unique
from prepsite.writers.offline.record import Line, Record, Story
from prepsite.writers.offline.terms import stems
from prepsite.writers.offline.voice import Voice

_MOST = {Stage.RECRUITER_SCREEN: 3, Stage.BEHAVIORAL: 3, Stage.EXECUTIVE: 2, Stage.TAKE_HOME: 2}


@dataclass(frozen=True)
class Risk:
    """A bullet with what may be attacked about it."""

    line: Line
    stories: tuple[Story, ...]
    retracted: Fact | None
    attacked: Round | None
    verb: str
    unmeasured: tuple[str, ...]
    only_told: tuple[str, ...]
    is_old: bool

    @property
    def weight(self) -> float:
        """Return how likely the attack is, and how much it hurts."""
        return (
            4.0 * (self.retracted is not None)
            + 3.0 * bool(self.attacked)
            + 2.5 * bool(self.verb)
            + 2.0 * bool(self.unmeasured)
            + 0.6 * bool(self.only_told)
            + 1.5 * (not self.stories)
            + 0.7 * self.is_old
        )


def risks_of(record: Record, weak: tuple[WeakPoint, ...]) -> tuple[Risk, ...]:
    """Return the bullets at risk, the worst first."""
    newest = max((last_year(line.role) for line in record.lines), default=0)
    found = [_risk(record, line, weak, newest) for line in record.lines]
    return tuple(sorted((risk for risk in found if risk.weight > 0), key=lambda risk: -risk.weight))


def _risk(record: Record, line: Line, weak: tuple[WeakPoint, ...], newest: int) -> Risk:
    text = line.bullet.text
    stories = tuple(story for key in line.bullet.projects if (story := record.story(key)))
    verb = charge_claimed(text, record.lexicon.words("prose", "strong_verbs"))
    too_strong = verb and helped_only([story.project.my_part for story in stories])
    loose = loose_figures(text, [Backing(story.project, story.detail) for story in stories])
    return Risk(
        line=line,
        stories=stories,
        retracted=next((fact for fact in record.brief.facts if _withdraws(fact, text)), None),
        attacked=_attack(record, line, weak),
        verb=verb if too_strong else "",
        unmeasured=loose.unmeasured,
        only_told=loose.only_told,
        is_old=is_long_ago(line.role, newest),
    )


def _withdraws(fact: Fact, text: str) -> bool:
    wanted = stems(fact.text)
    shared = wanted & stems(text)
    return fact.status is FactStatus.RETRACTED and bool(shared) and len(shared) >= 0.5 * len(wanted)


def _attack(record: Record, line: Line, weak: tuple[WeakPoint, ...]) -> Round | None:
    """Return the round in which the line, or its project, was attacked."""
    text = stems(line.bullet.text)
    for past in record.brief.earlier:
        for asked in past.notes.questions if past.notes else ():
            shares = bool(set(asked.used) & set(line.bullet.projects))
            words = stems(f"{asked.topic or ''} {asked.text}")
            if asked.kind is QuestionKind.RESUME and ((shares and words & text) or len(words & text) >= 3):
                return past
            if asked.went_badly and shares:
                return past
    for point in weak:
        if len(stems(point.topic) & text) >= 2:
            return point.round
    return None


def write_defense(voice: Voice, record: Record, weak: tuple[WeakPoint, ...]) -> tuple[ResumeDefense, ...]:
    """Return the bullets at risk with challenge, defence, and what not to claim."""
    most = _MOST.get(record.round.interview.stage, 4)
    return tuple(_written(voice, record, risk) for risk in risks_of(record, weak)[:most])


def _written(voice: Voice, record: Record, risk: Risk) -> ResumeDefense:
    wanted = stems(risk.line.bullet.text)
    story = max(risk.stories, key=lambda found: len(wanted & set(found.weights)), default=None)
    said = voice.blocks(
        "defense",
        risk=risk,
        bullet=risk.line.bullet.text,
        role=risk.line.role,
        story=story,
        actions=_fitting(story.project.actions, wanted) if story else (),
        outcomes=_fitting(story.project.outcomes, wanted) if story else (),
        metric=_metric_of(story, risk.line.bullet.text) if story else None,
    )
    evidence = [risk.line.reference, *(found.reference for found in risk.stories)]
    evidence += [] if risk.stories else [record.cite_role(risk.line.role)]
    evidence += [f"fact:{risk.retracted.id}"] if risk.retracted else []
    evidence += [f"notes:{risk.attacked.id}"] if risk.attacked else []
    return ResumeDefense(
        bullet=risk.line.reference,
        risk=_risk_said(voice, said["lead"], said["risk"]),
        likely_challenge=voice.unlike("challenge", said["challenge"]),
        defense=" ".join(said["defense"]),
        evidence=unique(evidence),
        do_not_claim=" ".join(said["limit"]),
    )


def _risk_said(voice: Voice, leads: tuple[str, ...], rest: tuple[str, ...]) -> str:
    """Return the risk, opened by a lead that no other risk has, where there is one."""
    if not leads:
        return voice.unlike("risk", [" ".join(rest)])
    return " ".join((voice.unlike("risk", leads), *rest))


def _fitting(texts: tuple[str, ...], wanted: frozenset[str]) -> tuple[str, ...]:
    ranked = sorted(range(len(texts)), key=lambda index: (-len(wanted & stems(texts[index])), index))[:2]
    return tuple(texts[index] for index in sorted(ranked))


def _metric_of(story: Story, text: str) -> Metric | None:
    told = numbers(text)
    measured = [metric for metric in story.project.metrics if metric.how_measured]
    return next((m for m in measured if numbers(f"{m.before or ''} {m.after or ''}") & told), None)
