"""Finding: documents, one French analysis, two engines behind one protocol, and sync from the change log."""

from search.engine import Engine
from search.opening import ENGINES, Cluster, open_engine
from search.query import FacetCount, Hit, SearchQuery, SearchResults

__all__ = [
    "ENGINES",
    "Cluster",
    "Engine",
    "FacetCount",
    "Hit",
    "SearchQuery",
    "SearchResults",
    "open_engine",
]
