"""Where a prep document came from: the front matter of `prep.md`."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from prepsite.models.base import Day, Id, Text, VaultModel


class Tokens(VaultModel):
    """Tokens of the call that wrote the document."""

    read: int = Field(ge=0, description="Tokens of the prompt.")
    written: int = Field(ge=0, description="Tokens of the reply.")


class Provenance(VaultModel):
    """Who wrote a document, by what, from what."""

    prepsite: Literal["1"] = Field(default="1", description="The version of this format.")
    application: Id = Field(description="The application's id.")
    interview: Id | None = Field(default=None, description="The interview's id; absent in base prep.")
    writer: Text = Field(description="The writer: offline, openai.")
    model: Text = Field(description="What wrote the text, as the writer names it.")
    prompt: Text = Field(description="Digest of the prompt: the brief, the templates, the version.")
    generated_on: Day | None = Field(default=None, description="When it was written.")
    tokens: Tokens | None = Field(default=None, description="What the call took; absent offline.")
    inputs: Mapping[Text, Mapping[Text, Text]] = Field(
        default_factory=dict, description="A section's field → reference → digest of what it said then."
    )
