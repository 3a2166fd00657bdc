"""The language model writer: a prompt out, a checked draft back, at most two repairs between."""

import threading
from decimal import Decimal
from pathlib import Path
from tempfile import gettempdir
from typing import TypeVar

from prepsite.core.brief import Brief
from prepsite.core.prompts import Prompt, estimated_tokens, prompt_for
from prepsite.errors import PrepsiteError
from prepsite.models.preparation import BaseDraft, InterviewDraft
from prepsite.models.provenance import Tokens
from prepsite.writers.context import Review, WriterContext
from prepsite.writers.openai.asking import LADDER_FILE, Asked, Asker, known_dialect
from prepsite.writers.openai.budget import Budget
from prepsite.writers.openai.cache import RawReply, Usage
from prepsite.writers.openai.faults import Fault, FaultKind
from prepsite.writers.openai.key import ENVIRONMENT, Key
from prepsite.writers.openai.ladder import Ladder
from prepsite.writers.openai.prices import PriceList, price_list
from prepsite.writers.openai.reply import read_reply
from prepsite.writers.openai.request import Exchange, Request, request_for
from prepsite.writers.openai.schema import portable_schema
from prepsite.writers.openai.trust import OPENAI, Origin, Trust
from prepsite.writers.provider import Account

D = TypeVar("D", BaseDraft, InterviewDraft)

MOST_REPAIRS = 2
CAP_RAISED_BY = 2


# Faults of the model and its limits: asked again, the same repair ends the same way.
_REPAIR_IMPOSSIBLE = frozenset(
    {
        FaultKind.REFUSAL,
        FaultKind.FILTER,
        FaultKind.LENGTH,
        FaultKind.EMPTY,
        FaultKind.TOO_LARGE,
        FaultKind.PROMPT_CUT,
        FaultKind.BAD_REQUEST,
        FaultKind.DEADLINE,
    }
)


class UnansweredError(PrepsiteError):
    """A turn that is not asked for, and whose reply is not kept."""


