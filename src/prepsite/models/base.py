"""The strict base of every model, and the scalar types that front matter is made of.

Front matter reaches these models as strings, so that `1.10`, `NO` and `09:30` mean what they
say: each type here parses text, and refuses what it can't read.
"""

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    JsonValue,
    PlainValidator,
    StringConstraints,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

ID_PATTERN = r"^[a-z0-9][a-z0-9-]{0,63}$"

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
LanguageTag = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")
]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Url = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^(https?://|mailto:)\S+$")]


class VaultModel(BaseModel):
    """A frozen model that refuses fields it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, defer_build=True)


class FileModel(VaultModel):
    """The front matter of a file in the vault."""

    private: bool | dict[str, JsonValue] = Field(
        default=False,
        description="true keeps the whole file out of prompts, search and print; a block of fields "
        "keeps just these out.",
    )

    @property
    def is_private(self) -> bool:
        """Tell whether the whole file is private."""
        return self.private is True

    @property
    def private_block(self) -> dict[str, JsonValue]:
        """Return the fields that are kept to the file's own page."""
        return self.private if isinstance(self.private, dict) else {}


class PartialDate:
    """A year, a month or a day, as resumes give them: `2021`, `2021-03`, `2021-03-15`."""

    __slots__ = ("day", "month", "year")
    PATTERN = r"^(19|20)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"

    def __init__(self, year: int, month: int | None = None, day: int | None = None) -> None:
        self.year, self.month, self.day = year, month, day

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; raise ValueError for anything else."""
        if isinstance(text, cls):
            return text
        if not isinstance(text, str) or not re.match(cls.PATTERN, text.strip()):
            raise ValueError("is not a date like 2021, 2021-03 or 2021-03-15")
        parts = [int(part) for part in text.strip().split("-")]
        if len(parts) == 3:
            try:
                date(*parts)
            except ValueError as error:
                raise ValueError(f"is not a day of the calendar ({error})") from error
        return cls(*parts)

    def _key(self) -> tuple[int, int, int]:
        return (self.year, self.month or 0, self.day or 0)

    def __str__(self) -> str:
        return "-".join(f"{part:02d}" for part in (self.year, self.month, self.day) if part is not None)

    def __repr__(self) -> str:
        return f"PartialDate({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartialDate) and self._key() == other._key()

    def __lt__(self, other: "PartialDate") -> bool:
        return self._key() < other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.parse, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls,
        schema: CoreSchema,
        handler: GetJsonSchemaHandler,
    ) -> JsonSchemaValue:
        return {"type": "string", "pattern": cls.PATTERN}


def _day(value: object) -> object:
    if isinstance(value, str):
        try:
            return datetime.strptime(value.strip(), "%Y-%m-%d").date()  # noqa: DTZ007
        except ValueError as error:
            raise ValueError("is not a day like 2026-03-15") from error
    return value


def _end(value: object) -> PartialDate | Literal["present"]:
    if value == "present" or (isinstance(value, str) and value.strip() == "present"):
        return "present"
    try:
        return PartialDate.parse(value)
    except ValueError as error:
        raise ValueError(f"{error}, or present") from error


EndDate = Annotated[PartialDate | Literal["present"], PlainValidator(_end, json_schema_input_type=str)]

_MOMENT = re.compile(r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?( ?(Z|[+-]\d{2}:?\d{2}))?$")


def _moment(value: object) -> object:
    if isinstance(value, str):
        text = value.strip()
        if not _MOMENT.match(text):
            raise ValueError("is not a time like 2026-03-15 10:30 or 2026-03-15T10:30+01:00")
        try:
            return datetime.fromisoformat(text.replace(" +", "+").replace(" -", "-").replace(" Z", "Z"))
        except ValueError as error:
            raise ValueError(f"is not a time of the calendar ({error})") from error
    return value


_MINUTES = re.compile(r"^(?:(\d{1,2}) ?h(?:ours?)?)? ?(?:(\d{1,4}) ?(?:m(?:in(?:utes?)?)?)?)?$")


def _minutes(value: object) -> object:
    if isinstance(value, str):
        match = _MINUTES.match(value.strip())
        if not match or not any(match.groups()):
            raise ValueError("is not a duration like 45, 45 min, 1h or 1h30")
        return int(match[1] or 0) * 60 + int(match[2] or 0)
    return value


Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=str)]
Moment = Annotated[datetime, BeforeValidator(_moment, json_schema_input_type=str)]
Minutes = Annotated[
    int, BeforeValidator(_minutes, json_schema_input_type=int | str), Field(ge=1, le=7 * 24 * 60)
]
