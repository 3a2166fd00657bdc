"""Asking: a reply from the cache, or from the server, whatever its dialect; at a known cost."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from prepsite.core.templates import Templates
from prepsite.models.settings import Settings
from prepsite.writers.openai.budget import Budget
from prepsite.writers.openai.cache import RawReply, ReplyCache, Usage
from prepsite.writers.openai.calling import Caller
from prepsite.writers.openai.faults import Fault, FaultKind
from prepsite.writers.openai.key import Key
from prepsite.writers.openai.ladder import Dialect, Ladder
from prepsite.writers.openai.ledger import Attempt, Ledger
from prepsite.writers.openai.prices import PriceList
from prepsite.writers.openai.reply import find_object
from prepsite.writers.openai.request import Exchange, Request, request_for
from prepsite.writers.openai.trust import OPENAI, Origin

LADDER_FILE = "servers.json"
REPLIES_FOLDER = "replies"
FINISHED = "ok"

# Fewer tokens than a text can have: one for 8 characters. A server that reports less read less.
_CHARACTERS_A_TOKEN_AT_MOST = 8
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 60.0


@dataclass(frozen=True)
class Asked:
    """Where a request comes from, for the ledger and for messages."""

    application: str
    interview: str | None
    turn: int

    @property
    def name(self) -> str:
        """Return how commands name the document."""
        return f"{self.application}/{self.interview}" if self.interview else self.application


class Asker:
    """Asks one server for replies; each is paid for once. Safe for threads."""

    def __init__(
        self,
        settings: Settings,
        templates: Templates,
        origin: Origin,
        key: Key,
        private: Path,
        prices: PriceList,
        budget: Budget,
        *,
        again: bool = False,
    ) -> None:
        self._settings = settings
        self._templates = templates
        self._origin = origin
        self._prices = prices
        self._budget = budget
        self._again = again
        self._caller = Caller(settings, origin, key)
        self._cache = ReplyCache(private / REPLIES_FOLDER, settings.limits.cache_megabytes)
        self._ladder = Ladder(private / LADDER_FILE)
        self._ledger = Ledger(private)
        self._closing = threading.Event()

    def ask(self, exchange: Exchange, asked: Asked, arrived: Callable[[int], None]) -> RawReply:
        """Return the raw reply to an exchange, kept before anybody reads it; raise Fault."""
        request = self.request(exchange)
        keys = frozenset(_properties(exchange))
        while True:
            kept = None if self._again else self._cache.get(request.digest)
            if kept is not None:
                return kept
            try:
                reply = self._with_retries(request, asked, arrived, keys)
            except Fault as fault:
                below = request.dialect.without(fault.status or 0, fault.said)
                if below is None:
                    raise self._with_models(fault, asked) from fault
                request = request_for(exchange, self._settings, self._templates, below)
                continue
            self._cache.put(request.digest, reply)
            model = self._settings.model or ""
            self._ladder.remember(self._settings.base_url, model, request.dialect)
            return reply

    def request(self, exchange: Exchange) -> Request:
        """Return the request that would be sent, in the dialect that is known of the server."""
        return request_for(
            exchange, self._settings, self._templates, known_dialect(self._ladder, self._settings, self._origin)
        )

    def _with_retries(
        self, request: Request, asked: Asked, arrived: Callable[[int], None], keys: frozenset[str]
    ) -> RawReply:
        ends = time.monotonic() + self._settings.limits.timeout_seconds
        tries = 0
        while True:
            try:
                return self._attempt(request, asked, arrived, keys)
            except Fault as fault:
                pause = min(_LONGEST_PAUSE, fault.wait if fault.wait is not None else _FIRST_PAUSE * 2**tries)
                tries += 1
                refused_form = request.dialect.without(fault.status or 0, fault.said) is not None
                late = time.monotonic() + pause > ends
                if refused_form or late or not fault.is_passing or tries > self._settings.limits.retries:
                    raise
                if self._closing.wait(pause):
                    raise

    def _attempt(
        self, request: Request, asked: Asked, arrived: Callable[[int], None], keys: frozenset[str]
    ) -> RawReply:
        most = self._prices.upper_bound(request.prompt_tokens, request.cap)
        reserved = self._budget.reserve(most, asked.name)
        estimate = Usage(request.prompt_tokens, 0, 0, estimated=True)
        attempt = Attempt(
            asked.application,
            asked.interview,
            asked.turn,
            str(self._origin),
            self._settings.model or "",
            request.digest,
            estimate,
        )
        number = self._ledger.begin(attempt)
        begun = time.monotonic()
        outcome, answered, usage, cost = "interrupted", "", estimate, most
        try:
            reply = self._caller.call(request, arrived)
            answered, usage = reply.model, reply.usage
            cost = self._prices.cost(usage)
            judge(reply, request.prompt_characters, keys)
            outcome = outcome_of(reply)
        except Fault as fault:
            outcome = fault.kind.value
            if fault.status is not None or fault.kind in _FREE:
                usage, cost = Usage(0, 0, 0), self._prices.cost(Usage(0, 0, 0))
            fault.where = fault.where or asked.name
            raise
        finally:
            self._budget.settle(reserved, cost)
            seconds = time.monotonic() - begun
            self._ledger.end(
                number, answered=answered, usage=usage, cost=cost, seconds=seconds, outcome=outcome
            )
        return reply

    def _with_models(self, fault: Fault, asked: Asked) -> Fault:
        """Return the fault with the models that the server offers, where it knows not the settings'."""
        if (
            fault.kind not in {FaultKind.NOT_FOUND, FaultKind.BAD_REQUEST}
            or "model" not in fault.said.casefold()
        ):
            return fault
        try:
            offered = self._caller.models()
        except Fault:
            return fault
        if not offered or self._settings.model in offered:
            return fault
        shown = ", ".join(offered[:12]) + (f" and {len(offered) - 12} more" if len(offered) > 12 else "")
        remedy = f"set model in prepsite.yml to one that the server offers: {shown}"
        return Fault(fault.kind, where=asked.name, said=fault.said, status=fault.status, remedy=remedy)

    def close(self) -> None:
        """End the calls that wait."""
        self._closing.set()
        self._caller.close()


