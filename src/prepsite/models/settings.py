"""`prepsite.yml`: the vault's settings."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, StringConstraints, field_validator

from prepsite.models.base import Day, LanguageTag, Text, VaultModel
from prepsite.models.vocabulary import PaperSize


class ServeSettings(VaultModel):
    """What `prepsite serve` may do by itself."""

    generate: bool = Field(default=False, description="Write the prep that a new interview file lacks.")


class Limits(VaultModel):
    """How much a call to a language model may take."""

    max_output_tokens: int = Field(
        default=16_000, ge=1, le=500_000, description="The most tokens of a reply; doubled once if it is cut."
    )
    context_tokens: int = Field(
        default=128_000,
        ge=1_024,
        le=10_000_000,
        description="Tokens of prompt and reply that the server takes together; for Ollama what "
        "OLLAMA_CONTEXT_LENGTH says.",
    )
    timeout_seconds: float = Field(
        default=600, gt=0, le=86_400, description="How long a call may take in all, by the clock."
    )
    stall_seconds: float = Field(
        default=120, gt=0, le=86_400, description="How long the server may be silent within a call."
    )
    retries: int = Field(
        default=2, ge=0, le=10, description="How often a call is tried again after a passing fault."
    )
    cache_megabytes: int = Field(
        default=200,
        ge=1,
        le=100_000,
        description="Disk space for replies kept, so that none is paid for twice.",
    )


class Prices(VaultModel):
    """What the model costs, in US dollars a million tokens."""

    input: Decimal = Field(ge=0, description="A million tokens of prompt.")
    cached: Decimal | None = Field(
        default=None, ge=0, description="A million tokens of prompt that the server had in its cache."
    )
    output: Decimal = Field(ge=0, description="A million tokens of reply.")


BaseUrl = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^https?://[^\s\\]+$")]


class Settings(VaultModel):
    """`prepsite.yml`: who writes, with what, in which zone times are told."""

    writer: Text = Field(default="offline", description="Who writes prep: offline needs no account.")
    model: Text | None = Field(default=None, description="The language model, as its server names it.")
    base_url: BaseUrl = Field(
        default="https://api.openai.com/v1",
        description="The language model's server: http://localhost:11434/v1 is Ollama on this machine.",
    )
    temperature: float | None = Field(default=None, ge=0, le=2, description="Sent only if it is set.")
    reasoning_effort: Text | None = Field(
        default=None, description="Sent only if it is set: minimal, low, medium, high."
    )
    limits: Limits = Field(default=Limits(), description="How much a call may take.")
    prices: Prices | None = Field(
        default=None, description="What the model costs, where prepsite's price list does not know or is wrong."
    )
    language: LanguageTag = Field(default="en", description="The language of the site and of paper: en, de.")
    prep_language: LanguageTag = Field(
        default="en",
        description="The language that prep is written in; only a language model writes another than en.",
    )
    paper: PaperSize = Field(default=PaperSize.A4, description="The paper that PDFs are for.")
    timezone: Text = Field(default="UTC", description="The zone of times without one: Europe/Berlin.")
    today: Day | None = Field(default=None, description="A fixed day, for demos and tests.")
    aliases: Mapping[Text, tuple[Text, ...]] = Field(
        default_factory=dict, description="What else a tool or technique is called: `Postgres: [PG]`."
    )
    serve: ServeSettings = Field(default=ServeSettings(), description="What `prepsite serve` may do.")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f"{name!r} is not a time zone; use a name like Europe/Berlin") from error
        return name

    @property
    def language_of_prep(self) -> str:
        """Return the language that prep is written in: the embedded writer knows English alone."""
        return "en" if self.writer == "offline" else self.prep_language

    @property
    def zone(self) -> ZoneInfo:
        """Return the vault's time zone."""
        return ZoneInfo(self.timezone)
