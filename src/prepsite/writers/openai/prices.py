"""What calls cost: by the settings, or by a price list that came with its package."""

from dataclasses import dataclass
from decimal import Decimal

from prepsite.models.settings import Prices, Settings
from prepsite.writers.openai.cache import Usage
from prepsite.writers.openai.trust import OPENAI, Origin

_MILLION = Decimal(1_000_000)
_CENT_OF_A_CENT = Decimal("0.000001")


@dataclass(frozen=True)
class PriceList:
    """The price of one model, in US dollars a million tokens; `prices` is None where nobody knows."""

    prices: Prices | None
    source: str

    def cost(self, usage: Usage) -> Decimal | None:
        """Return what a call cost, to a millionth of a dollar, or None."""
        if self.prices is None:
            return None
        cached = self.prices.input if self.prices.cached is None else self.prices.cached
        fresh = max(0, usage.read - usage.cached)
        total = fresh * self.prices.input + usage.cached * cached + usage.written * self.prices.output
        return (total / _MILLION).quantize(_CENT_OF_A_CENT)

    def upper_bound(self, prompt_tokens: int, cap: int) -> Decimal | None:
        """Return the most that a call can cost, or None."""
        return self.cost(Usage(prompt_tokens, 0, cap))


def price_list(settings: Settings) -> PriceList:
    """Return the price of the settings' model: theirs, or the offline list's."""
    if settings.prices:
        return PriceList(settings.prices, "prices in prepsite.yml")
    found = _listed(settings.model or "", settings.base_url)
    return PriceList(found, "the price list of genai-prices" if found else "")


def _listed(model: str, base_url: str) -> Prices | None:
    # The list is large, and only needed with a language model.
    from genai_prices import Usage as ListedUsage
    from genai_prices import calc_price

    own = str(Origin.of(base_url)) == OPENAI

    def price(**tokens: int) -> Decimal:
        usage = ListedUsage(**tokens)
        if own:
            return Decimal(calc_price(usage, model_ref=model, provider_id="openai").total_price)
        return Decimal(calc_price(usage, model_ref=model, provider_api_url=base_url).total_price)

    try:
        # Few tokens, because a long prompt may have another price, which is not modelled here.
        return Prices(
            input=price(input_tokens=1000) * 1000,
            cached=price(input_tokens=1000, cache_read_tokens=1000) * 1000,
            output=price(output_tokens=1000) * 1000,
        )
    except LookupError:
        return None
