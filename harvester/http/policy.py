"""How far the client goes for a source: time, size, patience and trust."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpPolicy:
    """The limits of one session; times in seconds, sizes in bytes.

    `user_agent` names us and a contact, and replaces whatever a library would send. `min_rate` is in bytes
    per second over `rate_window` seconds of waiting for data. `max_bytes` counts after decompression;
    `max_ratio` (decompressed over received) holds from `ratio_from` decompressed bytes on. `total_timeout`
    is for one request (each try and each redirection is one). `attempts` counts the first try too,
    `backoff` is the pause after it, doubled each time. `pace` is the time between the starts of two requests
    to a host, whoever sends them in this process; with `crawl_delay` it is at least what the robots.txt of
    the host asks for, which is looked up once a day. A `Retry-After` beyond `max_wait_in_run` parks the
    source.
    `retry_posts` says that a POST only reads (CSW GetRecords, the CKAN action API) and may be repeated.
    """

    user_agent: str
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    total_timeout: float = 120.0
    min_rate: float = 1_000.0
    rate_window: float = 30.0
    max_bytes: int = 50_000_000
    max_ratio: int = 100
    ratio_from: int = 5_000_000
    max_redirects: int = 5
    attempts: int = 3
    backoff: float = 1.0
    retry_posts: bool = True
    pace: float = 0.5
    crawl_delay: bool = False
    max_wait_in_run: float = 300.0
    allow_private: bool = False
