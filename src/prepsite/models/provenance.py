"""Where a prep document came from: the front matter of `prep.md`."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from pydantic import Field

from prepsite.models.base import Day, Digest, Id, LanguageTag, Text, VaultModel
from prepsite.models.reference import ReferenceText


class Tokens(VaultModel):
    """Tokens of the calls that wrote the document."""

    read: int = Field(ge=0, description="Tokens of the prompt.")
    cached: int = Field(default=0, ge=0, description="Tokens of the prompt that the server had in its cache.")
    written: int = Field(ge=0, description="Tokens of the reply.")
    estimated: bool | None = Field(default=None, description="true where the server reported none.")


class Provenance(VaultModel):
    """Who wrote a document, by what, from what."""

    prepsite: Literal["1"] = Field(default="1", description="The version of this format.")
    application: Id = Field(description="The application's id.")
    interview: Id | None = Field(default=None, description="The interview's id; absent in base prep.")
    writer: Text = Field(description="The writer: offline, openai.")
    model: Text = Field(description="What wrote the text, as the writer names it.")
    asked: Text | None = Field(default=None, description="The model as the settings name it.")
    language: LanguageTag | None = Field(
        default=None, description="The language that it was written in, where that isn't English."
    )
    prompt: Text = Field(description="Digest of the prompt: the brief, the templates, the version.")
    generated_on: Day | None = Field(default=None, description="When it was written.")
    tokens: Tokens | None = Field(default=None, description="What the calls took; absent offline.")
    cost: Decimal | None = Field(default=None, description="What it cost in US dollars, where it is known.")
    left_out: tuple[Text, ...] | None = Field(
        default=None, description="Parts that the prompt had no room for."
    )
    inputs: Mapping[Text, Mapping[ReferenceText, Text]] = Field(
        default_factory=dict, description="A section's field → reference → digest of what it said then."
    )
    base: tuple[Digest, ...] = Field(
        default=(),
        description="Files in .prepsite/base/ that hold the sections as they were generated.",
        exclude_if=lambda digests: not digests,
    )
