"""`prepsite.yml`: the vault's settings."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator

from prepsite.models.base import Day, Text, VaultModel


class ServeSettings(VaultModel):
    """What `prepsite serve` may do by itself."""

    generate: bool = Field(default=False, description="Write the prep that a new interview file lacks.")


class Settings(VaultModel):
    """`prepsite.yml`: who writes, in which zone times are told."""

    writer: Text = Field(default="offline", description="Who writes prep: offline needs no account.")
    timezone: Text = Field(default="UTC", description="The zone of times without one: Europe/Berlin.")
    today: Day | None = Field(default=None, description="A fixed day, for demos and tests.")
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
    def zone(self) -> ZoneInfo:
        """Return the vault's time zone."""
        return ZoneInfo(self.timezone)
