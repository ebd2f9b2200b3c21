"""What is kept of a dataset of a udata portal: the fields that are asked for, and its canonical JSON.

Owns what is left out because it moves every day and tells nothing of the dataset: counters, checks of links,
the time of the platform's own last harvest. Leaves what the fields mean to `udata_record`.
"""

import json
from collections.abc import Mapping
from typing import Any

_RESOURCE = (
    "id,title,description,type,filetype,format,mime,filesize,checksum,url,latest,schema,"
    "created_at,last_modified,harvest,extras"
)
_DATASET = (
    "id,slug,title,acronym,description,description_short,tags,badges,license,frequency,frequency_date,"
    "temporal_coverage,spatial,organization{id,name,acronym,slug,page,uri,badges,business_number_id},"
    "owner{id,first_name,last_name,slug,page,uri},contact_points{name,email,contact_form,role},"
    f"resources{{{_RESOURCE}}},"
    "created_at,last_modified,last_update,archived,deleted,private,access_type,access_audiences,"
    "access_type_reason_category,access_type_reason,authorization_request_url,harvest,extras,doi,schema,"
    "page,uri"
)
_PAGING = "page,page_size,total,next_page"

DATASET_FIELDS = _DATASET
"""The mask (header `X-Fields`) of one dataset: all that the record is made of."""
PAGE_FIELDS = f"data{{{_DATASET}}},{_PAGING}"
SWEEP_FIELDS = (
    "data{id,created_at,last_modified,last_update,archived,deleted,private,"
    f"internal{{last_modified_internal}}}},{_PAGING}"
)
"""The mask of a listing of ids: with the dates by which a dataset is known to be unchanged."""

_VOLATILE = frozenset({"metrics", "quality", "internal", "permissions", "community_resources"})
_VOLATILE_EXTRAS = (
    "check:",
    "analysis:",
    "recommendations",
    "harvest:last_update",
    "nb_views",
    "nb_download",
)
_KEPT_EXTRAS = frozenset({"analysis:content-length", "analysis:mime-type"})


def to_content(dataset: Mapping[str, Any]) -> bytes:
    """Return the canonical JSON of a dataset without what is volatile."""
    kept = _steady(dataset)
    resources = kept.get("resources")
    if isinstance(resources, list):
        kept["resources"] = [_steady(one) if isinstance(one, Mapping) else one for one in resources]
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _steady(value: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: part for name, part in value.items() if name not in _VOLATILE}
    if isinstance(harvest := kept.get("harvest"), Mapping):
        kept["harvest"] = {name: part for name, part in harvest.items() if name != "last_update"}
    if isinstance(extras := kept.get("extras"), Mapping):
        kept["extras"] = {name: part for name, part in extras.items() if _is_steady(name)}
    return kept


def _is_steady(name: str) -> bool:
    return name in _KEPT_EXTRAS or not name.startswith(_VOLATILE_EXTRAS)
