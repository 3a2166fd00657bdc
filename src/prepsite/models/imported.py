"""What an import remembers: `vault/.prepsite/imports/<resume>.md`, committed with the vault."""

from typing import Literal

from pydantic import Field

from prepsite.models.base import Digest, Id, Text, VaultModel


class ImportedLine(VaultModel):
    """A bullet as it was imported."""

    id: Id = Field(description="The bullet's id in the resume.")
    text: Text = Field(description="What it said.")
    projects: tuple[Id, ...] = Field(default=(), description="The projects that were put behind it.")


class ImportedRole(VaultModel):
    """A role as it was imported."""

    id: Id = Field(description="The role's id in the resume.")
    employer: Text = Field(description="The employer.")
    title: Text = Field(description="The title.")
    start: Text | None = Field(default=None, description="When it began.")
    end: Text | None = Field(default=None, description="When it ended.")
    bullets: tuple[ImportedLine, ...] = Field(default=(), description="Its lines.")


class ImportedCredential(VaultModel):
    """A credential as it was imported."""

    id: Id = Field(description="The credential's id in the resume.")
    kind: Text = Field(description="What it is.")
    name: Text = Field(description="Its name.")


class ImportedFile(VaultModel):
    """A file that the import wrote."""

    path: Text = Field(description="Where it is, below the vault.")
    digest: Digest = Field(description="Digest of its text as it was written.")


class ImportRecord(VaultModel):
    """What one resume's import wrote, so that the next one tells its own words from a person's."""

    prepsite: Literal["1"] = Field(default="1", description="The version of this format.")
    resume: Id = Field(description="The resume.")
    files: tuple[ImportedFile, ...] = Field(default=(), description="Files as they were written.")
    roles: tuple[ImportedRole, ...] = Field(default=(), description="Roles and bullets as imported.")
    skills: tuple[Text, ...] = Field(default=(), description="Skills as imported.")
    credentials: tuple[ImportedCredential, ...] = Field(default=(), description="Credentials as imported.")
