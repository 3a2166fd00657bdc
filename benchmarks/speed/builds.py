"""Builds of the same pages by all makers, in turn."""

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path
from random import Random

from speed.makers import HUGO, PLAIN, PREPSITE, ZENSICAL, Maker, Round, edit_project
from speed.processes import CommandError, Used, measured
from speed.tables import beside, spread, table

COLD = f"{PREPSITE}, cold"
EDITED, PROJECT = f"{PREPSITE}, one prep.md edited", f"{PREPSITE}, one project edited"
CACHED = f"{ZENSICAL}, one page edited"
Runs = dict[str, list[Used]]


def build_in_turn(
    makers: Sequence[Maker], rounds: Sequence[Round], repeat: int
) -> tuple[Runs, Mapping[str, str]]:
    """Have each maker build, from nothing and after an edit where it keeps something between builds.

    Return what they used, and why others than prepsite can't build these pages, by their names.
    """
    runs: Runs = {}
    refusals: dict[str, str] = {}
    # None that another part put where it stands.
    words, dice = (f"edit{number}" for number in count(1_000_000)), Random(9)

    def take(name: str, maker: Maker) -> None:
        used = measured(maker.build, maker.folder)
        runs.setdefault(name, []).append(used)

    def edited(name: str, maker: Maker) -> None:
        one, word = dice.choice(rounds), next(words)
        maker.edit(one, word)
        take(name, maker)
        assert word in (maker.site / one.uri).read_text("utf-8"), (name, one)

    def turn(maker: Maker) -> None:
        maker.forget()
        take({PREPSITE: COLD, ZENSICAL: f"{ZENSICAL}, clean"}.get(maker.name, maker.name), maker)
        require_pages(maker, rounds)
        if maker.name == PREPSITE:
            edited(EDITED, maker)
            uri = edit_project(maker, word := next(words))
            take(PROJECT, maker)
            assert word in (maker.site / uri).read_text("utf-8")
        elif maker.name == ZENSICAL:
            edited(CACHED, maker)

    for _ in range(repeat):
        for maker in makers:
            if maker.name in refusals:
                continue
            try:
                turn(maker)
            except CommandError as error:
                if maker.name == PREPSITE:
                    raise
                refusals[maker.name] = str(error).strip().splitlines()[-1]
    return runs, refusals


def require_pages(maker: Maker, rounds: Sequence[Round]) -> None:
    """Raise AssertionError where a round has no page, or an empty one."""
    lacking = [one for one in rounds if not _has_prep(maker.site / one.uri)]
    assert not lacking, (maker.name, lacking[:3])


def _has_prep(page: Path) -> bool:
    return page.is_file() and "Foundation Review" in page.read_text("utf-8")


def built_pages(maker: Maker) -> int:
    """Return how many pages a site has."""
    return sum(1 for _ in maker.site.rglob("*.html"))


def table_of_builds(runs: Runs) -> str:
    """Return the table of builds beside plain ones."""
    order = [COLD, EDITED, PROJECT, PLAIN, f"{ZENSICAL}, clean", CACHED, HUGO]
    return beside({name: runs[name] for name in order if name in runs}, PLAIN)


def table_of_growth(sizes: dict[int, Runs]) -> str:
    """Return the table of what a round costs in builds of each size, and in the largest over the smallest."""
    least, most = min(sizes), max(sizes)
    rows = []
    kinds: tuple[tuple[str, Callable[[Used], float]], ...] = (
        ("wall", lambda u: u.wall),
        ("CPU", lambda u: u.cpu),
    )
    for name in (each for each in sizes[least] if all(each in runs for runs in sizes.values())):
        for kind, took in kinds:
            cost = {size: [1000 * took(one) / size for one in runs[name]] for size, runs in sizes.items()}
            growth = [large / small for large, small in zip(cost[most], cost[least], strict=True)]
            rows.append([f"{name}, {kind}", *(spread(cost[size]) for size in sorted(cost)), spread(growth, 2)])
    return table(["ms a round", *(f"{size:,}" for size in sorted(sizes)), f"{most:,} ÷ {least:,}"], rows)
