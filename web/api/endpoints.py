"""Every endpoint of the API: importing them here is what puts them on the blueprint."""

from web.api import changes, datasets, search, sources
from web.api.blueprint import api

ENDPOINTS = (
    datasets.list_datasets,
    datasets.get_dataset,
    search.search_records,
    sources.list_sources,
    changes.list_changes,
)

__all__ = ["ENDPOINTS", "api"]
