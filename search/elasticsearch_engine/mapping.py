"""The fields of the Elasticsearch index, and a search document as one of its sources.

Text fields hold the stems of `search.analysis`, parted by blanks. `shown` is the plain text, kept and not
indexed, for hits and for whoever looks into the cluster. Fields are strict: what is not declared here is
refused. A bounding box is four numbers and needs no spatial module.
"""

from collections.abc import Iterable
from typing import Any

from catalogue.selection import VALUE_FILTERS
from search.analysis import stems_of
from search.document import TEXT_FIELDS, SearchDocument, stem_field
from search.hits import to_found, to_json
from search.ordering import exact_forms, order_keys, weight
from search.query import MAX_DEPTH

Source = dict[str, Any]

VALUE_FIELDS = (*VALUE_FILTERS, "territory", "territory_above")
POSITION_ID = "_position"
"""The id of the document that holds the position of the change log; nothing else of it is a field of
others.
"""


def settings(replicas: int) -> Source:
    """Return the settings of a new index: one shard and no refresh but ours, so that a batch shows as a
    whole.
    """
    return {
        "number_of_shards": 1,
        "number_of_replicas": replicas,
        "refresh_interval": "-1",
        "max_result_window": MAX_DEPTH + 1,
    }


def mappings() -> Source:
    """Return the fields of this version."""
    text = {"type": "text", "analyzer": "whitespace", "norms": False, "index_options": "positions"}
    fields: Source = {
        **_alike(map(stem_field, TEXT_FIELDS), text),
        **_alike((*VALUE_FIELDS, "id", "by_rank", "by_modified", "by_title"), {"type": "keyword"}),
        "exact": {"type": "keyword", "doc_values": False},
        **_alike(("year_start", "year_end", "quality"), {"type": "integer"}),
        **_alike(("west", "south", "east", "north", "weight"), {"type": "double"}),
        "has_api": {"type": "boolean"},
        "shown": {"type": "object", "enabled": False},
        "position": {"type": "long"},
    }
    return {"dynamic": "strict", "properties": fields}


def to_source(document: SearchDocument) -> Source:
    """Return what the index holds of a search document."""
    box = zip(("west", "south", "east", "north"), document.bbox or (), strict=False)
    source: Source = {
        "id": document.id,
        **{stem_field(name): stems_of(text) for name, text in document.texts.items()},
        **{name: list(values) for name, values in document.values.items() if values},
        "territory": list(document.zones),
        "territory_above": list(document.zones_above),
        "year_start": document.year_start,
        "year_end": document.year_end,
        "quality": document.quality,
        "has_api": document.has_api,
        "weight": weight(document),
        "exact": list(exact_forms(document)),
        **order_keys(document),
        **dict(box),
    }
    return {**source, "shown": to_json(to_found(document))}


def _alike(names: Iterable[str], field: Source) -> Source:
    return {name: dict(field) for name in names}
