"""What speaks against showing a site to others; all of it, so that it is mended in one go."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from prepsite.app.check import CheckReport
from prepsite.app.remotes import UNREADABLE, PrivateRemotes, remotes_not_private
from prepsite.app.repositories import unmerged
from prepsite.app.rereading import Rereading
from prepsite.core.frontmatter import conflicts as in_conflict
from prepsite.core.pages import site_of
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.exported import exported
from prepsite.core.pages.listed import Site
from prepsite.core.publishing import PrivateWords, published
from prepsite.core.redacting import redacted
from prepsite.core.vault import Vault
from prepsite.core.yaml_values import CONFLICT_SAYS
from prepsite.templating import JinjaTemplates
from prepsite.vault.folders import conflict_copies
from prepsite.vault.layout import Workspace


def narrowed_site(workspace: Workspace, report: CheckReport, application: str = "") -> Site:
    """Return the site without anything private; of one application as a coach may see it, if one is named."""
    # No plan and no ledgers: what is left to do, what changed since and what the record doesn't back
    # quote values, and are their owner's.
    plan = replace(report.plan, documents=())
    templates = JinjaTemplates(workspace.templates)
    return site_of(narrowed(report.vault, application), plan, templates, for_others=True)


def narrowed(vault: Vault, application: str = "") -> Vault:
    """Return the vault as others may see it."""
    return redacted(vault, application) if application else published(vault)


def reasons_against(
    workspace: Workspace,
    application: str = "",
    remotes: PrivateRemotes | None = None,
    own_pages: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Return why the site of a vault can't be published, or one application of it can't be shown.

    `own_pages` are the texts of the user's own pages, which are shown as they are, by path. Raises
    UsageError for an application that there isn't.
    """
    # Nobody vouches for what was kept on disk by then.
    report = Rereading(workspace).report()
    narrow = narrowed(report.vault, application)
    reasons = [*_from_private(workspace, report, narrow)]
    reasons += _shown_words(workspace, report, application, own_pages or {})
    if not application:
        places = remotes_not_private(workspace.root, remotes, workspace.vault)
        reasons += map(_of_remote, places)
        reasons += _open(workspace, report)
    return tuple(reasons)


def _from_private(workspace: Workspace, report: CheckReport, narrow: Vault) -> Iterator[str]:
    """Yield the prep that would be shown and rests on what is private: it was written before that was."""
    edition = Edition.of(report.vault, report.plan, JinjaTemplates(workspace.templates))
    for record in narrow.applications.values():
        names = (None, *(found.id for found in record.interviews))
        for name in names:
            document = edition.prep(record.id, name)
            cited = {
                reference
                for reference in (document.references if document else ())
                if (place := edition.sitemap.of_reference(reference, record.id)) and place.private
            }
            if document and cited:
                again = f"prepsite generate {record.id}{f'/{name}' if name else ' --base'} --stale"
                yield f"{document.path} cites what is private ({', '.join(sorted(cited))}): `{again}`"


def _of_remote(place: str) -> str:
    if place == UNREADABLE:
        return f"the repository is known at {place}: see `git remote -v`, and remove that remote"
    return (
        f"the repository is known at {place}, which is not on your list of private ones: "
        f"`prepsite trust --remote {place}` if nobody else can read it"
    )


def _shown_words(
    workspace: Workspace, report: CheckReport, application: str, own_pages: Mapping[str, str]
) -> Iterator[str]:
    """Yield the private files whose words stand on a page that would be shown, each with the first page."""
    private = PrivateWords.of(report.vault)
    if not private.told:
        return
    site = narrowed_site(workspace, report, application)
    pages = [(page.uri, exported(page, lambda _: True, site.words)) for page in site.pages]
    found: dict[str, str] = {}
    for uri, text in (*pages, *own_pages.items()):
        for path in private.in_text(text):
            found.setdefault(path, uri)
    for path, uri in found.items():
        yield f"what is private in {path} stands in words on {uri} too: take it out there"


def _open(workspace: Workspace, report: CheckReport) -> Iterator[str]:
    for path, proposals in report.vault.proposals.items():
        fields = ", ".join(sorted(each.field for each in proposals))
        yield f"{path} has new texts that wait ({fields}): `prepsite diff`, then accept, merge or reject them"
    conflicts = {problem.path for problem in report.problems if problem.message == CONFLICT_SAYS[0]}
    for record in report.vault.applications.values():
        for prep in (record.prep, *(found.prep for found in record.interviews)):
            if prep and in_conflict(prep.text, prep.path):
                conflicts.add(prep.path)
    for path in sorted(conflicts | set(unmerged(workspace.root, workspace.vault))):
        yield f"{path} is in the middle of a merge: finish it first"
    for copy in conflict_copies(workspace.vault):
        yield f"{workspace.relative(copy)} is a conflict copy: bring the two together first"
