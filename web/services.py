"""What handlers may use: opened at the first request, not when the application is made."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from flask import current_app, request

from catalogue.store import Database
from catalogue.territories import Gazetteer
from search.engine import Engine

EXTENSION = "glane"


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The parts of an installation; `public_url` is the root of the site without a final slash.

    Without a public address, addresses in feeds start at the root that the request itself named.
    """

    database: Database
    engine: Engine
    gazetteer: Gazetteer
    federation_title: str = "Glane"
    public_url: str | None = None
    posts_per_minute: int = 60


class LazyServices:
    """Services opened once, by the first request that asks: making an application connects to nothing."""

    def __init__(self, open_services: Callable[[], Services]) -> None:
        self._open = open_services
        self._lock = Lock()
        self._opened: Services | None = None

    def get(self) -> Services:
        """Return the services, opening them if nobody has."""
        with self._lock:
            if self._opened is None:
                self._opened = self._open()
            return self._opened


def services() -> Services:
    """Return the services of the application that answers this request."""
    lazy: LazyServices = current_app.extensions[EXTENSION]
    return lazy.get()


def base_url() -> str:
    """Return the root of the site as outsiders know it, without a final slash."""
    public: str | None = current_app.config["PUBLIC_URL"]
    return (public or request.root_url).rstrip("/")
