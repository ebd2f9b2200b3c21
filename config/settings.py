"""The settings of an installation: values only, frozen, each with a default that needs nothing installed."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE_NAME = "glane.toml"
DATABASE_NAME = "glane.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseSettings:
    """`url` as SQLAlchemy writes it (`sqlite:///…` or `postgresql+psycopg://user@host/glane`)."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ElasticsearchSettings:
    """A cluster of Elasticsearch 8; secrets are references (`env:NAME`), resolved when they are used.

    `ca` is the path of a certificate. Indices begin with `index_prefix`: installations may share a cluster.
    """

    urls: tuple[str, ...] = ()
    api_key: str | None = None
    basic: Mapping[str, str] | None = None
    ca: str | None = None
    index_prefix: str = "glane"
    replicas: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSettings:
    """`engine` is `tantivy` (embedded, in the data folder) or `elasticsearch`."""

    engine: str = "tantivy"
    elasticsearch: ElasticsearchSettings = ElasticsearchSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """`public_url` is the root that readers see, without a final slash.

    `contact` goes into the User-Agent of every harvest; `title` names the catalogue on pages and in feeds.
    `posts_per_minute` is how often one address may send something without an account.
    """

    public_url: str | None = None
    contact: str | None = None
    title: str = "Glane"
    posts_per_minute: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestSettings:
    """`pace` is the least time between two requests to one host, in seconds.

    `crawl_delay` says whose robots.txt may ask for more: that of `public` hosts, of all (`always`) or of none
    (`never`). `schedule` is that of sources without one of their own (cron, time of Paris, or `never`);
    `full_every` says after how many days a source that can tell what changed is read in full again.
    """

    pace: float = 1.0
    crawl_delay: str = "public"
    schedule: str = "30 3 * * *"
    full_every: int = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulerSettings:
    """Whether `glane serve` does recurring work too (`enabled`), and how much at once.

    `workers` harvests go on at once; `spread` is the longest time, in minutes, that a job is put off so that
    not all begin together.
    """

    enabled: bool = True
    workers: int = 2
    spread: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class FederationSettings:
    """The lists of sources that an installation uses, and the ids of those of their sources it harvests.

    A list is the name of one that comes with Glane, or a path; `*` enables every source of a list.
    """

    use: tuple[str, ...] = ()
    enable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All of them; `sources` are the declarations of the file as written, checked by the harvester, and
    `listed_sources` those of the lists that `federation` uses, which yield to any other of their id.

    `config_file` is the configuration, there or not; paths in it are relative to its folder.
    """

    data_dir: Path
    config_file: Path
    database: DatabaseSettings
    search: SearchSettings = SearchSettings()
    web: WebSettings = WebSettings()
    harvest: HarvestSettings = HarvestSettings()
    scheduler: SchedulerSettings = SchedulerSettings()
    federation: FederationSettings = FederationSettings()
    sources: tuple[Mapping[str, Any], ...] = ()
    listed_sources: tuple[Mapping[str, Any], ...] = ()

    @property
    def base_folder(self) -> Path:
        """Return what paths in the configuration are relative to."""
        return self.config_file.parent

    @property
    def database_file(self) -> Path | None:
        """Return the file of an SQLite database, None for a server."""
        path = self.database.url.removeprefix("sqlite:///")
        return None if path == self.database.url else Path(path)

    @property
    def index_folder(self) -> Path:
        """Return where the embedded index lives."""
        return self.data_dir / "index"
