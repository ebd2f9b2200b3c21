"""Conditional requests (RFC 9110 §13): what was answered before is asked for by its validators.

A GET without any header of the caller's own is asked with `If-None-Match` and `If-Modified-Since` where its
last answer had an ETag or a date; on 304 that answer stands, as if it had been sent again. What keeps answers
is given to the session (`AnswerCache`). Credentials and cookies are part neither of a key nor of an answer.
"""

import re
from hashlib import sha256
from typing import Protocol

from requests import PreparedRequest, Response, codes

KEYED = ("Accept", "Accept-Language", "X-Fields")
"""The headers by which a caller chooses what is answered; `X-Fields` is the field mask of data.gouv.fr."""
INDIFFERENT = frozenset({"accept-encoding", "connection", "content-type", "cookie", "user-agent"})
"""`Content-Type` says nothing in a request without a body; ckanapi sends it all the same."""
NEVER_VARYING = frozenset({"accept-encoding", "user-agent", "origin", *(name.lower() for name in KEYED)})
"""What an answer may vary by: it is in the key, or the same in all our requests (`Origin`: never there)."""
FIT_TO_SEND = re.compile(r"[ -~]{1,1000}")


class KeptAnswer(Protocol):
    """An answer of status 200, its body decoded and whole, with one validator at least."""

    @property
    def etag(self) -> str | None: ...  # noqa: D102 -- the header of this name, as it was sent
    @property
    def last_modified(self) -> str | None: ...  # noqa: D102 -- as above
    @property
    def content_type(self) -> str: ...  # noqa: D102 -- as above; empty where there was none
    @property
    def content(self) -> bytes: ...  # noqa: D102 -- the body


class AnswerCache(Protocol):
    """Keeps the last answer of each request of one source, by the key of `key_of`."""

    def find(self, key: str) -> KeptAnswer | None:
        """Return what is kept of a request."""
        ...

    def keep(
        self,
        key: str,
        url: str,
        *,
        etag: str | None,
        last_modified: str | None,
        content_type: str,
        content: bytes,
    ) -> None:
        """Keep an answer in the place of the former one; `url` is fit to be shown."""
        ...

    def forget_unused(self) -> None:
        """Forget what was neither found nor kept since the cache was opened: for after a whole listing."""
        ...


class NoAnswers:
    """Keeps nothing."""

    def find(self, key: str) -> None:
        """Find nothing."""

    def keep(
        self,
        key: str,
        url: str,
        *,
        etag: str | None,
        last_modified: str | None,
        content_type: str,
        content: bytes,
    ) -> None:
        """Keep nothing."""

    def forget_unused(self) -> None:
        """Have nothing to forget."""


def find_key(request: PreparedRequest, own_header: str | None = None) -> str | None:
    """Return the key of a request, None for one that is never conditional.

    `own_header` is the header that the session itself signs in with.
    """
    indifferent = INDIFFERENT | {name.lower() for name in (own_header or "", *KEYED)}
    is_plain = request.method == "GET" and request.body is None
    if not is_plain or any(name.lower() not in indifferent for name in request.headers):
        return None
    choices = [f"{name}: {request.headers.get(name, '')}" for name in KEYED]
    return sha256("\n".join([str(request.url), *choices]).encode()).hexdigest()


def with_validators(request: PreparedRequest, kept: KeptAnswer) -> PreparedRequest:
    """Return the request that asks for news of this answer; the one given is left alone."""
    asking = request.copy()
    for name, value in (("If-None-Match", kept.etag), ("If-Modified-Since", kept.last_modified)):
        if value is not None:
            asking.headers[name] = value
    return asking


def validator_of(response: Response, name: str) -> str | None:
    """Return the value of `ETag` or `Last-Modified`; None for what could not be sent back as it is."""
    value = response.headers.get(name, "").strip()
    return value if FIT_TO_SEND.fullmatch(value) else None


def may_be_kept(response: Response) -> bool:
    """Say whether an answer may stand for a later one (RFC 9111 §3): whole, with a validator, for us alone.

    A weak ETag will do: what means the same is no news.
    """
    if response.status_code != codes.ok or not (
        validator_of(response, "ETag") or validator_of(response, "Last-Modified")
    ):
        return False
    directives = _names(response.headers.get("Cache-Control", ""))
    return "no-store" not in directives and _names(response.headers.get("Vary", "")) <= NEVER_VARYING


def is_same(response: Response, kept: KeptAnswer | None) -> bool:
    """Say whether the answer is the kept one, which then need not be written again."""
    return kept is not None and (
        validator_of(response, "ETag"),
        validator_of(response, "Last-Modified"),
        response.headers.get("Content-Type", ""),
        response.content,
    ) == (kept.etag, kept.last_modified, kept.content_type, kept.content)


def _names(header: str) -> set[str]:
    return {name.strip().lower() for name in header.split(",") if name.strip()}
