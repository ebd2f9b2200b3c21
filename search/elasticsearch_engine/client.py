"""How a cluster is reached, and what its silence means."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from elastic_transport.client_utils import DEFAULT
from elasticsearch import ApiError, Elasticsearch, TransportError
from elasticsearch.helpers import BulkIndexError

from search.errors import IndexUnavailable

ENGINE = "elasticsearch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Where a cluster is and who we are there.

    `api_key`, or `basic` (user and password); `ca` the certificate authority to trust. Several installations
    share a cluster by `prefix`. Waits `timeout` seconds for an answer, and tries another node twice.
    """

    urls: tuple[str, ...]
    prefix: str = "glane"
    api_key: str | None = field(default=None, repr=False)
    basic: tuple[str, str] | None = field(default=None, repr=False)
    ca: Path | None = None
    replicas: int = 1
    timeout: float = 20.0


def connect(cluster: Cluster) -> Elasticsearch:
    """Return a client, which opens its first connection with the first request."""
    return Elasticsearch(
        list(cluster.urls),
        api_key=cluster.api_key,
        basic_auth=cluster.basic,
        request_timeout=cluster.timeout,
        max_retries=2,
        retry_on_timeout=False,
        ca_certs=str(cluster.ca) if cluster.ca else DEFAULT,
    )


@contextmanager
def reported() -> Iterator[None]:
    """Turn the errors of the client into `IndexUnavailable`."""
    try:
        yield
    except BulkIndexError as error:
        raise IndexUnavailable(ENGINE, f"{error}: {str(error.errors[:1])[:500]}") from error
    except (ApiError, TransportError) as error:
        raise IndexUnavailable(ENGINE, str(error)) from error
