"""Large files of one shape each: a piece repeated until the file has the size that is asked for."""

from collections.abc import Callable
from dataclasses import dataclass

FACTS = "vault/facts.md"
PROJECT = "vault/projects/ward-rota.md"
RESUME = "vault/resumes/ward-leader.md"
JOB = "vault/applications/st-brigid-ward-manager/job.md"
COMPANY = "vault/applications/st-brigid-ward-manager/company.md"
NOTES = "vault/applications/st-brigid-ward-manager/interviews/phone-screen/notes.md"
INTERVIEW = "vault/applications/st-brigid-ward-manager/interviews/panel/interview.md"
PREP = "vault/applications/st-brigid-ward-manager/interviews/panel/prep.md"
SETTINGS = "vault/prepsite.yml"
TITLED = "---\ntitle: Rota\n"
END = "---\n"


@dataclass(frozen=True)
class Shape:
    """A file at `path`: `head`, then `piece` as often as there is room (`{n}` counts), then `tail`.

    Where `most` is given, a file of 1 MiB has the piece so often, and a smaller one less often.
    """

    name: str
    path: str
    head: str
    piece: str
    tail: str = ""
    pages: bool = True
    most: int = 0

    def content(self, seed: bytes, size: int) -> bytes:
        """Return the file, of `size` bytes or a little less; an empty head means the seed's text."""
        head = self.head.encode() or seed
        room = size - len(head) - len(self.tail.encode())
        if "{n}" not in self.piece and not self.most:
            piece = self.piece.encode("utf-8", "surrogatepass")
            return head + piece * (room // len(piece)) + self.tail.encode()
        count = self.most * size // 2**20 if self.most else room // (len(self.piece) + 4)
        return (head + b"".join(self.piece.replace("{n}", str(n)).encode() for n in range(count)))[:size] + (
            self.tail.encode()
        )


def _in_body(path: str, name: str) -> Callable[[str, str], Shape]:
    return lambda title, piece: Shape(f"{name}: {title}", path, "", piece)


_BODIES = (
    ("lines of text", "A line of text, as people write it.\n"),
    ("one line", "word "),
    ("one word", "x"),
    ("blank lines", "\n"),
    ("blanks", " "),
    ("tabs", "\t"),
    ("brackets", "["),
    ("closed brackets", "[a]"),
    ("nested links", "[a]("),
    ("images", "![a](b) "),
    ("definitions", "[a{n}]: b\n"),
    ("references that hold", "[project:ward-rota] "),
    ("references that hold, on lines", "[project:ward-rota]\n"),
    ("references to nothing", "[project:nothing-{n}] "),
    ("no references", "[project:!!] "),
    ("opened comments", "<!-- "),
    ("comments", "<!-- a -->"),
    ("tags", "<a "),
    ("angles", "<"),
    ("backticks", "`"),
    ("odd backticks", "` `` "),
    ("fences", "```\n"),
    ("opened fences", "```a\n"),
    ("long fences", "~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"),
    ("headings", "## Heading {n}\n\n"),
    ("same headings", "### Same\n\n"),
    ("underlined headings", "Heading\n===\n"),
    ("hashes", "#"),
    ("quotes", "> "),
    ("quoted lines", "> a\n"),
    ("list items", "- item\n"),
    ("deep list", "    - a\n"),
    ("numbers", "1. a\n"),
    ("tables", "| a | b |\n|---|---|\n"),
    ("pipes", "|"),
    ("stars", "*"),
    ("emphasis", "*a **b "),
    ("underscores", "_"),
    ("backslashes", "\\"),
    ("ampersands", "&"),
    ("entities", "&lt;"),
    ("dashes", "-"),
    ("rules", "---\n"),
    ("equals", "=\n"),
    ("conflict markers", "<<<<<<< a\n=======\n>>>>>>> b\n"),
    ("controls", "\x01"),
    ("overrides", "\u202e"),
    ("returns", "\r"),
    ("exotic breaks", "\u2028"),
    ("marks", "a\u0301"),
    ("digits", "9"),
    ("figures", "12% of 34 in 2024, "),
    ("full stops", "a. "),
    ("colons", "a: b: "),
    ("semicolons", "We need a; and b; "),
    ("capitals", "Skill "),
    ("addresses", "https://a.example/b "),
    ("braces", "{{ a }} "),
    ("markers", "<!-- prepsite:section prep_plan 0123456789abcdef -->\n"),
    ("marked sections", "<!-- prepsite:section prep_plan 0123456789abcdef -->\n## Roadmap\n\nx\n"),
    ("quotation marks", '"'),
    ("apostrophes", "it's "),
)


def _bodies() -> tuple[Shape, ...]:
    return tuple(
        _in_body(path, name)(title, piece)
        for title, piece in _BODIES
        for path, name in ((PREP, "prep"), (JOB, "posting"), (PROJECT, "project"))
    )


_ROLE = "---\ntitle: R\nroles:\n  - {id: r, employer: E, title: T, start: 2020, bullets: [\n"

# As many values as are read at all: more than 20,000 are refused.
_FULL = (
    Shape("full: tools", PROJECT, f"{TITLED}tools:\n", "  - t{n}\n", END, most=19_000),
    Shape("full: metrics", PROJECT, f"{TITLED}metrics:\n", "  - {name: x{n}, before: 9}\n", END, most=3_900),
    Shape("full: same metrics", PROJECT, f"{TITLED}metrics:\n", "  - {name: x}\n", END, most=6_500),
    Shape("full: unknown keys", PROJECT, TITLED, "k{n}: v\n", END, most=9_900),
    Shape("full: wrong metrics", PROJECT, f"{TITLED}metrics:\n", "  - {nam: x}\n", END, most=6_500),
    Shape("full: wrong kinds", PROJECT, f"{TITLED}tools:\n", "  - [a]\n", END, most=9_000),
    Shape("full: private", PROJECT, f"{TITLED}private:\n", "  k{n}: v\n", END, most=9_900),
    Shape("full: facts", FACTS, "---\nfacts:\n", "- {id: f{n}, status: confirmed, text: T}\n", END, most=2_800),
    Shape("full: one fact", FACTS, "---\nfacts:\n", "- {id: f, status: retracted, text: T}\n", END, most=2800),
    Shape("full: bullets", RESUME, _ROLE, "{id: b{n}, text: A bullet},\n", "]}\n---\n", most=3_900),
    Shape("full: same bullets", RESUME, _ROLE, "{id: b, text: A bullet},\n", "]}\n---\n", most=3_900),
    Shape(
        "full: projects of a bullet", RESUME, f"{_ROLE}{{id: b, text: T, projects: [", "p{n}, ", "x]}]}\n---\n",
        most=19_000,
    ),
    Shape("full: skills", RESUME, "---\ntitle: R\nskills: [", "S{n}, ", "x]\n---\n", most=19_000),
    Shape(
        "full: questions", NOTES, "---\nquestions:\n",
        "- {text: Why, kind: motivation, outcome: weak, topic: t{n}}\n", END, most=2_200,
    ),
    Shape("full: weak topics", NOTES, "---\nweak_topics: [", "T{n}, ", "x]\n---\n", most=19_000),
    Shape("full: used", NOTES, "---\nquestions:\n- text: Why\n  used: [", "p{n}, ", "x]\n---\n", most=19_000),
    Shape(
        "full: interviewers", INTERVIEW, "---\nstage: panel\ninterviewers:\n", "- {name: N{n}}\n", END,
        most=6_500,
    ),
    Shape("full: statements", COMPANY, "---\nstatements:\n", "- {text: T{n}, source: S}\n", END, most=3_900),
)  # fmt: skip

_FRONT = (
    *_FULL,
    Shape("fields: keys", PROJECT, TITLED, "k{n}: v\n", "---\n"),
    Shape("fields: same key", PROJECT, TITLED, "k: v\n", "---\n"),
    Shape("fields: empty keys", PROJECT, TITLED, "k{n}:\n", "---\n"),
    Shape("fields: no colons", PROJECT, TITLED, "key\n", "---\n"),
    Shape("fields: list", PROJECT, f"{TITLED}tools:\n", "  - t{n}\n", "---\n"),
    Shape("fields: flow list", PROJECT, f"{TITLED}tools: [", "t{n}, ", "]\n---\n"),
    Shape("fields: wrong metrics", PROJECT, f"{TITLED}metrics:\n", "  - {nam: x{n}}\n", "---\n"),
    Shape("fields: metrics", PROJECT, f"{TITLED}metrics:\n", "  - {name: x{n}}\n", "---\n"),
    Shape("fields: same metrics", PROJECT, f"{TITLED}metrics:\n", "  - {name: x}\n", "---\n"),
    Shape("fields: long value", PROJECT, f"{TITLED}role: ", "x", "\n---\n"),
    Shape("fields: long wrong date", PROJECT, f"{TITLED}start: ", "1", "\n---\n"),
    Shape("fields: long wrong word", PROJECT, f"{TITLED}my_part: ", "own", "\n---\n"),
    Shape("fields: long number", PROJECT, f"{TITLED}team_size: ", "9", "\n---\n"),
    Shape("fields: long key", PROJECT, TITLED, "k", ": v\n---\n"),
    Shape("fields: long zone", SETTINGS, "timezone: ", "Europe/", "\n"),
    Shape("fields: long duration", INTERVIEW, "---\nstage: panel\nduration: ", "1", "\n---\n"),
    Shape("fields: long time", INTERVIEW, "---\nstage: panel\nscheduled_at: ", "2", "\n---\n"),
    Shape("fields: folded", PROJECT, f"{TITLED}problem_context: >-\n", "  text of a line\n", "---\n"),
    Shape("fields: literal", PROJECT, f"{TITLED}problem_context: |\n", "  text of a line\n", "---\n"),
    Shape("fields: plain lines", PROJECT, f"{TITLED}problem_context: a\n", "  text of a line\n", "---\n"),
    Shape("fields: open quote", PROJECT, f'{TITLED}role: "a\n', "k: v\n", "---\n"),
    Shape("fields: many open quotes", PROJECT, TITLED, 'k{n}: "a\n', "---\n"),
    Shape("fields: quoted over lines", PROJECT, TITLED, 'k{n}: "a\n  b"\n', "bad\n---\n"),
    Shape("fields: backslashes in quotes", PROJECT, f'{TITLED}role: "', "\\", "\n---\n"),
    Shape("fields: brackets", PROJECT, f"{TITLED}tools: ", "[", "\n---\n"),
    Shape("fields: braces", PROJECT, f"{TITLED}tools: ", "{a: ", "\n---\n"),
    Shape("fields: dashes", PROJECT, f"{TITLED}tools: \n  ", "- ", "\n---\n"),
    Shape("fields: question marks", PROJECT, TITLED, "? ", "\n---\n"),
    Shape("fields: deeper and deeper", PROJECT, TITLED, "                    a\n", "---\n"),
    Shape("fields: comments", PROJECT, TITLED, "# a comment\n", "---\n"),
    Shape("fields: blank lines", PROJECT, TITLED, "\n", "---\n"),
    Shape("fields: blanks", PROJECT, TITLED, " ", "\n---\n"),
    Shape("fields: tabs", PROJECT, TITLED, "\t", "\n---\n"),
    Shape("fields: tabbed lines", PROJECT, TITLED, "\t\n", "---\n"),
    Shape("fields: tabs in texts", PROJECT, f"{TITLED}problem_context: |\n", "  a\n  \tb\n", "---\n"),
    Shape("fields: quoted tabs", PROJECT, TITLED, 'k{n}: "a\n \tb"\n', "---\n"),
    Shape("fields: never closed", PROJECT, TITLED, "k{n}: v\n"),
    Shape("fields: almost closed", PROJECT, TITLED, "- - - - - - - - - - - -\n"),
    Shape("fields: hyphens", PROJECT, "---\n", "-"),
    Shape("fields: spaced hyphens", PROJECT, "", "", ""),
    Shape("fields: first line of hyphens", PROJECT, "- ", "- "),
    Shape("fields: exotic breaks", PROJECT, f"{TITLED}role: ", "\u2028", "\n---\n"),
    Shape("fields: private block", PROJECT, f"{TITLED}private:\n", "  k{n}: v\n", "---\n"),
    Shape("facts", FACTS, "---\nfacts:\n", "  - {id: f{n}, status: confirmed, text: A fact}\n", "---\n"),
    Shape("facts: same", FACTS, "---\nfacts:\n", "  - {id: f, status: confirmed, text: A fact}\n", "---\n"),
    Shape(
        "resume: bullets",
        RESUME,
        "---\ntitle: R\nroles:\n  - id: r\n    employer: E\n    title: T\n    start: 2020\n    bullets:\n",
        "      - {id: b{n}, text: A bullet}\n",
        "---\n",
    ),
    Shape(
        "resume: same bullets",
        RESUME,
        "---\ntitle: R\nroles:\n  - id: r\n    employer: E\n    title: T\n    start: 2020\n    bullets:\n",
        "      - {id: b, text: A bullet}\n",
        "---\n",
    ),
    Shape(
        "resume: bullets of no project",
        RESUME,
        "---\ntitle: R\nroles:\n  - id: r\n    employer: E\n    title: T\n    start: 2020\n    bullets:\n"
        "      - id: b\n        text: A bullet\n        projects: [",
        "p{n}, ",
        "x]\n---\n",
    ),
    Shape("resume: skills", RESUME, "---\ntitle: R\nskills: [", "S{n}, ", "x]\n---\n"),
    Shape(
        "notes: questions",
        NOTES,
        "---\nquestions:\n",
        "  - {text: Why, kind: motivation, outcome: weak, topic: t{n}, my_answer: Because}\n",
        "---\n",
    ),
    Shape("notes: used", NOTES, "---\nquestions:\n  - text: Why\n    used: [", "p{n}, ", "x]\n---\n"),
    Shape("settings: keys", SETTINGS, "writer: offline\n", "k{n}: v\n"),
)

SHAPES: tuple[Shape, ...] = tuple(shape for shape in (*_FRONT, *_bodies()) if shape.piece)
