"""The engine of larger installations: an Elasticsearch 8 or 9 cluster, through the official client."""

from search.elasticsearch_engine.client import Cluster
from search.elasticsearch_engine.engine import ElasticsearchEngine

__all__ = ["Cluster", "ElasticsearchEngine"]
