"""An answer whole and final, as connectors and parsers take it."""

from collections.abc import Mapping
from dataclasses import dataclass

from requests import Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The bytes of one successful answer.

    `url` is where they came from in the end, `redirects` the addresses that led there (the first is the one
    that was asked): as they are, so `shown_url` them before they reach a person. `headers` ignore the case
    of their names. `content_type` is the media type alone, in lower case, empty where the source names none.
    `unchanged` says that the source confirmed its former answer (304): this is it, with status 200.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    content: bytes
    content_type: str
    redirects: tuple[str, ...] = ()
    unchanged: bool = False


def to_fetched(response: Response) -> Fetched:
    """Return what the response holds, its body read to the end."""
    return Fetched(
        url=response.url,
        status=response.status_code,
        headers=response.headers,
        content=response.content,
        content_type=response.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
        redirects=tuple(earlier.url for earlier in response.history),
        unchanged=getattr(response, "unchanged", False),
    )
