"""The guarded client: a `requests.Session` through which every byte from outside passes.

It owns the order of things: the address is checked, the host's turn awaited, the request tried and tried
again, redirections followed one checked hop at a time. Sockets are the business of `connection`, bodies of
`body`, rules of `retry`. Status codes raise nothing here unless asked (`fetch_bytes`). It leaves robots.txt
and conditional requests to come.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import requests
from requests import PreparedRequest, Request, Response

from harvester.errors import SourceMisbehaved, SourceParked, SourceUnavailable
from harvester.http.adapter import GuardedAdapter
from harvester.http.addresses import Resolver, fetch_addresses
from harvester.http.clock import SYSTEM_CLOCK, Clock
from harvester.http.decoding import ACCEPTED_CODINGS
from harvester.http.exchange import CURRENT_EXCHANGE, Exchange
from harvester.http.fetched import Fetched, to_fetched
from harvester.http.policy import HttpPolicy
from harvester.http.retry import (
    RETRIED_STATUSES,
    backoff_after,
    parse_retry_after,
    tries_after,
    tries_allowed,
)
from harvester.http.stats import SessionStats
from harvester.http.traffic import traffic_of
from harvester.http.translation import errors_of
from harvester.http.urls import check_url, host_key, origin_of, shown_url

# What may follow a redirection to another origin; everything else could be a credential.
HARMLESS_HEADERS = frozenset(
    {
        "accept",
        "accept-encoding",
        "accept-language",
        "connection",
        "content-length",
        "content-type",
        "transfer-encoding",
        "user-agent",
    }
)


class GuardedSession(requests.Session):
    """A `requests.Session` within an `HttpPolicy`; `stats` counts what it cost.

    Raises, where requests would raise its own errors or wait for ever:
        SourceUnavailable: no connection, no name, time-outs, truncated bodies, after the tries allowed.
        SourceParked: `Retry-After` beyond `policy.max_wait_in_run`.
        SourceMisbehaved: refused addresses, endless redirections, bodies beyond the caps.
    """

    def __init__(
        self, policy: HttpPolicy, *, clock: Clock = SYSTEM_CLOCK, resolve: Resolver = fetch_addresses
    ) -> None:
        super().__init__()
        self.policy = policy
        self.stats = SessionStats()
        self._clock = clock
        self._resolve = resolve
        self._traffic = traffic_of(clock)
        self.trust_env = False
        self.max_redirects = policy.max_redirects
        self.headers["Accept-Encoding"] = ACCEPTED_CODINGS
        self.adapters.clear()
        for prefix in ("https://", "http://"):
            self.mount(prefix, GuardedAdapter())

    def fetch_bytes(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        data: bytes | str | Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        accept: str | None = None,
    ) -> Fetched:
        """Return the whole answer of a request that succeeded (status 2xx).

        Raises:
            SourceUnavailable: status 429 or 5xx after the tries allowed, and whatever the session raises.
            SourceMisbehaved: any other status (`http-status`).
        """
        wanted = dict(headers or {}) | ({"Accept": accept} if accept else {})
        response = self.request(method, url, params=params, data=data, headers=wanted)
        status = response.status_code
        if status == requests.codes.too_many_requests or status >= requests.codes.server_error:
            raise SourceUnavailable("http-status", url=shown_url(response.url), status=status)
        if not requests.codes.ok <= status < requests.codes.multiple_choices:
            raise SourceMisbehaved("http-status", url=shown_url(response.url), status=status)
        return to_fetched(response)

    def prepare_request(self, request: Request) -> PreparedRequest:
        """Prepare as requests does; an address that it cannot read is `SourceMisbehaved`."""
        check_url(str(request.url).strip(), any_port=self.policy.allow_private)
        with errors_of(shown_url(str(request.url)), self.policy):
            return super().prepare_request(request)

    def send(self, request: PreparedRequest, **kwargs: Any) -> Response:
        """Send a prepared request, following redirections unless `allow_redirects` is false."""
        follow = kwargs.pop("allow_redirects", True)
        kwargs["proxies"] = {}  # a proxy would resolve the address, out of our sight
        response = self._send_patiently(request, kwargs)
        if not follow:
            return response
        with errors_of(shown_url(request.url or ""), self.policy):
            answers: list[Response] = [response, *self.resolve_redirects(response, request, **kwargs)]
        *history, response = answers
        response.history = history
        return response

    def rebuild_auth(self, prepared_request: PreparedRequest, response: Response) -> None:
        """Before a redirection is followed, drop all that could identify us if it leaves the first origin.

        An origin is host, port and scheme: requests itself lets credentials pass from http to https. Once
        left, nothing is given back, not even to the first origin.
        """
        asked = {origin_of(str(answer.request.url)) for answer in (*response.history, response)}
        if asked == {origin_of(str(prepared_request.url))}:
            return
        headers = prepared_request.headers
        for name in [name for name in headers if name.lower() not in HARMLESS_HEADERS]:
            del headers[name]

    def _send_patiently(self, request: PreparedRequest, kwargs: dict[str, Any]) -> Response:
        """Return the answer of the first try that needs no other, or of the last one allowed."""
        url = str(request.url)
        check_url(url, any_port=self.policy.allow_private)
        allowed = tries_allowed(request, self.policy)
        tries = 0
        while True:
            tries += 1
            self._await_turn(url)
            try:
                response = self._send_once(request, kwargs)
            except SourceUnavailable as error:
                if tries >= tries_after(error, allowed):
                    raise
                self._clock.sleep(backoff_after(tries, self.policy))
                continue
            if response.status_code not in RETRIED_STATUSES:
                return response
            asked = self._note_retry_after(response)
            if tries >= allowed:
                return response
            response.close()
            if not asked:
                self._clock.sleep(backoff_after(tries, self.policy))

    def _send_once(self, request: PreparedRequest, kwargs: dict[str, Any]) -> Response:
        exchange = self._open_exchange(request, kwargs.get("timeout"))
        limits = {
            "allow_redirects": False,
            "stream": True,
            "timeout": (exchange.connect_timeout, exchange.read_timeout),
        }
        request.headers["User-Agent"] = self.policy.user_agent
        self.stats.requests += 1
        token = CURRENT_EXCHANGE.set(exchange)
        try:
            with errors_of(exchange.url, self.policy):
                response = super().send(request, **(kwargs | limits))
                if not kwargs.get("stream"):
                    _ = response.content
        finally:
            CURRENT_EXCHANGE.reset(token)
        return response

    def _open_exchange(self, request: PreparedRequest, timeout: Any) -> Exchange:
        connect, read = timeout if isinstance(timeout, tuple) else (timeout, timeout)
        return Exchange(
            url=shown_url(str(request.url)),
            policy=self.policy,
            clock=self._clock,
            stats=self.stats,
            resolve=self._resolve,
            connect_timeout=min(self.policy.connect_timeout, connect or self.policy.connect_timeout),
            read_timeout=min(self.policy.read_timeout, read or self.policy.read_timeout),
        )

    def _await_turn(self, url: str) -> None:
        host = host_key(url)
        wait = self._traffic.wait_of(host)
        if wait > self.policy.max_wait_in_run:
            raise self._parked(url, wait)
        self._clock.sleep(self._traffic.reserve(host, self.policy.pace))

    def _note_retry_after(self, response: Response) -> bool:
        """Keep everybody away from a host that asks for it, and say whether it did.

        A long wait parks the source: `SourceParked`.
        """
        url = str(response.url)
        wait = parse_retry_after(response.headers.get("Retry-After"), self._clock.now())
        if wait is None:
            return False
        self._traffic.postpone(host_key(url), wait)
        if wait > self.policy.max_wait_in_run:
            response.close()
            raise self._parked(url, wait)
        return True

    def _parked(self, url: str, wait: float) -> SourceParked:
        return SourceParked(resume_at=self._clock.now() + timedelta(seconds=wait), url=shown_url(url))


def open_session(
    policy: HttpPolicy, *, allow_private: bool = False, clock: Clock = SYSTEM_CLOCK
) -> GuardedSession:
    """Return a session within the policy; `allow_private` admits inside addresses and any port for a source.

    Sessions share the pace of each host with all others of the process that run by the same clock.
    """
    return GuardedSession(replace(policy, allow_private=policy.allow_private or allow_private), clock=clock)
