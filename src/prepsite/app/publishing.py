"""What speaks against showing a site to others; all of it, so that it is mended in one go."""

from collections.abc import Iterator

from prepsite.app.check import CheckReport, check_vault
from prepsite.app.remotes import PrivateRemotes, remotes_not_private, unmerged
from prepsite.core.frontmatter import conflicts as in_conflict
from prepsite.core.pages import site_of
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.exported import exported
from prepsite.core.pages.page import Site
from prepsite.core.publishing import planned_of, private_words, published
from prepsite.core.redacting import redacted
from prepsite.core.vault import Vault
from prepsite.core.yaml_values import CONFLICT_SAYS
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace

_CONFLICT_COPY = "conflict copy"


def narrowed_site(workspace: Workspace, report: CheckReport, application: str = "") -> Site:
    """Return the site without anything private; of one application as a coach may see it, if one is named."""
    vault = narrowed(report.vault, application)
    return site_of(vault, planned_of(report.plan, vault), JinjaTemplates(workspace.templates))


def narrowed(vault: Vault, application: str = "") -> Vault:
    """Return the vault as others may see it."""
    return redacted(vault, application) if application else published(vault)


def reasons_against(
    workspace: Workspace, application: str = "", remotes: PrivateRemotes | None = None
) -> tuple[str, ...]:
    """Return why the site of a vault can't be published, or one application of it can't be shown.

    Raises UsageError for an application that there isn't.
    """
    report = check_vault(workspace)
    narrow = narrowed(report.vault, application)
    reasons = [*_from_private(workspace, report, narrow), *_shown_words(workspace, report, application)]
    if not application:
        reasons += [
            f"the repository is known at {place}, which is not on your list of private ones: "
            f"`prepsite trust --remote {place}` if nobody else can read it"
            for place in remotes_not_private(workspace.root, remotes)
        ]
        reasons += _open(workspace, report)
    return tuple(reasons)


def _from_private(workspace: Workspace, report: CheckReport, narrow: Vault) -> Iterator[str]:
    """Yield the prep that would be shown and rests on what is private: it was written before that was."""
    edition = Edition(report.vault, report.plan, JinjaTemplates(workspace.templates))
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


def _shown_words(workspace: Workspace, report: CheckReport, application: str) -> Iterator[str]:
    """Yield the private blocks whose words stand on a page that would be shown."""
    secret = private_words(report.vault)
    if not secret:
        return
    site = narrowed_site(workspace, report, application)
    pages = [(page.uri, exported(page, lambda _: True, site.words)) for page in site.pages]
    for path, words in secret.items():
        uri = next((uri for uri, text in pages if any(word in text for word in words)), None)
        if uri is not None:
            yield f"what is private in {path} stands in words on {uri} too: take it out there"


def _open(workspace: Workspace, report: CheckReport) -> Iterator[str]:
    for path, proposals in report.vault.proposals.items():
        fields = ", ".join(sorted(each.field for each in proposals))
        yield f"{path} has new texts that wait ({fields}): `prepsite diff`, then accept, merge or reject them"
    conflicts = {problem.path for problem in report.problems if problem.message == CONFLICT_SAYS[0]}
    copies = {problem.path for problem in report.problems if _CONFLICT_COPY in problem.message}
    for record in report.vault.applications.values():
        for prep in (record.prep, *(found.prep for found in record.interviews)):
            if prep and in_conflict(prep.text, prep.path):
                conflicts.add(prep.path)
    for path in sorted(conflicts | set(unmerged(workspace.root))):
        yield f"{path} is in the middle of a merge: finish it first"
    for path in sorted(copies):
        yield f"{path} is a conflict copy: bring the two together first"
