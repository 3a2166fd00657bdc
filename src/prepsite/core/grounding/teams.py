"""Checks figures that count the people of a team against the size that the project says."""

from prepsite.core.grounding.computing import close
from prepsite.core.grounding.lexicon import PEOPLE_ROOTS
from prepsite.core.grounding.quantity import Quantity
from prepsite.core.grounding.reading import Reading
from prepsite.core.grounding.scope import Scope
from prepsite.core.grounding.verdict import Part, PartKind, Status
from prepsite.core.grounding.wordlists import each_of

_TEAMS = frozenset({"team", "squad", "crew", "pod", "gang", "group", "teams"})
_BESIDES = each_of(
    """others other with colleagues alongside teammates plus my people reports besides coworkers under
    around"""
)


class TeamCheck:
    """Checks the team sizes that one sentence says."""

    def __init__(self, reading: Reading, scope: Scope) -> None:
        self.reading = reading
        self.scope = scope

    def part(self, quantity: Quantity) -> Part | None:
        """Return the part for a team's size, None for a figure that counts anything else."""
        if not self._counts_team(quantity):
            return None
        sized = [subject for subject in self.scope.projects if subject.team_size]
        for subject in sized or [each for each in self.scope.near if each.is_project and each.team_size]:
            size = subject.team_size or 0
            if close(quantity, size):
                return Part(
                    PartKind.TEAM, quantity.text, Status.SUPPORTED, "", subject.place("team_size").source
                )
            if quantity.value == size - 1 and self._without_me(quantity):
                message = f"{size} on the team, without you {size - 1}"
                return Part(
                    PartKind.TEAM, quantity.text, Status.DERIVED, message, subject.place("team_size").source
                )
        if stated := self._stated(quantity):
            return stated
        if not sized:
            return None
        size_told = ", ".join(f"{subject.team_size}" for subject in sized)
        message = f"team of {quantity.spelled}: the project says {size_told}"
        return Part(
            PartKind.TEAM, quantity.text, Status.UNVERIFIED, message, sized[0].place("team_size").source
        )

    def _stated(self, quantity: Quantity) -> Part | None:
        """Return the part for a size that a passage of the scope says of people in so many words."""
        for subject in self.scope.near:
            if self.scope.is_bound and subject.reference not in self.scope.bound:
                continue
            for true, passage in subject.by_unit.get("", ()):
                near = passage.reading.lower[max(0, true.at - 3) : true.at]
                if close(quantity, true.value) and (set(true.noun[:1]) & PEOPLE_ROOTS or _TEAMS & set(near)):
                    return Part(PartKind.TEAM, quantity.text, Status.SUPPORTED, "", passage.source)
        return None

    def _counts_team(self, quantity: Quantity) -> bool:
        if quantity.unit:
            return False
        lower = self.reading.lower
        before, after = lower[max(0, quantity.at - 7) : quantity.at], lower[quantity.end : quantity.end + 4]
        last = before[-1:] or ("",)
        people = bool(set(quantity.noun[:2]) & PEOPLE_ROOTS)
        if quantity.noun and not people and after[:2] != ("of", "us") and "-strong" not in after:
            return False
        if _TEAMS & set(before) and last[0] in {
            "of",
            "had",
            "has",
            "was",
            "were",
            "numbered",
            "counted",
            "about",
            "by",
        }:
            return True
        if after[:2] == ("of", "us") or "strong" in after[:2] or "-strong" in after or "handed" in after[:2]:
            return True
        if after[:1] == ("-",) and after[1:2] in {("person",), ("strong",), ("man",)}:
            return True
        if after[:2] in {
            ("person", "team"),
            ("people", "on"),
            ("man", "team"),
            ("person", "crew"),
            ("people", "worked"),
        }:
            return True
        if tuple(before[-2:]) in {("we", "were"), ("were", "only"), ("was", "one")} and not quantity.noun:
            return True
        sizes = {subject.team_size for subject in self.scope.projects}
        if tuple(before[-2:]) == ("one", "of") and not quantity.noun:
            return "was" in before or quantity.value in sizes
        if people and last[0] in {"led", "lead", "leading", "with"} and after[:1] != ("of",):
            return {"i", "i've", "my", "you"} & set(lower) != set() and quantity.value <= 30
        in_team = last[0] in {"with", "of", "had", "has", "were", "involving"} and quantity.value in sizes
        return people and (bool(_TEAMS & {*before, *after}) or in_team)

    def _without_me(self, quantity: Quantity) -> bool:
        near = set(self.reading.lower[max(0, quantity.at - 4) : quantity.end + 3])
        return bool(near & _BESIDES)
