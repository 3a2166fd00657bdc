"""What the vault keeps so that edits can be told apart, compared and merged.

Both are Markdown with front matter: texts as generated in `vault/.prepsite/base/`, and new texts
that wait beside an edited section in `vault/.prepsite/proposals/`.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from prepsite.models.base import Digest, Text, VaultModel

MAX_SAID = 400

Said = Annotated[str, StringConstraints(strip_whitespace=False, min_length=1, max_length=MAX_SAID)]


class GeneratedText(VaultModel):
    """`base/<digest>.md`: sections as they were generated, and what they were made from.

    The body holds the sections under their markers. The file is named after the first 16 hex
    digits of the SHA-256 of its bytes, so it never changes.
    """

    prepsite: Literal["1"] = Field(default="1", description="The version of this format.")
    document: Text = Field(description="The document: application, or application/interview.")
    inputs: Mapping[Text, Text] = Field(
        default_factory=dict, description="Reference → digest of what it said then."
    )
    said: Mapping[Text, Mapping[Text, Said]] = Field(
        default_factory=dict,
        description=f"Reference → part → what it said then, {MAX_SAID} characters of it at the most.",
    )


class Proposal(VaultModel):
    """`proposals/<path of prep.md>/<field>.md`: a section written anew while a person's edit stands.

    The body is the section as generated: marker, heading, text.
    """

    prepsite: Literal["1"] = Field(default="1", description="The version of this format.")
    document: Text = Field(description="The document: application, or application/interview.")
    field: Text = Field(description="The section's field: predicted_questions.")
    writer: Text = Field(description="The writer: offline, openai.")
    model: Text = Field(description="What wrote the text, as the writer names it.")
    asked: Text | None = Field(default=None, description="The model as the settings name it.")
    prompt: Text = Field(description="Digest of the prompt: the brief, the templates, the version.")
    inputs: Mapping[Text, Text] = Field(
        default_factory=dict, description="Reference → digest of what it said when this was written."
    )
    base: Digest = Field(description="The file in base/ that holds this text.")
