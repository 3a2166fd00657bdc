"""What the page of a round weighs, without the files that all pages share."""

import gzip
from collections.abc import Sequence
from statistics import median

from speed.makers import Maker, Round
from speed.tables import table


def table_of_weights(makers: Sequence[Maker], rounds: Sequence[Round]) -> str:
    """Return the table of kB a round's page, as it is and compressed, of the sites that were built."""
    rows = []
    for maker in makers:
        pages = [(maker.site / one.uri).read_bytes() for one in rounds]
        plain = [len(page) / 1000 for page in pages]
        compressed = [len(gzip.compress(page)) / 1000 for page in pages]
        site = sum(file.stat().st_size for file in maker.site.rglob("*") if file.is_file())
        rows.append(
            [
                maker.name,
                f"{median(plain):.0f}", f"{max(plain):.0f}",
                f"{median(compressed):.0f}", f"{max(compressed):.0f}",
                f"{site / 1e6:.0f}",
            ]
        )  # fmt: skip
    head = ["a round's page", "kB, median", "largest", "gzip, median", "largest", "whole site, MB"]
    return table(head, rows)
