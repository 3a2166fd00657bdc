"""Mutations of vault files: what editors, sync programs, bad disks and ill will make of them.

All chance comes from the `random.Random` that is given, so a case is told again by its number.
"""

import random
from collections.abc import Callable, Mapping, Sequence

MOST_BYTES = 1024 * 1024

Mutation = Callable[[random.Random, bytes, Sequence[bytes]], bytes]

TOKENS: tuple[bytes, ...] = tuple(
    token.encode("utf-8", "surrogatepass")
    for token in (
        "---\n",
        "\n---\n",
        "--- ",
        "...\n",
        "+++\n",
        "\ufeff",
        "\ufeff---\n",
        "\x00",
        "\x01",
        "\x1b[31m",
        "\x7f",
        "\x85",
        "\u2028",
        "\u2029",
        "\u200b",
        "\u202e",
        "\u2066",
        "\ud800",
        "\udfff",
        "\ufffe",
        "\uffff",
        "\U0010ffff",
        "\u0301" * 40,
        "\r",
        "\r\n",
        "\n\r",
        "\t",
        "\n\t",
        "\n \t- ",
        "\v",
        "\f",
        "\xa0",
        "&a ",
        "*a",
        "&a [*a, *a]",
        "<<: *a\n",
        "<<: {a: 1}\n",
        "!!python/object:os.system x",
        "!!binary ",
        "!tag ",
        "? ",
        "? [a]\n: b\n",
        "? ? ? ",
        "- - - - ",
        "[" * 40,
        "{" * 40,
        "{a: " * 20,
        "[[]]",
        "{}",
        "[]",
        "'",
        '"',
        '"\\x',
        '"\\ud800"',
        '"\\U00110000"',
        "|\n",
        ">-\n",
        "|9\n",
        "%YAML 9.9\n",
        "@",
        "`",
        "#",
        " #",
        ": ",
        ":",
        "::",
        ",",
        "- ",
        "~",
        "null",
        "NO",
        "yes",
        "0x7fffffffffffffff",
        "1e999999",
        "-1e-999999",
        ".inf",
        ".nan",
        "9" * 400,
        "9" * 5000,
        "-9223372036854775809",
        "0o777",
        "1_000",
        "09:30",
        "1:2:3",
        "2024-02-30",
        "0000-00-00",
        "9999-12-31T23:59:59+14:00",
        "0001-01-01 00:00",
        "2026-03-29 02:30",
        "2026-02-02T10:00:60Z",
        "99999h",
        "1h99",
        "present",
        "private: true\n",
        "private: {a: [b]}\n",
        "private: [\n",
        "private:\n",
        "id: x\n",
        "status: \n",
        "<<<<<<< HEAD\n",
        "=======\n",
        ">>>>>>> other\n",
        "||||||| base\n",
        "<!-- prepsite:section prep_plan 0123456789abcdef -->\n",
        "<!-- prepsite:",
        "<!--",
        "-->",
        "## ",
        "\n## Mine\n",
        "# ",
        "###### ",
        "\n```\n",
        "\n````md\n",
        "\n~~~\n",
        "`" * 60,
        "> " * 60,
        "* " * 60,
        "[project:x]",
        "[project:ward-rota]",
        "[project:ward-rota/metrics/x]",
        "[bullet:a/b]",
        "[notes:",
        "[fact:",
        "[[[[",
        "]]]]",
        "](",
        "![](x)",
        "[a]: b\n",
        "[a][b]",
        "<script>alert(1)</script>",
        "<br>",
        "&lt;",
        "\\",
        "\\\\[",
        "{{ 7 * 7 }}",
        "{% raw %}",
        '--8<-- "x"',
        "javascript:alert(1)",
        "file:///etc/passwd",
        "../" * 12,
        "CON",
        "a" * 300,
        "| a | b |\n|---|---|\n",
        "|" * 80,
        "&" * 80,
        "<" * 80,
        "_" * 80,
        "*" * 80,
        "\n" * 60,
        " " * 400,
        "1. ",
        "- [ ] ",
        "!!! note\n",
        '=== "a"\n',
        "$$",
        "\\(",
        "http://[",
        "https://a.b/%zz",
    )
)


def mutated(chance: random.Random, seed: bytes, others: Sequence[bytes]) -> bytes:
    """Return `seed` after one to six mutations, at most 1 MiB and a byte long."""
    content = seed
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4, 6))):
        content = chance.choice(_MUTATIONS)(chance, content, others)
    if chance.random() < 0.01:
        content = _grown(chance, content, 64 * 1024)
    if chance.random() < 0.0005:
        content = _grown(chance, content, MOST_BYTES)
    return content[: MOST_BYTES + 1]


