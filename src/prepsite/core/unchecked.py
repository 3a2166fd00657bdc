"""An application of which the texts have still to be looked at: what a page shows while that is done."""

from dataclasses import replace

from prepsite.core.by_document import ByDocument, of_same
from prepsite.core.derived import OUTLINE, Derived
from prepsite.core.digests import digest_of
from prepsite.core.pages.outlines import Outline
from prepsite.errors import in_order

# What the texts say.
_OF_TEXTS = ("_planned", "plan_notices", "review_notices")
_CLOSELY = ("contradictions", "lines", "traces")


def unchecked(derived: Derived, before: Derived | None = None) -> Derived:
    """Return an application as if its texts said what they did `before`.

    Without that, as if they asked for nothing, cited nothing and said nothing wrong.
    """
    record = derived.record
    known = of_same(before.texts, derived.preps) if before else ByDocument()
    for prep in derived.preps:
        known.of(prep, OUTLINE, lambda: Outline((), ()))
    found = replace(derived, texts=known.of_kinds(frozenset({OUTLINE})))
    said = ("unchecked", record.id, derived.made_from, repr(derived.found), before.key if before else "")
    of_texts = [each for each in before.problems if each not in before.found] if before else []
    found.__dict__.update(
        {name: getattr(before, name) if before else () for name in _OF_TEXTS},
        problems=in_order((*derived.found, *of_texts)),
        without_day=digest_of(said),
    )
    if before and before.record is record:
        found.__dict__["climbs"] = before.climbs
    if not before:
        # Of all applications, that would take long; those of one page are worked out for it.
        found.__dict__.update(dict.fromkeys(_CLOSELY, ()))
    return found
