"""Where an engine of a test keeps its index: a value that can be given to another process."""

from dataclasses import dataclass
from pathlib import Path

from catalogue.territories.gazetteer import load_gazetteer
from search import Cluster, Engine, open_engine


@dataclass(frozen=True, kw_only=True)
class Place:
    """A folder, or the address of a node and a prefix there."""

    folder: Path | None = None
    url: str = ""
    prefix: str = ""

    def open(self) -> Engine:
        """An engine at this place."""
        if self.folder:
            return open_engine("tantivy", zones=load_gazetteer(), folder=self.folder)
        cluster = Cluster(urls=(self.url,), prefix=self.prefix, replicas=0)
        return open_engine("elasticsearch", zones=load_gazetteer(), cluster=cluster)
