"""What is asked of `package_search`: the options of a source as a Solr query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

ROWS = 1_000
DATASET = "dataset"
OVERLAP = timedelta(hours=1)
"""How much earlier than asked « changed since » begins: clocks differ, and Solr sees a change a little later
than the database that dates it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CkanQuery:
    """`q` and `fq` of every request to a source."""

    q: str
    fq: str

    def with_filter(self, clause: str) -> "CkanQuery":
        """Return the query with one more condition."""
        return CkanQuery(q=self.q, fq=f"{self.fq} {clause}".strip())

    def changed_since(self, moment: datetime) -> "CkanQuery":
        """Return the query of what changed since: `Z` is compulsory, since CKAN's dates are UTC without zone
        and Solr reads no other (a bare date is a « Search Error »).
        """
        begin = (moment.astimezone(UTC) - OVERLAP).strftime("%Y-%m-%dT%H:%M:%SZ")
        return self.with_filter(f"+metadata_modified:[{begin} TO *]")

    def of_ids(self, ids: Sequence[str]) -> "CkanQuery":
        """Return the query of these ids."""
        return self.with_filter(_any("id", ids))


def query_of(options: Mapping[str, Any]) -> CkanQuery:
    """Return the query that the checked options of a source ask for."""
    clauses = [
        _any("type", options.get("types", [DATASET])),
        _any("organization", options.get("organization", ())),
        _any("groups", options.get("group", ())),
        _grouped(options.get("fq", "")),
    ]
    return CkanQuery(q=options.get("query") or "*:*", fq=" ".join(filter(None, clauses)))


def _any(name: str, values: Sequence[str]) -> str:
    """Return the condition that a field has one of these values: without parentheses, Solr would filter
    nothing.
    """
    quoted = ['"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' for value in values]
    return f"+{name}:({' OR '.join(quoted)})" if quoted else ""


def _grouped(fq: str) -> str:
    """Return the filter of the operator, in parentheses where an « OR » would swallow the others. A filter
    that only excludes (`-type:harvest`) must stay outside: inside, it matches nothing.
    """
    return f"+({fq})" if " OR " in fq or "||" in fq else fq.strip()
