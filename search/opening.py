"""Which engine stands behind a setting."""

from pathlib import Path

from search.elasticsearch_engine import Cluster, ElasticsearchEngine
from search.engine import Engine
from search.tantivy_engine import TantivyEngine
from search.zones import ZoneLookup

__all__ = ["ENGINES", "Cluster", "open_engine"]

ENGINES = ("tantivy", "elasticsearch")


def open_engine(
    name: str, *, zones: ZoneLookup, folder: Path | None = None, cluster: Cluster | None = None
) -> Engine:
    """Return the engine `tantivy` in `folder`, or `elasticsearch` on `cluster`; nothing is opened before it
    is used.

    Raises `ValueError` for another name, or where the place is missing.
    """
    if name == "tantivy" and folder is not None:
        return TantivyEngine(folder, zones)
    if name == "elasticsearch" and cluster is not None:
        return ElasticsearchEngine(cluster, zones)
    raise ValueError(f"search engine {name!r}: one of {', '.join(ENGINES)} and its place are expected")
