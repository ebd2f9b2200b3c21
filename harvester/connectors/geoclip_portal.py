"""The JSON that the pages of a Géoclip observatory read: the list of indicators, the configuration.

It is undocumented: some portals want `obs=main`, others answer an « Unavailable service » page to it, under
whatever status. So every variant is tried, and what counts is whether JSON with `content` comes back.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from catalogue.source import Source
from harvester.errors import SourceMisbehaved, SourceParked, SourceUnavailable
from harvester.formats.geoclip_addresses import root_of
from harvester.formats.geoclip_init import Surroundings, read_init
from harvester.gateway.sniff import sniff
from harvester.http import Fetched, GuardedSession, parse_json

MAIN = "main"
LIST_VARIANTS = (MAIN, "")
INIT_VARIANTS = ("", MAIN)
"""In the order in which portals mostly answer: the list wants `obs`, the configuration does not."""

_OFF = b"unavailable service"
_HEAD = 4_000


class GeoclipPortal:
    """One observatory; `root` is its address without the page."""

    def __init__(self, source: Source, session: GuardedSession) -> None:
        self.root = root_of(source.url or "")
        self._options = source.options
        self._session = session

    def fetch_indicators(self) -> list[Any]:
        """Return the entries, of every tree that is asked for.

        Raises `SourceMisbehaved`: `service-off`, `not-a-catalogue`, `bad-json`, `unexpected-answer`; and what
        the session raises.
        """
        trees: Sequence[str] = self._options.get("trees", ())
        asked: list[Mapping[str, str]] = [{"tree": tree} for tree in trees] or [{}]
        found: list[Any] = []
        for more in asked:
            content = self._fetch_content("GC_listIndics.php", LIST_VARIANTS, more)
            found += _list_indicators(content, self.root)
        return found

    def find_surroundings(self) -> Surroundings | None:
        """Return what the configuration tells around the indicators; a portal that keeps it to itself does no
        harm.
        """
        try:
            content = self._fetch_content("GC_init.php", INIT_VARIANTS, {})
        except SourceParked:
            raise
        except (SourceMisbehaved, SourceUnavailable):
            return None
        return read_init(content, tuple(self._options.get("trees", ())))

    def _fetch_content(self, name: str, variants: Sequence[str], more: Mapping[str, str]) -> Any:
        """Return the `content` of the first variant that has one, or raise the error of the last."""
        declared = self._options.get("obs", "auto")
        last: SourceMisbehaved | SourceUnavailable | None = None
        for obs in variants if declared == "auto" else (declared,):
            params = {"lang": self._options.get("lang", "fr"), **({"obs": obs} if obs else {}), **more}
            try:
                return _content_of(
                    self._session.fetch_bytes(
                        "GET", f"{self.root}/{name}", params=params, accept="application/json, */*;q=0.1"
                    )
                )
            except (SourceMisbehaved, SourceUnavailable) as error:
                if is_away(error):
                    raise
                last = error
        raise last or LookupError(name)


def is_away(error: SourceMisbehaved | SourceUnavailable) -> bool:
    """Tell what concerns the whole portal, not one question to it: it is unreachable, or wants patience."""
    unanswered = isinstance(error, SourceUnavailable) and error.kind not in ("http-status", "file-missing")
    return isinstance(error, SourceParked) or unanswered


def _content_of(answer: Fetched) -> Any:
    head = answer.content[:_HEAD]
    if _OFF in head.lower():
        raise SourceMisbehaved("service-off", url=answer.url)
    if sniff(head.decode("utf-8", "replace")) in ("html", "xml"):
        raise SourceMisbehaved("not-a-catalogue", url=answer.url)
    value = parse_json(answer.content, url=answer.url)
    if not isinstance(value, Mapping) or "content" not in value:
        found = type(value).__name__
        raise SourceMisbehaved("unexpected-answer", url=answer.url, found=found, expected="content")
    return value["content"]


def _list_indicators(content: Any, root: str) -> list[Any]:
    """Return the entries: a list, or the object that PHP makes of a list with holes."""
    indics = content.get("indics") if isinstance(content, Mapping) else None
    if isinstance(indics, Mapping):
        return list(indics.values())
    if isinstance(indics, list):
        return indics
    raise SourceMisbehaved(
        "unexpected-answer", url=root, found=type(content).__name__, expected="content.indics"
    )
