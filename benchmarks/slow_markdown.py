"""Build a small vault whose text is slow Markdown, shape by shape, and compare with plain words.

    python benchmarks/slow_markdown.py [--size 32768] [--only NAME] [--most 4] [--places body field]

Each shape is repeated until it is as long as the plain text, and built as the body of a project and as
one of its fields; with `--places "own page"` as a page of the user's own in docs/, which is not bounded.
A figure is the processor time of that whole build, divided by that of the same build with plain words of
the same length, the median of three, in the same run. Shapes that are told to be too much are marked.

Exit code 1 if a build takes more than `--most` times as long as plain words.
"""

import argparse
import json
import logging
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "servers"))

from prepsite.app.scaffold import init
from prepsite.site.building import build_site
from slow_shapes import PLAIN, repeated, slow_texts

PLACES = ("body", "field", "own page")
BOUNDED = PLACES[:2]
FIELD = 'title: "Slow"\nproblem_context: {}\n'


def build_seconds(root: Path, text: str, where: str) -> tuple[float, bool]:
    """Return the processor time of a build with a text in a place, and whether it is told of."""
    project, page = root / "vault/projects/slow.md", root / "docs/slow.md"
    field = json.dumps(text if where == "field" else "x")
    body = text if where == "body" else "x"
    project.write_text(f"---\n{FIELD.format(field)}---\n\n{body}\n", encoding="utf-8")
    page.write_text(f"# Own\n\n{text if where == 'own page' else 'x'}\n", encoding="utf-8")
    told = _Told()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(told)
    started = time.process_time()
    build_site(root / "mkdocs.yml", None, strict=False)
    took = time.process_time() - started
    logger.removeHandler(told)
    return took, told.is_told


class _Told(logging.Handler):
    is_told = False

    def emit(self, record: logging.LogRecord) -> None:
        self.is_told |= "too much" in record.getMessage()


def main() -> int:
    """Build, print, and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=32 * 1024)
    parser.add_argument("--only", default="")
    parser.add_argument("--most", type=float, default=4.0)
    parser.add_argument("--places", nargs="+", choices=PLACES, default=BOUNDED)
    options = parser.parse_args()
    logging.getLogger("mkdocs").addHandler(logging.NullHandler())
    worst: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "search"
        init(root)
        plain = repeated(PLAIN, options.size)
        build_seconds(root, plain, "body")
        usual = {
            where: median(build_seconds(root, plain, where)[0] for _ in range(3)) for where in options.places
        }
        print(f"plain words, {options.size:,} bytes:", *(f"{w} {s:.2f} s" for w, s in usual.items()))
        print(f"{'':24}" + "".join(f"{each:>12}" for each in options.places))
        for name, text in slow_texts(options.size).items():
            if options.only not in name:
                continue
            row = []
            for where in options.places:
                took, is_told = build_seconds(root, text, where)
                ratio = took / usual[where]
                worst[f"{name} as {where}"] = ratio
                row.append(f"{ratio:.1f}{' *' if is_told else '  '}")
            print(f"{name:24}" + "".join(f"{each:>12}" for each in row), flush=True)
    slowest = max(worst, key=lambda each: worst[each])
    print(f"{len(worst)} builds; the slowest: {slowest}, {worst[slowest]:.1f}   (* told to be shown as typed)")
    return 1 if worst[slowest] > options.most else 0


if __name__ == "__main__":
    raise SystemExit(main())
