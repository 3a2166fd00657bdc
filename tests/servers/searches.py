"""A job search whose settings name a test's server, and what a good model would answer in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from model_server import Answer, ModelServer, Received, reply
from prepsite.app.generate import GenerateOptions, Outcome, generate
from prepsite.core.brief import brief_for
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault
from prepsite.writers.offline import OfflineWriter

DEMO = Path(__file__).parents[2] / "vault"
APPLICATION = "kestrel-grid-staff-engineer"
OFFERED = ("good-model", "other-model")
KEY = "sk-test-0123456789abcdef"


class Heard:
    """A progress that remembers what it heard."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self.tokens: dict[str, int] = {}

    def start(self, names: Sequence[str]) -> None:
        self.names = list(names)

    def streamed(self, name: str, tokens: int) -> None:
        self.tokens[name] = tokens

    def done(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)


@dataclass
class Search:
    """A job search whose settings name the test's server."""

    root: Path
    server: ModelServer
    script: Callable[[Received], Answer] = field(default=lambda _: reply("{}"))
    heard: Heard = field(default_factory=Heard)

    @property
    def workspace(self) -> Workspace:
        return Workspace.at(self.root)

    def configure(self, url: str | None = None, **lines: str) -> None:
        """Write the settings: the server, no pauses, and the lines given."""
        limits = {"timeout_seconds": "20", "stall_seconds": "10", "retries": "0"}
        limits |= {name: lines.pop(name) for name in list(lines) if name in limits or name.startswith("max_")}
        limits |= {name: lines.pop(name) for name in list(lines) if name.endswith(("_tokens", "_megabytes"))}
        stated = {"writer": "openai", "model": "test-model", "base_url": url or self.server.url, **lines}
        text = "\n".join(f"{name}: {value}" for name, value in stated.items())
        text += "\nlimits:\n" + "\n".join(f"  {name}: {value}" for name, value in limits.items())
        (self.root / "vault/prepsite.yml").write_text(text + "\n", encoding="utf-8")

    def obedient(self) -> Callable[[Received], Answer]:
        """Return a script of a model that answers each prompt well."""
        drafts = good_replies()
        return lambda received: reply(drafts[round_of(received)])

    def run(self, *targets: str, **options: object) -> dict[str, Outcome]:
        """Generate, and return what became of each document."""
        heard = self.heard = Heard()
        made = GenerateOptions(**{"jobs": 1, **options})  # type: ignore[arg-type]
        return {found.name: found for found in generate(self.workspace, targets, made, heard)}

    def base(self, **options: object) -> Outcome:
        """Generate base prep alone."""
        return self.run(APPLICATION, base=True, **options)[APPLICATION]

    def everything(self) -> dict[str, bytes]:
        """Return the bytes of the vault."""
        files = (path for path in sorted((self.root / "vault").rglob("*")) if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in files}


@cache
def good_replies() -> dict[str, str]:
    """Return valid replies by the id of the demo's round, base prep under the empty id."""
    vault = read_vault(Workspace.at(DEMO.parent))
    writer = OfflineWriter(JinjaTemplates())
    found = {"": writer.write_base(brief_for(vault, APPLICATION)).model_dump_json()}
    for each in vault.applications[APPLICATION].interviews:
        found[each.id] = writer.write_interview(brief_for(vault, APPLICATION, each.id)).model_dump_json()
    return found


def round_of(received: Received) -> str:
    """Return the id of the round that a prompt is for, or an empty text for base prep."""
    task = received.user.rpartition("# The task: ")[2]
    return task.partition("as `interview:")[2].partition("`")[0]
