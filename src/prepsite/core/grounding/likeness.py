"""What a figure is said of, by the words around it; and how alike that is to what the record's figure is of."""

from functools import cached_property

from prepsite.core.grounding.comparing import Backing, is_kin, is_value
from prepsite.core.grounding.lexicon import GENERIC, MOVES, PEOPLE_ROOTS
from prepsite.core.grounding.passages import Passage, Subject
from prepsite.core.grounding.quantity import Quantity
from prepsite.core.grounding.reading import Reading
from prepsite.core.grounding.scope import Scope
from prepsite.core.grounding.tokens import root

MOST = 0.6
FEW = 2
_TIMES = frozenset(map(root, ("occasions", "times")))
_RIVALS = 5


class Likeness:
    """Compares the words around the figures of one sentence with those around the record's.

    `hidden` are the roots of names, which say nothing of what is counted.
    """

    def __init__(self, reading: Reading, scope: Scope, hidden: frozenset[str]) -> None:
        self.reading = reading
        self.scope = scope
        self.hidden = hidden

    def clause_words(self, quantity: Quantity) -> frozenset[str]:
        """Return the telling roots of the clause that a figure stands in."""
        return self.told(self.reading.roots_in(self.reading.clause_at(quantity.at)))

    @cached_property
    def all_words(self) -> frozenset[str]:
        """Return the telling roots of the sentence."""
        return self.told(self.reading.content)

    def told(self, roots: frozenset[str]) -> frozenset[str]:
        """Return the roots that tell what a figure is of: not verbs of motion, nor names."""
        return roots - MOVES - GENERIC - self.hidden or roots - GENERIC - self.hidden

    def words(self, quantity: Quantity) -> frozenset[str]:
        """Return the roots of what the figure is said of: those of its clause, or else of its sentence."""
        noun = frozenset(quantity.noun) - GENERIC - MOVES - self.hidden
        return self.clause_words(quantity) | noun or self.all_words

    def strength(
        self,
        quantity: Quantity,
        true: Quantity,
        passage: Passage,
        subject: Subject,
        words: frozenset[str],
        least: int,
    ) -> float:
        """Return how alike what both figures count is by the words around them, 0 where it is not the same."""
        around = passage.reading.content | passage.metric_words | passage.metric_told | frozenset(true.noun)
        shared = len(words & around)
        if (
            passage.metric is not None
            and passage.metric_words
            and passage.metric_words <= words | MOVES | GENERIC
        ):
            shared += 1
        bound = subject.reference in self.scope.bound or passage.reference in self.scope.cites
        if not quantity.unit and quantity.head and quantity.head not in GENERIC | _TIMES:
            if not self._same_head(quantity, true, passage, around, shared):
                return 0.0
            return 2.0 + shared
        if passage.metric is not None and self.names_another(words, passage, subject):
            return 0.0
        if not words:
            return 1.0 if bound else 0.0
        if self.scope.is_bound and not bound:
            least = max(least, 2)
        return float(shared) if shared >= min(least, len(words)) else 0.0

    def _same_head(
        self, quantity: Quantity, true: Quantity, passage: Passage, around: frozenset[str], shared: int
    ) -> bool:
        """Tell whether the record's figure counts the thing that is counted here, by its name."""
        head = quantity.head
        if head in PEOPLE_ROOTS and set(true.noun) & PEOPLE_ROOTS:
            return True
        if true.head and (
            true.head in quantity.noun or (head in PEOPLE_ROOTS and true.head in self.clause_words(quantity))
        ):
            return True
        if true.is_article:
            return False
        counted = passage.reading.things | passage.metric_words | passage.metric_told | frozenset(true.noun)
        if head in (counted if true.head and true.unit != "x" else around):
            others = (q for q in passage.reading.quantities if q.at != true.at)
            is_others = true.head and head not in true.noun and any(head == other.head for other in others)
            return not is_others
        # Another word for it, perhaps: one that the record uses for nothing else.
        rest = shared >= 3 and shared >= MOST * len(self.words(quantity))
        return rest and head not in self.scope.record.vocabulary

    def names_another(self, words: frozenset[str], passage: Passage, subject: Subject) -> bool:
        """Tell whether the words name another metric of the subject better than this one."""
        own = passage.metric_words
        mine = len(words & own) / max(1, len(own))
        for each in subject.passages:
            other = each.metric_words
            if each is passage or not other or not (other - own):
                continue
            if len(words & other) / len(other) > mine + 0.34 and not words & (own - other):
                return True
        return False

    def rival(self, quantity: Quantity, best: Backing | None) -> Passage | None:
        """Return a passage much closer than the one found that has another figure of the same kind, or None."""
        words = self.words(quantity)
        words = words if len(words) > FEW else words | self.all_words
        shared = len(words & best.passage.reading.content) + 2 if best else 2
        beside = [other for other in self.reading.quantities if other is not quantity]
        for match in self.scope.matches(words, least=2)[:_RIVALS]:
            passage = match.passage
            if best and passage is best.passage:
                return None
            same = (
                quantity.unit
                and quantity.noun
                and any(q.noun[:1] == quantity.noun[:1] for q in passage.reading.quantities)
            )
            if not same and (match.shared < shared or match.shared < MOST * len(words)):
                continue
            alike = [q for q in passage.reading.quantities if is_kin(q, quantity)]
            if any(is_value(quantity, other) for other in alike):
                return None
            if alike and not any(is_value(said, other) for other in alike for said in beside):
                return passage
        return None

    def is_retold(self, quantity: Quantity) -> bool:
        """Tell whether a passage says nearly the same sentence, and with a count of its own there."""
        words = self.clause_words(quantity)
        for match in self.scope.matches(words, least=2)[:2]:
            counts = [q for q in match.passage.reading.quantities if q.unit in {"", "month", "s"}]
            if counts and match.shared >= MOST * len(words):
                return True
        return False