_OUTCOMES = {
    "stop": FINISHED,
    "length": FaultKind.LENGTH.value,
    "content_filter": FaultKind.FILTER.value,
}
# Nothing was read by a model, so nothing is paid for.
_FREE = frozenset(
    {FaultKind.REFUSED_CONNECTION, FaultKind.DNS, FaultKind.TLS, FaultKind.NOT_A_STREAM, FaultKind.REDIRECT}
)


def known_dialect(ladder: Ladder, settings: Settings, origin: Origin) -> Dialect:
    """Return the dialect known of the settings' server and model, or the one to begin with."""
    own = str(origin) == OPENAI or origin.host.endswith(".openai.azure.com")
    usual = "max_completion_tokens" if own else "max_tokens"
    return ladder.dialect(settings.base_url, settings.model or "", usual_cap=usual)


def outcome_of(reply: RawReply) -> str:
    """Return what the ledger says of a call that came to its end."""
    if reply.refusal:
        return FaultKind.REFUSAL.value
    return _OUTCOMES.get(reply.finish or "stop", reply.finish or FINISHED)


def judge(reply: RawReply, prompt_characters: int, keys: frozenset[str]) -> None:
    """Raise Fault where the reply did not come whole, or the server did not read the whole prompt."""
    usage = reply.usage
    if not usage.estimated and 0 < usage.read * _CHARACTERS_A_TOKEN_AT_MOST < prompt_characters:
        said = f"it reports {usage.read:,} tokens read of {prompt_characters:,} characters"
        raise Fault(FaultKind.PROMPT_CUT, said=said)
    if reply.finish is None and not reply.refusal and find_object(reply.text, keys) is None:
        raise Fault(FaultKind.EARLY_END if reply.text else FaultKind.EMPTY)


def _properties(exchange: Exchange) -> list[str]:
    properties = exchange.schema.get("properties")
    return list(properties) if isinstance(properties, dict) else []
