"""Vault → pages: prepsite's own pages, for any renderer."""

from collections.abc import Mapping

from prepsite.core.grounding.ledger import Ledger
from prepsite.core.pages import heads
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.listed import MOST_KEPT, Site
from prepsite.core.pages.listing import all_listed, listed_in
from prepsite.core.pages.page import Page
from prepsite.core.pages.shelf import Shelf
from prepsite.core.plan import Plan
from prepsite.core.templates import Templates
from prepsite.core.vault import Vault

__all__ = ["site_of"]


def site_of(
    vault: Vault,
    plan: Plan,
    templates: Templates,
    ledgers: Mapping[str, Ledger] | None = None,
    *,
    for_others: bool = False,
) -> Site:
    """Return the site of the vault: all its pages, in the order of the navigation.

    `ledgers` are those of the prep files, by path: their claims are marked on the pages. `for_others`
    leaves out what prepsite itself found in doubt.
    Takes any vault: a file that can't be used still has its page, which says why. Making a page
    raises PrepsiteError only where a template can't be filled.
    """
    edition, shelf = Edition.of(vault, plan, templates, ledgers, for_others=for_others), Shelf[Page](MOST_KEPT)
    sections = heads.sections(vault.applications, edition.words)
    listed = (
        each
        for name, found in vault.applications.items()
        for each in listed_in(edition.only(name, edition.places), found, sections[name], shelf)
    )
    return Site(tuple(all_listed(edition, plan, shelf, listed)), edition.words)
