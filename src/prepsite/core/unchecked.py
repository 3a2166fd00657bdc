"""An application of which the texts have not been looked at: what a page shows while that is done."""

from dataclasses import replace

from prepsite.core.by_document import ByDocument
from prepsite.core.derived import OUTLINE, Derived
from prepsite.core.digests import digest_of
from prepsite.core.pages.outlines import Outline
from prepsite.errors import in_order

# What the texts say.
_OF_TEXTS = ("_planned", "plan_notices", "review_notices", "contradictions", "lines", "traces")


def unchecked(derived: Derived) -> Derived:
    """Return an application as if its texts asked for nothing, cited nothing and said nothing wrong."""
    record = derived.record
    texts = ByDocument({prep.path: (prep, {OUTLINE: Outline((), ())}) for prep in derived.preps})
    found = replace(derived, texts=texts)
    without_day = digest_of(("unchecked", record.id, derived.made_from, repr(derived.found)))
    found.__dict__.update(dict.fromkeys(_OF_TEXTS, ()))
    found.__dict__.update(problems=in_order(derived.found), without_day=without_day)
    return found
