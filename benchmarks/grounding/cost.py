"""What checking a prep document costs, beside what python-markdown takes to render it once.

    python benchmarks/grounding/cost.py

Joins the projects of all vaults of the corpus into one vault, and their questions into documents of
500 to 4,000 words. The ratio is the ledger's time over one rendering with the extensions that the site
uses; "cold" with nothing read or remembered before, "warm" with the record gathered by another
document of the same application. The best of five; the aim is at most 5.
"""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, cycle, islice
from pathlib import Path
from time import process_time

import markdown

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from grounding.corpus import DEMO, Trade, load, trade_names
from prepsite.core.grounding import tokens
from prepsite.core.grounding.ledger import ledger_of
from prepsite.core.grounding.reading import read
from prepsite.core.grounding.record import Record
from prepsite.core.vault import Vault
from prepsite.site.articles import EXTENSIONS

WORDS = (500, 1000, 2000, 4000)
PROJECTS = (10, 25, 50, 100)
USUAL_WORDS, USUAL_PROJECTS = 2000, 50
TRIES = 5
_HEAD = "<!-- prepsite:section predicted_questions 0000000000000000 -->\n## Predicted questions\n\n"


def joined(count: int) -> Vault:
    """Return the demo vault with `count` projects from all vaults of the corpus, over again where too few."""
    files = chain.from_iterable(
        ((name, file) for file in load(name).vault.projects.values()) for name in trade_names()
    )
    projects = {}
    for number, (name, file) in enumerate(islice(cycle(list(files)), count)):
        again = "" if f"{name}-{file.id}" not in projects else f"-{number}"
        named = f"{name}-{file.id}{again}"
        projects[named] = replace(file, id=named)
    return replace(load(DEMO).vault, projects=projects)


def document(words: int, vault: Vault) -> str:
    """Return questions of all vaults up to so many words, a narrative of the demo's among them."""
    items: list[str] = [_narrative(load(DEMO))]
    count = len(items[0].split())
    for item in cycle(list(_questions(vault))):
        if count >= words:
            break
        items.append(item)
        count += len(item.split())
    return "\n".join([_HEAD, *items[1:], items[0]])


def _narrative(trade: Trade) -> str:
    text = next(text for text in trade.documents.values() if "background_narrative" in text)
    start = text.index("<!-- prepsite:section background_narrative")
    end = text.find("<!-- prepsite:section", start + 10)
    return text[start : end if end > 0 else len(text)]


def _questions(vault: Vault) -> Iterator[str]:
    for name in trade_names():
        for text in load(name).documents.values():
            section = text.partition("<!-- prepsite:section predicted_questions")[2].partition(
                "<!-- prepsite:section"
            )[0]
            for item in section.split("\n### ")[1:]:
                renamed = re.sub(r"\[project:(?=[a-z0-9])", f"[project:{name}-", item)
                if any(f"[project:{each}" in renamed for each in vault.projects):
                    yield f"### {renamed}"


def best(run: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    """Return the shortest time of five, in milliseconds."""
    times = []
    for _ in range(TRIES):
        before()
        start = process_time()
        run()
        times.append(process_time() - start)
    return min(times) * 1000


def forget() -> None:
    """Empty what is remembered between documents."""
    for remembered in (tokens.root, tokens.stem_of, read):
        remembered.cache_clear()


def row(words: int, projects: int) -> str:
    """Return one line of the table."""
    vault = joined(projects)
    application = next(iter(vault.applications))
    text = document(words, vault)
    renderer = markdown.Markdown(extensions=["toc", "tables", "fenced_code", *EXTENSIONS])
    rendering = best(lambda: renderer.reset().convert(text))
    cold = best(lambda: ledger_of(text, Record(vault, application)), forget)
    record = Record(vault, application)
    ledger = ledger_of(text, record)
    warm = best(lambda: ledger_of(text, record), read.cache_clear)
    return (
        f"{len(text.split()):7}{projects:10}{len(ledger.claims):8}{rendering:11.1f}{cold:9.1f}{warm:9.1f}"
        f"{cold / rendering:9.1f}{warm / rendering:9.1f}"
    )


def main() -> int:
    """Print the table: by words at 50 projects, then by projects at 2,000 words."""
    heads = ("words", 7), ("projects", 10), ("claims", 8), ("render ms", 11), ("cold ms", 9), ("warm ms", 9)
    print("".join(f"{head:>{width}}" for head, width in (*heads, ("cold ×", 9), ("warm ×", 9))))
    for words in WORDS:
        print(row(words, USUAL_PROJECTS))
    print()
    for projects in PROJECTS:
        print(row(USUAL_WORDS, projects))
    return 0


if __name__ == "__main__":
    sys.exit(main())
