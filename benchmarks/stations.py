"""A data folder of its own for each measurement: store, index and harvester as the commands open them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from catalogue.source import Source
from catalogue.store.runs import RunReport
from cli.harvesting import sync
from cli.installation import Installation, open_installation
from harvester.progress import NoProgress, Progress
from harvester.run import Harvester, harvest

CONFIGURATION = """
[web]
contact = "mailto:essai@example.org"

[harvest]
pace = 0

[[sources]]
id = "essai"
kind = "csw"
url = "{url}"
title = "Catalogue d'essai"
allow_private = true
[sources.options]
page_size = {page_size}
"""


@dataclass(frozen=True, slots=True)
class Station:
    """One installation with one source, and a harvester whose parser child is awake."""

    installation: Installation
    harvester: Harvester
    source: Source

    def harvest(self) -> RunReport:
        """Harvest everything into the store."""
        return harvest(self.source, self.harvester, full=True)

    def harvest_and_index(self) -> RunReport:
        """Harvest everything and bring the index up to date, as `glane harvest --full` does."""
        report = self.harvest()
        if not sync(self.installation):
            raise SystemExit("the index did not follow")
        return report


@contextmanager
def a_station(
    url: str, page_size: int, progress: Progress | None = None, folder: Path | None = None
) -> Iterator[Station]:
    """Give a station on an empty data folder that harvests the catalogue at `url`."""
    with TemporaryDirectory() as temporary:
        data = folder or Path(temporary)
        text = CONFIGURATION.format(url=url, page_size=page_size)
        (data / "glane.toml").write_text(text, "utf-8")
        installation = open_installation(data_dir=data)
        installation.prepare()
        with installation.harvester(progress or NoProgress()) as harvester:
            (source,) = installation.list_sources()
            with harvester.open_tools(source, Event()) as tools:
                tools.gateway.run("xml.check", b"<a/>", {}, where=source.id)
            yield Station(installation, harvester, source)
        installation.close()