def _span(chance: random.Random, content: bytes, longest: int = 400) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + chance.randrange(1, longest))


def _flipped(chance: random.Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8, 64)) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _overwritten(chance: random.Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    start, end = _span(chance, content, 40)
    return content[:start] + chance.randbytes(end - start) + content[end:]


def _cut_short(chance: random.Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _cut_out(chance: random.Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    start, end = _span(chance, content)
    return content[:start] + content[end:]


def _doubled(chance: random.Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    start, end = _span(chance, content)
    return content[:end] + content[start:end] * chance.choice((1, 1, 2, 30)) + content[end:]


def _spliced(chance: random.Random, content: bytes, others: Sequence[bytes]) -> bytes:
    other = chance.choice(others)
    start, end = _span(chance, other, 2_000)
    at = chance.randrange(len(content) + 1)
    return content[:at] + other[start:end] + content[at:]


def _crossed(chance: random.Random, content: bytes, others: Sequence[bytes]) -> bytes:
    other = chance.choice(others)
    return content[: chance.randrange(len(content) + 1)] + other[chance.randrange(len(other) + 1) :]


def _token(chance: random.Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(TOKENS) + content[at:]


def _tokens(chance: random.Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(content) + 1)
    added = b"".join(chance.choices(TOKENS, k=chance.randrange(2, 12)))
    return content[:at] + added + content[at:]


def _value(chance: random.Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    """Put a token in place of what follows a colon."""
    lines = content.split(b"\n")
    keyed = [number for number, line in enumerate(lines) if b": " in line]
    if keyed:
        number = chance.choice(keyed)
        lines[number] = lines[number].partition(b": ")[0] + b": " + chance.choice(TOKENS)
    return b"\n".join(lines)


def _lines(chance: random.Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    """Delete, double, swap, indent or unindent a line."""
    lines = content.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(6):
        case 0:
            del lines[one]
        case 1:
            lines.insert(other, lines[one])
        case 2:
            lines[one], lines[other] = lines[other], lines[one]
        case 3:
            lines[one] = chance.choice((b" ", b"  ", b"\t", b"    ")) + lines[one]
        case 4:
            lines[one] = lines[one].lstrip()
        case _:
            lines[one : one + 1] = [lines[one]] * chance.choice((2, 3, 100))
    return b"\n".join(lines)


def _nested(chance: random.Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    """Put deep nesting where a value begins."""
    at = content.find(b": ", chance.randrange(len(content) + 1)) + 2
    depth = chance.choice((5, 31, 33, 200, 3_000))
    shape = chance.choice((b"[", b"{a: ", b"[{a: ", b"- ", b"\n- ", b"> ", b"? "))
    return content[:at] + shape * depth + content[at:]


def _bomb(chance: random.Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    """Put aliases of aliases, or merges of merges, below the first line."""
    levels = range(chance.choice((3, 9, 20)))
    form = chance.choice(("a{0}: &a{0} [{1}]", "a{0}: &a{0} {{<<: [{1}]}}"))
    lines = [form.format(n, ", ".join([f"*a{n - 1}"] * 9) if n else "x") for n in levels]
    first, end, rest = content.partition(b"\n")
    return first + end + "\n".join(lines).encode() + b"\n" + rest


def _line_ends(chance: random.Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    return content.replace(b"\r\n", b"\n").replace(
        b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", b"\x0b", b""))
    )


def _encoded(chance: random.Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(chance.choice(("utf-16", "utf-32", "latin-1", "utf-8-sig", "utf-7", "cp037")), "replace")


def _grown(chance: random.Random, content: bytes, size: int) -> bytes:
    """Repeat a piece of the file until it has about `size` bytes."""
    start, end = _span(chance, content, 200)
    piece = content[start:end] or chance.choice(TOKENS)
    return content[:end] + piece * (max(0, size - len(content)) // len(piece)) + content[end:]


_MUTATIONS: tuple[Mutation, ...] = (
    _flipped, _flipped, _overwritten, _cut_short, _cut_out, _cut_out, _doubled, _spliced, _spliced, _crossed,
    _token, _token, _token, _tokens, _tokens, _value, _value, _value, _lines, _lines, _lines, _nested, _bomb,
    _line_ends, _encoded,
)  # fmt: skip


def case(number: int, seed: int, seeds: Mapping[str, bytes]) -> tuple[str, bytes]:
    """Return the path and the content of the case with this number: the same for the same seeds."""
    chance = random.Random(f"{seed}:{number}")
    paths = sorted(seeds)
    path = paths[number % len(paths)]
    return path, mutated(chance, seeds[path], [seeds[name] for name in paths])
