"""The guarded client: a `requests.Session` through which every byte from outside passes.

It owns the order of things: the address is checked, the host's turn awaited, the request tried and tried
again, redirections followed one checked hop at a time. Sockets are the business of `connection`, bodies of
`body`, waits of `turns`, rules of `retry`, `answers`, `robots` and `sign_in`. Status codes raise nothing here
unless asked (`fetch_bytes`, `check_answer`).
"""

from collections.abc import Mapping
from dataclasses import replace
from threading import RLock
from typing import Any, cast
from urllib.parse import urljoin

import requests
from requests import PreparedRequest, Request, Response

from harvester.errors import RunStopped, SourceMisbehaved, SourceUnavailable
from harvester.http import answers
from harvester.http.adapter import GuardedAdapter
from harvester.http.addresses import Resolver, fetch_addresses
from harvester.http.clock import SYSTEM_CLOCK, Clock
from harvester.http.decoding import ACCEPTED_CODINGS
from harvester.http.errand import Errand
from harvester.http.exchange import CURRENT_EXCHANGE, Exchange
from harvester.http.fetched import Fetched, to_fetched
from harvester.http.policy import HttpPolicy
from harvester.http.remarks import Remark, remark_of_move
from harvester.http.response import GuardedResponse
from harvester.http.retry import RETRIED_STATUSES, backoff_after, tries_after, tries_allowed
from harvester.http.robots import NO_RULES, RobotRules, limits_of, parse_robots, robots_of, robots_url
from harvester.http.sign_in import REFUSED, drop_identity, refusal_of
from harvester.http.stats import SessionStats
from harvester.http.translation import errors_of
from harvester.http.turns import Turns
from harvester.http.urls import check_url, host_key, origin_of, shown_url