class OpenAIWriter:
    """Has a language model write both documents; implements `Writer`. Safe for threads.

    Making one calls nobody and needs no key: the first document does.
    """

    name = "openai"
    remote = True

    def __init__(self, context: WriterContext) -> None:
        self._context = context
        self._settings = context.settings
        self.model = self._settings.model or "no model"
        self.note = f"Written by {self.model}, checked against your own record."
        self._lock = threading.Lock()
        self._asker: Asker | None = None
        self._accounts: dict[str, Account] = {}
        self._digests: dict[str, str] = {}
        self._prices: PriceList | None = None

    def ready(self) -> None:
        """Raise PrepsiteError where there is no key, no model or no trust; calls nobody."""
        self._connected()

    def write_base(self, brief: Brief) -> BaseDraft:
        """Return base prep as the model wrote it; raise PrepsiteError where no reply can be used."""
        return self._write(brief, BaseDraft)

    def write_interview(self, brief: Brief) -> InterviewDraft:
        """Return a round's prep as the model wrote it; raise PrepsiteError where no reply can be used."""
        return self._write(brief, InterviewDraft)

    def prompt_digest(self, brief: Brief) -> str:
        """Return a digest of all that the model is told, in its first turn."""
        return self._digests.get(brief.name) or self._exchange(brief).prompt.digest

    def account(self, brief: Brief) -> Account | None:
        """Return what the brief's document took, its repairs included."""
        return self._accounts.get(brief.name)

    def close(self) -> None:
        """End the calls that wait; a later document connects anew."""
        with self._lock:
            asker, self._asker = self._asker, None
        if asker is not None:
            asker.close()

    def preview(self, brief: Brief) -> Request:
        """Return the request that would be sent for a document; sends nothing and needs no key."""
        origin = Origin.of(self._settings.base_url)
        ladder = Ladder(self._private / LADDER_FILE)
        dialect = known_dialect(ladder, self._settings, origin)
        return request_for(self._exchange(brief), self._settings, self._context.templates, dialect)

    def left_out(self, brief: Brief) -> tuple[str, ...]:
        """Return the parts of the record that the prompt has no room for."""
        return self._exchange(brief).prompt.left_out

    def upper_bound(self, brief: Brief, *, more: int = 0) -> tuple[int, int, Decimal | None]:
        """Return the most that a document's first turn can take: tokens in, tokens out, US dollars.

        `more` are tokens that the prompt will have by then.
        """
        request = self.preview(brief)
        room = self._settings.limits.context_tokens - request.cap
        tokens = min(request.prompt_tokens + more, max(room, request.prompt_tokens))
        return tokens, request.cap, self.prices.upper_bound(tokens, request.cap)

    @property
    def prices(self) -> PriceList:
        """Return the price of the settings' model."""
        if self._prices is None:
            self._prices = price_list(self._settings)
        return self._prices

    @property
    def _private(self) -> Path:
        return self._context.private or Path(gettempdir()) / "prepsite"

    def _exchange(self, brief: Brief) -> Exchange:
        model = InterviewDraft if brief.round else BaseDraft
        schema = portable_schema(model)
        limits = self._settings.limits
        room = limits.context_tokens - limits.max_output_tokens - estimated_tokens(str(schema))
        prompt = prompt_for(brief, self._context.templates, room)
        shape = "interview_preparation" if brief.round else "base_preparation"
        return Exchange(prompt, shape, schema, limits.max_output_tokens)

    def _write(self, brief: Brief, model: type[D]) -> D:
        exchange = self._exchange(brief)
        self._digests[brief.name] = exchange.prompt.digest
        asker = self._connected()
        replies: list[RawReply] = []
        best: tuple[D, Review] | None = None
        findings: tuple[str, ...] = ()
        try:
            for turn in range(1, MOST_REPAIRS + 2):
                exchange, reply = self._ask(asker, brief, exchange, replies)
                read = read_reply(reply.text, model)
                before, findings = findings, read.findings
                if read.draft is not None:
                    review = self._context.review(brief, read.draft)
                    findings = review.findings
                    if not review.refused and (best is None or len(findings) <= len(best[1].findings)):
                        best = (read.draft, review)
                    if not findings or (best and best[1] is review and findings == before):
                        # Nothing is left to mend, or the model keeps to what it said.
                        break
                if turn <= MOST_REPAIRS:
                    exchange = self._with_repair(exchange, reply, findings, turn)
        except (Fault, UnansweredError) as error:
            if best is None or (isinstance(error, Fault) and error.kind not in _REPAIR_IMPOSSIBLE):
                raise
        if best is not None:
            self._accounts[brief.name] = self._account(replies, exchange.prompt)
            return best[0]
        key = Key(self._context.environment)
        raise PrepsiteError(
            f"the model's reply can't be used, after {MOST_REPAIRS} repairs: {key.quote(findings[0])}",
            where=brief.name,
            remedy=f"nothing was written; ask anew with `prepsite generate {brief.name} --again`, "
            "or use a larger model",
        )

    def _ask(
        self, asker: Asker, brief: Brief, exchange: Exchange, replies: list[RawReply]
    ) -> tuple[Exchange, RawReply]:
        """Return the reply to a turn, and the exchange with the cap it took; adds to `replies`."""
        while True:
            turn = len(replies) + 1
            asked = Asked(brief.application_id, brief.round.id if brief.round else None, turn)
            reply = asker.ask(exchange, asked, lambda tokens: self._context.streamed(brief.name, tokens))
            replies.append(reply)
            if reply.finish == "length":
                raised = self._settings.limits.max_output_tokens * CAP_RAISED_BY
                if exchange.cap >= raised:
                    raise Fault(FaultKind.LENGTH, where=brief.name)
                exchange = Exchange(exchange.prompt, exchange.shape, exchange.schema, raised, exchange.turns)
                continue
            if reply.refusal:
                raise Fault(FaultKind.REFUSAL, where=brief.name, said=reply.refusal)
            if reply.finish == "content_filter":
                raise Fault(FaultKind.FILTER, where=brief.name)
            if not reply.text.strip():
                raise Fault(
                    FaultKind.EMPTY, where=brief.name, remedy="ask anew with --again, or use another model"
                )
            return exchange, reply

    def _with_repair(
        self, exchange: Exchange, reply: RawReply, findings: tuple[str, ...], turn: int
    ) -> Exchange:
        """Return the exchange with the last reply and what is wrong with it, instead of earlier ones."""
        said = self._context.templates.render("prompts/repair.md.j2", findings=findings, turn=turn).strip()
        longest = self._settings.limits.max_output_tokens * 3
        turns = (reply.text[:longest], said)
        return Exchange(exchange.prompt, exchange.shape, exchange.schema, exchange.cap, turns)

    def _account(self, replies: list[RawReply], prompt: Prompt) -> Account:
        usages = [reply.usage for reply in replies]
        total = Usage(
            sum(usage.read for usage in usages),
            sum(usage.cached for usage in usages),
            sum(usage.written for usage in usages),
            any(usage.estimated for usage in usages),
        )
        tokens = Tokens(
            read=total.read, cached=total.cached, written=total.written, estimated=total.estimated or None
        )
        answered = replies[-1].model or self.model
        return Account(self.model, answered, tokens, self.prices.cost(total), prompt.left_out)

    def _connected(self) -> Asker:
        with self._lock:
            if self._asker is None:
                self._asker = self._connect()
            return self._asker

    def _connect(self) -> Asker:
        settings = self._settings
        origin = Trust(self._context.user_folder).require(settings.base_url)
        if settings.model is None:
            raise PrepsiteError(
                "no model is named",
                where="prepsite.yml",
                remedy="set model, as the server names it: `prepsite doctor` lists what it offers",
            )
        key = Key(self._context.environment)
        if str(origin) == OPENAI and not key:
            raise PrepsiteError(
                f"{ENVIRONMENT} is not set",
                remedy="set it to your key, or set base_url in prepsite.yml to a server of your own; "
                "`writer: offline` needs neither",
            )
        return Asker(
            settings,
            self._context.templates,
            origin,
            key,
            self._private,
            self.prices,
            Budget(self._context.max_cost),
            again=self._context.again,
        )
