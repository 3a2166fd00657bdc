"""What all pages of a site stand on, whatever application they are of: words, templates, own files."""

from functools import cached_property

from prepsite.core.pages import sitemap
from prepsite.core.pages.page import ClaimNote
from prepsite.core.pages.prepared import PreparedDocument
from prepsite.core.pages.round_tool import Preview
from prepsite.core.pages.shelf import Shelf
from prepsite.core.pages.sitemap import OwnPlaces, Place
from prepsite.core.templates import Templates
from prepsite.core.vault import Vault

# Of documents: those of an application or two.
_MOST_PREPARED = 16


class Common:
    """The own parts of a vault as pages need them; of the vault nothing else is looked at."""

    def __init__(self, vault: Vault, templates: Templates) -> None:
        self.vault, self.templates = vault, templates
        self.zone = vault.settings.zone
        self.words = templates.words(vault.settings.language)
        self.places = OwnPlaces(vault, self.words)
        self.cards: dict[str, Preview | None] = {}
        self.prepared = Shelf[PreparedDocument](_MOST_PREPARED)
        self.claims = Shelf[tuple[ClaimNote, ...]](_MOST_PREPARED)
        self.rendered = Shelf[str](_MOST_PREPARED)

    @property
    def applications_folder(self) -> str:
        """Return the folder of all applications, with a slash at its end."""
        return f"{self.vault.name}/applications/"

    @cached_property
    def bullets_of_project(self) -> dict[str, tuple[Place, ...]]:
        """Return the resume bullets that name each project, by the project's id."""
        found: dict[str, list[Place]] = {}
        for resume_id, resume in self.vault.resumes.items():
            for role in resume.fields.roles if resume.fields and not resume.is_private else ():
                for bullet in role.bullets:
                    uri = sitemap.resume_uri(resume_id)
                    place = Place(uri, sitemap.shortened(bullet.text), f"bullet-{bullet.id}")
                    for project_id in bullet.projects:
                        found.setdefault(project_id, []).append(place)
        return {project_id: tuple(dict.fromkeys(places)) for project_id, places in found.items()}
