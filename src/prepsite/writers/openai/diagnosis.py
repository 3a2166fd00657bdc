"""Looking at a server: whether it is reached, what it offers, which rung of the ladder holds."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from prepsite.core.prompts import Part, Prompt
from prepsite.errors import PrepsiteError
from prepsite.writers.context import WriterContext
from prepsite.writers.openai.asking import LADDER_FILE, known_dialect
from prepsite.writers.openai.cache import Usage
from prepsite.writers.openai.calling import Caller
from prepsite.writers.openai.faults import Fault
from prepsite.writers.openai.key import ENVIRONMENT, Key
from prepsite.writers.openai.ladder import Dialect, Ladder, Rung
from prepsite.writers.openai.ledger import Attempt, Ledger
from prepsite.writers.openai.prices import price_list
from prepsite.writers.openai.reply import find_object
from prepsite.writers.openai.request import Exchange, Request, request_for
from prepsite.writers.openai.trust import OPENAI, Trust

# What the calls are written down under in the ledger.
DOCTOR = "(doctor)"
_PROMPT = Prompt("You answer in JSON.", (Part("the task", 'Answer with the JSON object {"ok": true}.'),))
_SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {"ok": {"type": "boolean"}},
    "required": ["ok"],
    "additionalProperties": False,
}
# A model that thinks first needs more than the answer takes.
_CAP = 2_000


@dataclass(frozen=True)
class Finding:
    """What was looked at, and what was found; `remedy` where something is to be done."""

    subject: str
    message: str
    remedy: str = ""

    @property
    def ok(self) -> bool:
        """Tell whether nothing is to be done."""
        return not self.remedy


class Diagnosis:
    """Looks at the server of the settings, step by step; ends where the next step can't be taken."""

    def __init__(self, context: WriterContext, private: Path) -> None:
        self._context = context
        self._settings = context.settings
        self._key = Key(context.environment)
        self._ladder = Ladder(private / LADDER_FILE)
        self._ledger = Ledger(private)

    def findings(self, *, call: bool) -> Iterator[Finding]:
        """Yield what is found; calls the model only with `call`, and then for a few tokens."""
        settings = self._settings
        try:
            origin = Trust(self._context.user_folder).require(settings.base_url)
        except PrepsiteError as error:
            yield Finding("server", error.what, error.remedy)
            return
        self._origin = origin
        if str(origin) == OPENAI and not self._key:
            yield Finding("key", f"{ENVIRONMENT} is not set", "set it to your key")
            return
        yield Finding("key", f"{ENVIRONMENT} is set" if self._key else f"none; {origin} may want none")
        self._caller = Caller(settings, origin, self._key)
        try:
            yield from self._reached(call=call)
        finally:
            self._caller.close()

    def _reached(self, *, call: bool) -> Iterator[Finding]:
        settings = self._settings
        try:
            offered = self._caller.models()
        except Fault as fault:
            yield Finding("server", fault.what, fault.remedy)
            return
        shown = ", ".join(offered[:8]) + (f" and {len(offered) - 8} more" if len(offered) > 8 else "")
        yield Finding("server", f"{settings.base_url} answers and offers {shown or 'no list of models'}")
        if settings.model is None:
            yield Finding("model", "none is named", "set model in prepsite.yml to one of these")
            return
        if offered and settings.model not in offered:
            yield Finding(
                "model", f"{settings.model} is not among them", "set model in prepsite.yml to one that is"
            )
            return
        prices = price_list(settings)
        told = (
            f"{prices.prices.input} and {prices.prices.output} US dollars a million tokens, by {prices.source}"
            if prices.prices
            else "unknown; --max-cost needs prices in prepsite.yml"
        )
        yield Finding("price", told)
        if call:
            yield from self._called(settings.model)

    def _called(self, model: str) -> Iterator[Finding]:
        dialect = known_dialect(self._ladder, self._settings, self._origin)
        try:
            dialect, seconds, _ = self._try(replace(dialect, rung=Rung.PROMPT), 1)
        except Fault as fault:
            yield Finding("model", f"{model}: {fault.what}", fault.remedy)
            return
        yield Finding("model", f"{model} answers; 1 token took {seconds:.1f} s")
        dialect = replace(dialect, rung=Rung.SCHEMA)
        while True:
            try:
                used, _, text = self._try(dialect, _CAP)
            except Fault as fault:
                yield Finding("structured output", fault.what, fault.remedy)
                return
            if find_object(text, frozenset({"ok"})) is not None:
                self._ladder.remember(self._settings.base_url, model, used)
                yield Finding("structured output", f"by {used.rung}")
                return
            below = used.rung.below
            if below is None:
                yield Finding("structured output", f"{model} writes no JSON", "use another model")
                return
            dialect = replace(used, rung=below)

    def _try(self, dialect: Dialect, cap: int) -> tuple[Dialect, float, str]:
        """Return the dialect that the server took, the seconds, and the text; raise Fault."""
        exchange = Exchange(_PROMPT, "answer", _SCHEMA, cap)
        while True:
            request = request_for(exchange, self._settings, self._context.templates, dialect)
            begun = time.monotonic()
            try:
                text = self._call(request)
            except Fault as fault:
                below = dialect.without(fault.status or 0, fault.said)
                if below is None:
                    raise
                dialect = below
                continue
            return dialect, time.monotonic() - begun, text

    def _call(self, request: Request) -> str:
        estimate = Usage(request.prompt_tokens, 0, 0, estimated=True)
        number = self._ledger.begin(
            Attempt(DOCTOR, None, 1, str(self._origin), self._settings.model or "", request.digest, estimate)
        )
        begun = time.monotonic()
        outcome, answered, usage = "interrupted", "", estimate
        try:
            reply = self._caller.call(request, lambda _: None)
            outcome, answered, usage = reply.finish or "ok", reply.model, reply.usage
        except Fault as fault:
            outcome = fault.kind.value
            raise
        finally:
            self._ledger.end(
                number,
                answered=answered,
                usage=usage,
                cost=price_list(self._settings).cost(usage),
                seconds=time.monotonic() - begun,
                outcome=outcome,
            )
        return reply.text
