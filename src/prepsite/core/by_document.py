"""What was worked out from single prep documents, kept as long as these stay the same objects."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar, cast

from prepsite.core.vault import PrepFile

T = TypeVar("T")
_NONE = object()


class ByDocument:
    """Values by document and kind; each is made when it is first asked for."""

    def __init__(self, of: Mapping[str, tuple[PrepFile, dict[str, object]]] | None = None) -> None:
        self._of = dict(of or {})

    def of(self, prep: PrepFile, kind: str, make: Callable[[], T]) -> T:
        """Return what `make` returned for this document; a kind always has values of one type."""
        document, values = self._of.setdefault(prep.path, (prep, {}))
        if document is not prep:
            values = {}
            self._of[prep.path] = (prep, values)
        # Another thread may have it forgotten meanwhile.
        value = values.get(kind, _NONE)
        if value is _NONE:
            value = values[kind] = make()
        return cast("T", value)

    def forget_but(self, kinds: frozenset[str]) -> None:
        """Let go of all values but those of some kinds."""
        for _, values in tuple(self._of.values()):
            for kind in tuple(values):
                if kind not in kinds:
                    values.pop(kind, None)

    def carried(self, preps: Iterable[PrepFile], without: frozenset[str] = frozenset()) -> "ByDocument":
        """Return the values of those documents that are the same objects, but of some kinds."""
        kept: dict[str, tuple[PrepFile, dict[str, object]]] = {}
        for prep in preps:
            document, values = self._of.get(prep.path, (None, {}))
            if document is prep:
                kept[prep.path] = (prep, {kind: each for kind, each in values.items() if kind not in without})
        return ByDocument(kept)

    def of_kinds(self, kinds: frozenset[str]) -> "ByDocument":
        """Return the values of some kinds alone."""
        of = self._of.items()
        return ByDocument(
            {path: (prep, {k: v for k, v in values.items() if k in kinds}) for path, (prep, values) in of}
        )


def of_same(texts: object, preps: Iterable[PrepFile]) -> ByDocument:
    """Return values for these objects, of documents that say the same; nothing where there are none."""
    found = texts._of if isinstance(texts, ByDocument) else {}
    known = ((prep, *found.get(prep.path, (None, {}))) for prep in preps)
    return ByDocument(
        {new.path: (new, values) for new, old, values in known if old and old.content == new.content}
    )
