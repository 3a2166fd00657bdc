"""The language model writer without its server: documents from replies that are kept, and no others."""

from dataclasses import replace

from prepsite.core.brief import Brief
from prepsite.models.settings import Prices
from prepsite.writers.context import WriterContext
from prepsite.writers.openai.asking import REPLIES_FOLDER, Asker
from prepsite.writers.openai.cache import RawReply, ReplyCache
from prepsite.writers.openai.key import Key
from prepsite.writers.openai.prices import PriceList
from prepsite.writers.openai.request import Exchange, Request
from prepsite.writers.openai.writer import CAP_RAISED_BY, OpenAIWriter, UnansweredError

# What the Batch API costs of the ordinary price.
BATCH_SHARE = 2


class KeptWriter(OpenAIWriter):
    """Writes what the server has answered before, at a batch's price; asks nobody.

    A turn whose reply is not kept, such as a repair, is an error that says how to have it; where the
    draft can be written without that repair, it is.
    """

    def __init__(self, context: WriterContext) -> None:
        # Asking anew is what the next batch is for.
        super().__init__(replace(context, again=False))
        self.cache = ReplyCache(self._private / REPLIES_FOLDER, self._settings.limits.cache_megabytes)

    @property
    def prices(self) -> PriceList:
        """Return the price of the settings' model in a batch."""
        return halved(super().prices)

    def kept(self, request: Request) -> RawReply | None:
        """Return the reply to a request, or None."""
        return self.cache.get(request.digest)

    def _ask(
        self, asker: Asker, brief: Brief, exchange: Exchange, replies: list[RawReply]
    ) -> tuple[Exchange, RawReply]:
        reply = self.kept(asker.request(exchange))
        if reply is None:
            raise _unanswered("no reply to it is kept")
        raised = replace(exchange, cap=self._settings.limits.max_output_tokens * CAP_RAISED_BY)
        is_cut = reply.finish == "length" and exchange.cap < raised.cap
        if is_cut and self.kept(asker.request(raised)) is None:
            raise _unanswered("the reply was cut at its cap of tokens")
        return super()._ask(asker, brief, exchange, replies)

    def _with_repair(
        self, exchange: Exchange, reply: RawReply, findings: tuple[str, ...], turn: int
    ) -> Exchange:
        repair = super()._with_repair(exchange, reply, findings, turn)
        if self.kept(self._connected().request(repair)) is None:
            said = Key(self._context.environment).quote(findings[0])
            raise _unanswered(f"the model's reply can't be used: {said}")
        return repair


def halved(prices: PriceList) -> PriceList:
    """Return a price list for batches."""
    if prices.prices is None:
        return prices
    ordinary = prices.prices
    cached = None if ordinary.cached is None else ordinary.cached / BATCH_SHARE
    half = Prices(input=ordinary.input / BATCH_SHARE, cached=cached, output=ordinary.output / BATCH_SHARE)
    return PriceList(half, f"{prices.source}, half of it in a batch")


def _unanswered(what: str) -> UnansweredError:
    return UnansweredError(
        what,
        remedy="nothing was written; a batch pays for no second turn: generate it without --batch to have it "
        "repaired, or with --batch --again to ask anew",
    )
