"""What a record says that matters in law: who may have it, what it speaks of, who publishes it.

Pure; which fiches and answers follow from it is `web.legal_rules` and `web.legal_joining`.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from catalogue.folding import fold_label
from catalogue.record import Record
from catalogue.vocabularies import load_vocabulary
from web.labels import VOCABULARIES
from web.locale import current_locale

CLOSED = ("restricted", "non_public")
UNSAID_LICENCE = "notspecified"
MOST_NAMED = 3
"""So many of the values that make a fiche concern a record are named, no more."""

_TOKEN = re.compile(r"\w+")
_ADMINISTRATION = re.compile(
    r"^(?:ville|commune|mairie|metropole|departement|conseil (?:departemental|regional)|region|prefecture|"
    r"communaute (?:de communes|d agglomeration|urbaine)|ministere|agence regionale de sante|ars|dreal|ddt|"
    r"draaf|insee|sante publique france|anses|ademe|brgm|office francais de la biodiversite|drees)\b"
)


@dataclass(frozen=True, kw_only=True)  # no slots: what costs is worked out once
class Signals:
    """A record as the rules of law look at it."""

    record: Record

    @property
    def is_closed(self) -> bool:
        """The record says that not everybody may have the data."""
        return self.record.access in CLOSED

    @property
    def is_open(self) -> bool:
        """Everybody may have the data: the record says so, or offers them under an open licence."""
        record = self.record
        return record.access == "public" or (
            not self.is_closed and self.has_open_licence and bool(record.distributions)
        )

    @property
    def has_licence(self) -> bool:
        """A known licence is named."""
        return self.record.licence is not None and self.record.licence != UNSAID_LICENCE

    @property
    def has_open_licence(self) -> bool:
        """The licence that is named allows every reuse."""
        licences, licence = load_vocabulary("licences"), self.record.licence
        return licence is not None and licence in licences and licences.get(licence).is_open is True

    @property
    def is_silent_on_licence(self) -> bool:
        """No licence is named, in no words at all."""
        named = any(item.licence for item in self.record.distributions)
        return not self.has_licence and not self.record.licence_text and not named

    @property
    def is_online(self) -> bool:
        """A file or a service can be reached."""
        return any(item.url or item.access_url for item in self.record.distributions)

    @property
    def is_of_administration(self) -> bool:
        """The name of the publisher is that of a public authority."""
        publisher = self.record.publisher
        return publisher is not None and bool(_ADMINISTRATION.match(fold_label(publisher.name)))

    @cached_property
    def words(self) -> str:
        """Title, acronym, keywords and publisher: what the record is about, not all that it mentions."""
        record = self.record
        publisher = record.publisher.name if record.publisher else ""
        return " | ".join((record.title, record.acronym or "", *record.keywords, publisher))

    def find_word(self, pattern: re.Pattern[str]) -> str | None:
        """Return the first words that match when folded, as the record writes them."""
        found = pattern.search(self._folded[0])
        if found is None:
            return None
        _, starts, tokens = self._folded
        first, last = bisect_right(starts, found.start()) - 1, bisect_right(starts, found.end() - 1) - 1
        return self.words[tokens[first].start() : tokens[last].end()]

    @cached_property
    def _folded(self) -> tuple[str, list[int], list[re.Match[str]]]:
        """The words folded, where each of them starts in that text, and each as it was."""
        tokens = list(_TOKEN.finditer(self.words))
        folded = [fold_label(token[0]) for token in tokens]
        starts = list(accumulate((len(word) + 1 for word in folded), initial=0))[: len(folded)]
        return " ".join(folded), starts, tokens

    def label(self, name: str, code: str) -> str:
        """Return the words for a code of a vocabulary."""
        return load_vocabulary(VOCABULARIES[name]).label(code, current_locale())

    def labels(self, name: str, codes: Iterator[str]) -> str:
        """Return the words for the first few codes."""
        return ", ".join(f"« {self.label(name, code)} »" for code in list(codes)[:MOST_NAMED])

    def topic_ids(self) -> Iterator[str]:
        """Yield every topic of the record, then those of its milieux and exposure factors."""
        yield from self.record.topics
        for name, codes in (
            ("milieux", self.record.milieux),
            ("exposure_factors", self.record.exposure_factors),
        ):
            known = load_vocabulary(name)
            for code in codes:
                yield from known.get(code).topics if code in known else ()


Test = Callable[[Signals], bool]
