"""Requests' adapter over our own connections, without proxies."""

from typing import Any, NoReturn

from requests import PreparedRequest
from requests.adapters import HTTPAdapter
from urllib3.response import BaseHTTPResponse

from harvester.http.body import GuardedBody
from harvester.http.connection import POOLS
from harvester.http.exchange import CURRENT_EXCHANGE
from harvester.http.response import GuardedResponse


class GuardedAdapter(HTTPAdapter):
    """Sends by `GuardedHTTPPool` and `GuardedHTTPSPool`, answers with a `GuardedResponse`."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pool manager of requests use our pools."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = POOLS

    def proxy_manager_for(self, proxy: str, **proxy_kwargs: Any) -> NoReturn:
        """Refuse: a proxy would resolve the address, out of our sight."""
        del proxy, proxy_kwargs
        raise ValueError("the guarded client goes through no proxy")

    def build_response(self, req: PreparedRequest, resp: BaseHTTPResponse) -> GuardedResponse:
        """Return the answer with its body under the caps of the current exchange."""
        response = GuardedResponse()
        response.__dict__.update(super().build_response(req, resp).__dict__)
        response.raw = GuardedBody(resp, CURRENT_EXCHANGE.get())
        return response
