"""The indexes of one installation: an alias that readers and writers use, and the index behind it.

The alias bears the format, so that an index of another format counts as none. A rebuild fills a new index
under an alias of its own, then moves the alias in one step. Writing asks for an alias, since a cluster would
make up an index with fields of its own for an index that somebody else deleted meanwhile.
"""

from elasticsearch import Elasticsearch, NotFoundError

from search.document import INDEX_FORMAT
from search.elasticsearch_engine.client import Cluster
from search.elasticsearch_engine.mapping import POSITION_ID, mappings, settings


class Indexes:
    """The indexes under one prefix of a cluster."""

    def __init__(self, client: Elasticsearch, cluster: Cluster) -> None:
        self._client = client
        self._cluster = cluster
        self.alias = f"{cluster.prefix}-documents-format-{INDEX_FORMAT}"
        self._every = f"{cluster.prefix}-documents-*"

    def list_current(self) -> list[str]:
        """Return the index behind the alias; none before the first."""
        try:
            return sorted(self._client.indices.get_alias(name=self.alias))
        except NotFoundError:
            return []

    def create(self) -> tuple[str, str]:
        """Create an empty index; return its name and the alias to write to until it is published."""
        number = 1 + max((int(name.rpartition("-")[2]) for name in self._list_all()), default=0)
        name = f"{self._cluster.prefix}-documents-{number:06d}"
        draft = f"{name}-draft"
        self._client.indices.create(
            index=name, settings=settings(self._cluster.replicas), mappings=mappings(), aliases={draft: {}}
        )
        return name, draft

    def publish(self, name: str) -> None:
        """Move the alias to an index in one step, then delete all that came before it."""
        self._client.indices.update_aliases(
            actions=[
                {"remove": {"index": self._every, "alias": self.alias, "must_exist": False}},
                {"add": {"index": name, "alias": self.alias}},
                {"remove": {"index": name, "alias": f"{name}-draft"}},
            ]
        )
        if older := [other for other in self._list_all() if other < name]:
            self._client.indices.delete(index=older, ignore_unavailable=True)

    def _list_all(self) -> list[str]:
        found = self._client.indices.get(index=self._every, features="aliases")
        return [name for name in found if name.rpartition("-")[2].isdigit()]

    def read_position(self) -> int:
        """Return the position that readers see: of the last refresh, not of what was written since."""
        try:
            answer = self._client.get(index=self.alias, id=POSITION_ID, realtime=False)
        except NotFoundError:
            return 0
        return int(answer["_source"]["position"])
