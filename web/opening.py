"""From settings to services: where an installation keeps its records, and which engine finds them."""

import os
from collections.abc import Mapping
from pathlib import Path

from catalogue.store import Database
from catalogue.territories import Gazetteer, load_gazetteer
from config.loading import read_secret
from config.settings import ElasticsearchSettings, Settings
from search import Cluster, Engine, open_engine
from web.services import Services


def open_services(settings: Settings) -> Services:
    """Return the services of an installation; database and index connect when they are first asked."""
    gazetteer = load_gazetteer()
    return Services(
        database=Database(settings.database.url),
        engine=open_search(settings, gazetteer),
        gazetteer=gazetteer,
        federation_title=settings.web.title,
        public_url=settings.web.public_url,
    )


def open_search(settings: Settings, gazetteer: Gazetteer) -> Engine:
    """Return the engine that the settings name; raises `SecretMissing`."""
    is_cluster = settings.search.engine == "elasticsearch"
    cluster = _to_cluster(settings.search.elasticsearch, os.environ) if is_cluster else None
    return open_engine(settings.search.engine, zones=gazetteer, folder=settings.index_folder, cluster=cluster)


def _to_cluster(settings: ElasticsearchSettings, environ: Mapping[str, str]) -> Cluster:
    basic = settings.basic
    return Cluster(
        urls=settings.urls,
        prefix=settings.index_prefix,
        api_key=read_secret(settings.api_key, environ) if settings.api_key else None,
        basic=(basic["user"], read_secret(basic["secret"], environ)) if basic else None,
        ca=Path(settings.ca) if settings.ca else None,
        replicas=settings.replicas,
    )
