"""Work that is put off until nobody waits for a page."""

import threading

from prepsite.site.at_rest import AtRest

PATIENCE = 20.0


def test_of_one_kind_only_the_last_is_done() -> None:
    done, over, at_rest = list[str](), threading.Event(), AtRest()
    at_rest.do("keep", PATIENCE, lambda: done.append("earlier"))
    at_rest.do("give back", 0.0, lambda: done.append("another kind"))

    def last() -> None:
        done.append("last")
        over.set()

    at_rest.do("keep", 0.05, last)
    assert over.wait(PATIENCE)
    assert sorted(done) == ["another kind", "last"]


def test_nothing_is_done_after_the_end() -> None:
    begun, at_rest = threading.Event(), AtRest()
    at_rest.do("keep", 0.2, begun.set)
    at_rest.stop()
    assert not begun.wait(0.5)