class GuardedSession(requests.Session):
    """A `requests.Session` within an `HttpPolicy`; `stats` counts what it cost.

    Raises, where requests would raise its own errors or wait for ever:
        SourceUnavailable: no connection, no name, time-outs, truncated bodies, after the tries allowed.
        SourceParked: `Retry-After` beyond `policy.max_wait_in_run`.
        SourceMisbehaved: refused addresses, endless redirections, bodies beyond the caps, missing secrets.
        RunStopped: `cancel` was set; a wait ends at once, a read within `exchange.HEARING` seconds.

    `remarks` are what the run should tell, each once. `answers` keeps what is asked conditionally.
    """

    def __init__(
        self,
        policy: HttpPolicy,
        *,
        clock: Clock = SYSTEM_CLOCK,
        resolve: Resolver = fetch_addresses,
        errand: Errand | None = None,
    ) -> None:
        super().__init__()
        errand = errand or Errand()
        self.policy = policy
        self.stats = SessionStats()
        self.remarks: list[Remark] = []
        self.answers = errand.answers
        self.cancel = errand.cancel
        self.auth = self._sign_in = errand.sign_in
        self._home = errand.home
        self._clock = clock
        self._resolve = resolve
        self._one_at_a_time = RLock()
        self._turns = Turns(clock=clock, stop=errand.cancel, longest=policy.max_wait_in_run)
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
        """Return the whole answer of a request that succeeded; raises what `check_answer` raises.

        A GET is conditional like every GET of the session: `Fetched.unchanged` tells.
        """
        wanted = dict(headers or {}) | ({"Accept": accept} if accept else {})
        response = self.request(method, url, params=params, data=data, headers=wanted)
        self.check_answer(response)
        return to_fetched(response)

    def check_answer(self, response: Response) -> None:
        """Raise what the status of an answer means, unless it is a success (2xx).

        Raises:
            SourceUnavailable: status 429 or 5xx (`http-status`).
            SourceMisbehaved: 401 and 403 (`sign-in-needed`, `sign-in-refused` or, where the credentials were
                not for this address, `sign-in-elsewhere`), and any other status (`http-status`).
        """
        status = response.status_code
        if status == requests.codes.too_many_requests or status >= requests.codes.server_error:
            raise SourceUnavailable("http-status", url=shown_url(response.url), status=status)
        if status in REFUSED:
            raise refusal_of(self._sign_in, response.request, status)
        if not requests.codes.ok <= status < requests.codes.multiple_choices:
            raise SourceMisbehaved("http-status", url=shown_url(response.url), status=status)

    def disallows(self, url: str) -> bool:
        """Say whether the robots.txt of the host closes this address to robots, where that is looked up."""
        return not self._rules_at(url).allows(url)

    def prepare_request(self, request: Request) -> PreparedRequest:
        """Prepare as requests does; an address that it cannot read is `SourceMisbehaved`.

        Credentials are added where the address is of the source's own origin, and so are cookies then.
        """
        check_url(str(request.url).strip(), any_port=self.policy.allow_private)
        with errors_of(shown_url(str(request.url)), self.policy):
            prepared = super().prepare_request(request)
        if self._sign_in is not None and origin_of(str(prepared.url)) != self._sign_in.origin:
            prepared.headers.pop("Cookie", None)
        return prepared

    def send(self, request: PreparedRequest, **kwargs: Any) -> Response:
        """Send a prepared request, following redirections unless `allow_redirects` is false; threads wait for
        each other here.
        """
        with self._one_at_a_time:
            return self._send_along(request, kwargs)

    def _send_along(self, request: PreparedRequest, kwargs: dict[str, Any]) -> Response:
        follow = kwargs.pop("allow_redirects", True)
        kwargs["proxies"] = {}  # a proxy would resolve the address, out of our sight
        response = self._send_conditionally(request, kwargs)
        if not follow:
            return response
        with errors_of(shown_url(request.url or ""), self.policy):
            chain: list[Response] = [response, *self.resolve_redirects(response, request, **kwargs)]
        remark = remark_of_move(chain, self._home)
        if remark is not None and remark not in self.remarks:
            self.remarks.append(remark)
        *history, response = chain
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
        drop_identity(prepared_request)

    def _send_conditionally(self, request: PreparedRequest, kwargs: dict[str, Any]) -> Response:
        """Ask for news of the answer that is kept, and return it where there are none.

        Each hop of a redirection comes by here. An answer that is read piece by piece is not kept.
        """
        key = answers.find_key(request, self._sign_in.header if self._sign_in else None)
        if key is None or kwargs.get("stream"):
            return self._send_patiently(request, kwargs)
        kept = self.answers.find(key)
        if kept is not None and len(kept.content) > self.policy.max_bytes:
            kept = None
        response = self._send_patiently(answers.with_validators(request, kept) if kept else request, kwargs)
        if kept and response.status_code == requests.codes.not_modified:
            cast("GuardedResponse", response).stand_for(kept.content, kept.content_type)
        elif answers.may_be_kept(response) and not answers.is_same(response, kept):
            self._keep(key, response)
        return response

    def _keep(self, key: str, response: Response) -> None:
        self.answers.keep(
            key,
            shown_url(response.url),
            etag=answers.validator_of(response, "ETag"),
            last_modified=answers.validator_of(response, "Last-Modified"),
            content_type=response.headers.get("Content-Type", ""),
            content=response.content,
        )

    def _send_patiently(self, request: PreparedRequest, kwargs: dict[str, Any]) -> Response:
        """Return the answer of the first try that needs no other, or of the last one allowed."""
        url = str(request.url)
        check_url(url, any_port=self.policy.allow_private)
        allowed = tries_allowed(request, self.policy)
        tries = 0
        while True:
            tries += 1
            self._turns.check_parked(url)
            self._turns.await_turn(url, max(self.policy.pace, self._rules_at(url).delay))
            try:
                response = self._send_once(request, kwargs)
            except SourceUnavailable as error:
                if tries >= tries_after(error, allowed):
                    raise
                self._turns.pause(backoff_after(tries, self.policy))
                continue
            if response.status_code not in RETRIED_STATUSES:
                return response
            asked = self._turns.note_retry_after(response)
            if tries >= allowed:
                return response
            response.close()
            if not asked:
                self._turns.pause(backoff_after(tries, self.policy))

    def _send_once(
        self, request: PreparedRequest, kwargs: dict[str, Any], policy: HttpPolicy | None = None
    ) -> Response:
        exchange = self._open_exchange(request, kwargs.get("timeout"), policy or self.policy)
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

    def _open_exchange(self, request: PreparedRequest, timeout: Any, policy: HttpPolicy) -> Exchange:
        connect, read = timeout if isinstance(timeout, tuple) else (timeout, timeout)
        return Exchange(
            url=shown_url(str(request.url)),
            policy=policy,
            clock=self._clock,
            stats=self.stats,
            resolve=self._resolve,
            connect_timeout=min(policy.connect_timeout, connect or policy.connect_timeout),
            read_timeout=min(policy.read_timeout, read or policy.read_timeout),
            stop=self.cancel,
        )

    def _rules_at(self, url: str) -> RobotRules:
        """Return the rules of a host, looked up once a day; none where that is not wanted, or fails."""
        if not self.policy.crawl_delay:
            return NO_RULES
        memory, host = robots_of(self._clock), host_key(url)
        rules = memory.find_or_claim(host)
        if rules is not None:
            return rules
        try:
            rules = parse_robots(self._fetch_robots(robots_url(url)), self.policy.user_agent)
        except (SourceUnavailable, SourceMisbehaved):
            return NO_RULES
        except RunStopped:
            memory.forget(host)
            raise
        memory.keep(host, rules)
        return rules

    def _fetch_robots(self, url: str) -> bytes:
        """Return the robots.txt, empty where there is none: one try, unsigned, which parks nobody."""
        policy = limits_of(self.policy)
        for _hop in range(self.max_redirects + 1):
            check_url(url, any_port=policy.allow_private)
            self._turns.await_turn(url, policy.pace)
            request = Request("GET", url, headers={"Accept": "text/plain, */*;q=0.1"}).prepare()
            response = self._send_once(request, {}, policy)
            target = self.get_redirect_target(response)
            if target is None:
                return response.content if response.ok else b""
            url = urljoin(url, target)
        return b""


def open_session(
    policy: HttpPolicy,
    *,
    allow_private: bool = False,
    clock: Clock = SYSTEM_CLOCK,
    errand: Errand | None = None,
) -> GuardedSession:
    """Return a session within the policy; `allow_private` admits inside addresses and any port for a source.

    Sessions share the pace of each host with all others of the process that run by the same clock. Without
    `errand` nothing is signed, nothing is kept and no move is remarked.
    """
    policy = replace(policy, allow_private=policy.allow_private or allow_private)
    return GuardedSession(policy, clock=clock, errand=errand)
