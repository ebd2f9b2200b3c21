"""The conformance corpus: its records as documents, and its queries with what is expected of them."""

from functools import cache
from pathlib import Path

import yaml

from catalogue import record_json
from catalogue.selection import from_params
from catalogue.territories.gazetteer import load_gazetteer
from search.document import from_record
from search.query import SearchQuery

CONFORMANCE = Path(__file__).parent / "conformance.yaml"


@cache
def conformance():
    """The whole file."""
    return yaml.safe_load(CONFORMANCE.read_text("utf-8"))


def corpus_records():
    """The records of the corpus."""
    return [record_json.from_json(item) for item in conformance()["records"]]


def corpus_documents():
    """The records of the corpus as documents, with the real territories."""
    return [from_record(record, zones=load_gazetteer()) for record in corpus_records()]


def to_search_query(ask, **changes):
    """The query that `ask` (parameters, each a text or a list of texts) means."""
    ask = dict(ask)
    own = {name: ask.pop(name) for name in ("sort", "limit", "offset", "facets", "facet_size") if name in ask}
    params = {name: value if isinstance(value, list) else [str(value)] for name, value in ask.items()}
    own["facets"] = tuple(own.get("facets", ()))
    return SearchQuery(**{"selection": from_params(params), **own, **changes})
