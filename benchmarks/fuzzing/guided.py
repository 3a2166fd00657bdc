"""Coverage-guided fuzzing with atheris: `guided.py FOLDER CORPUS MINUTES`, as fuzz.py calls it.

The first byte of an input chooses which file of the vault it is, and whether it is read alone, with
the vault around it, or into pages. What libFuzzer finds it writes to a file `fuzz-…` in the current
folder, and ends with a code of its own.
"""

import sys
from importlib import import_module
from pathlib import Path

VAULT_FROM, PAGES_FROM = 216, 248
HANGS_AFTER = 60


def quoted(token: bytes) -> str:
    """Return a token as libFuzzer's dictionaries want it."""
    return "".join(f"\\x{sign:02x}" for sign in token[:60])


def main(folder: Path, corpus: Path, minutes: float) -> None:
    atheris = import_module("atheris")
    sys.path.insert(0, str(Path(__file__).parents[1]))
    # Only what is imported under it is seen by the fuzzer.
    with atheris.instrument_imports(include=["prepsite", "yaml"]):
        subject = import_module("fuzzing.subject").Subject(folder / "search")
        tokens: tuple[bytes, ...] = import_module("fuzzing.mutations").TOKENS
    paths = sorted(subject.seeds)
    for number, path in enumerate(paths):
        (corpus / f"seed-{number}").write_bytes(bytes([number]) + subject.seeds[path])
    words = folder / "words"
    words.write_text("".join(f'"{quoted(token)}"\n' for token in tokens))

    def read(content: bytes) -> None:
        if content:
            kind, path = content[0], paths[content[0] % len(paths)]
            if kind < VAULT_FROM:
                subject.read_alone(path, content[1:])
            else:
                subject.read(path, content[1:], pages=kind >= PAGES_FROM)

    options = [
        sys.argv[0],
        str(corpus),
        f"-max_total_time={round(minutes * 60)}",
        "-max_len=8192",
        f"-timeout={HANGS_AFTER}",
        "-rss_limit_mb=2048",
        f"-dict={words}",
        "-print_final_stats=1",
        f"-artifact_prefix={Path.cwd()}/fuzz-",
    ]
    atheris.Setup(options, read)
    atheris.Fuzz()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
