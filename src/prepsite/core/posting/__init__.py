"""Reading a posting: its sections and demands, and its words in tidy Markdown."""

from prepsite.core.posting.formatting import format_posting
from prepsite.core.posting.reading import Demand, Posting, PostingSection, read_posting
from prepsite.core.posting.sentences import sentences
from prepsite.core.posting.titles import SectionKind
from prepsite.core.posting.words import posting_words

__all__ = [
    "Demand",
    "Posting",
    "PostingSection",
    "SectionKind",
    "format_posting",
    "posting_words",
    "read_posting",
    "sentences",
]
