"""Every endpoint of the API: importing them here is what puts them on the blueprint."""

from web.api import changes, datasets, legal, search, sources
from web.api.blueprint import api

ENDPOINTS = (
    datasets.list_datasets,
    datasets.get_dataset,
    search.search_records,
    sources.list_sources,
    changes.list_changes,
    legal.list_fiches,
    legal.get_fiche,
    legal.list_diagnoses,
    legal.get_diagnosis,
    legal.take_step,
)

__all__ = ["ENDPOINTS", "api"]
