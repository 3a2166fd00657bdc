"""Which addresses the files behind an application's prep hold, and what of its prep is in none."""

from collections.abc import Callable, Iterator

from prepsite.core.addresses import Addresses, Found, inert, unknown
from prepsite.core.document import Section, SectionState, split
from prepsite.core.frontmatter import BOM
from prepsite.core.vault import ApplicationRecord, PrepFile, Vault, VaultFile
from prepsite.core.yaml_values import place, shortened
from prepsite.errors import Problem, Severity
from prepsite.models.base import FileModel

# The posting's own text: its links are those that it came with.
_VERBATIM = "formatted_jd"
_LONGEST = 80
# Without one of these, a page makes no link of a text: nothing needs to be looked up.
_OF_LINKS = ("](", "]:", "][", "<h", "<H", "<m", "<M")


class KnownAddresses:
    """The addresses in the files of one vault; those of the candidate's own files are gathered once."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._shared: Addresses | None = None

    def of(self, record: ApplicationRecord) -> Addresses:
        """Return the addresses in an application's files and in the candidate's own."""
        if self._shared is None:
            vault = self._vault
            own = (vault.profile, vault.facts, *vault.resumes.values(), *vault.projects.values())
            self._shared = Addresses.of(_texts(own))
        rounds = (file for found in record.interviews for file in (found.file, found.notes))
        files = (record.application, record.job, record.company, *rounds)
        return Addresses(self._shared.keys | Addresses.of(_texts(files)).keys)


def is_generated(section: Section) -> bool:
    """Tell whether a section is as a writer wrote it, and not the posting's text."""
    return section.state is SectionState.UNEDITED and section.field not in {"", _VERBATIM}


def tame(body: str, known: Callable[[], Addresses]) -> str:
    """Return a generated section's body for a page: no link but to what is known."""
    return inert(body, known()) if may_tame(body) else body


def may_tame(text: str) -> bool:
    """Tell whether a page might make a link of something in a text."""
    return any(mark in text for mark in _OF_LINKS)


def address_problems(prep: PrepFile, known: Addresses) -> Iterator[Problem]:
    """Yield a problem for each address in generated prep that no input holds, where it stands first."""
    places: dict[str, list[tuple[Section, Found]]] = {}
    for section in split(prep.text.removeprefix(BOM)).sections:
        if is_generated(section):
            for found in unknown(section.raw, known):
                places.setdefault(found.address, []).append((section, found))
    for address, stands in places.items():
        section, found = stands[0]
        line, column = place(section.raw, found.start + 1, section.line)
        times = f" ({len(stands)} times)" if len(stands) > 1 else ""
        yield Problem(
            prep.path,
            line,
            column,
            Severity.WARNING,
            section.field,
            f"the address {shortened(address, _LONGEST)!r} is in nothing that this prep was made from, "
            f"so it is shown as text{times}",
            "take it out, unless you know whose it is: then write it into company.md",
        )


def _texts(files: "tuple[VaultFile[FileModel] | None, ...]") -> Iterator[str]:
    for file in files:
        if file is not None and file.fields is not None and not file.is_private:
            yield file.fields.model_copy(update={"private": False}).model_dump_json(indent=0)
            yield file.body
