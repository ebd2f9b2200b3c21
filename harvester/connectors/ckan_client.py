"""The Action API of a CKAN portal: ckanapi names the actions and their errors, our session carries them.

Owns what an answer must look like, and which of our errors a fault becomes. Leaves to the listing which
pages are asked for. Everything is asked by GET, which may be repeated; a POST that a portal redirects would
lose its body.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ckanapi import NotAuthorized, NotFound, RemoteCKAN
from ckanapi.errors import CKANAPIError, ServerIncompatibleError
from requests import Response, codes

from harvester.errors import SourceMisbehaved
from harvester.formats.words import cut
from harvester.gateway.sniff import sniff
from harvester.http import GuardedSession
from harvester.http.urls import shown_url

_BELOW_ROOT = re.compile(r"/(?:api|dataset|organization|group)(?:/.*)?$")

Package = Mapping[str, Any]
"""A dataset as `package_search` and `package_show` give it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One answer of `package_search`: how many match in all, and the packages of this window."""

    count: int
    packages: tuple[Package, ...]


def root_of(url: str) -> str:
    """Return the root of the portal that an address leads to: nothing of its API, pages or query stays."""
    address = urlsplit(url)
    path = _BELOW_ROOT.sub("", address.path.rstrip("/"))
    return address._replace(path=path, query="", fragment="").geturl()


class CkanClient:
    """Asks one portal.

    Every method raises what the session and its `check_answer` raise (CKAN's own « Search Connection Error »
    is a status 500), and `SourceMisbehaved`: `not-a-catalogue` (a web page), `api-error` (CKAN says what is
    wrong, under whatever status), `unexpected-answer`.
    """

    def __init__(self, url: str, session: GuardedSession) -> None:
        self.root = root_of(url)
        self._carrier = _Carrier(session)
        self._ckan = RemoteCKAN(self.root, get_only=True, session=self._carrier)

    def fetch_found(self, **asked: str | int) -> Found:
        """Return one window of `package_search`; a window is as large as the portal likes, never larger than
        `rows`.
        """
        answer = self._fetch("package_search", asked)
        count = answer.get("count") if isinstance(answer, Mapping) else None
        results = answer.get("results") if isinstance(answer, Mapping) else None
        if not isinstance(results, list) or type(count) is not int or count < 0:
            raise self._unexpected("package_search", answer)
        return Found(count=count, packages=tuple(self._to_package(result) for result in results))

    def find_package(self, package_id: str) -> Package | None:
        """Return one package, None where the portal does not show it (never was, deleted, private, draft)."""
        try:
            answer = self._call("package_show", {"id": package_id})
        except (NotFound, NotAuthorized):
            return None
        return self._to_package(answer)

    def find_version(self) -> str | None:
        """Return the version of CKAN that the portal tells, None where it tells none."""
        answer = self._fetch("status_show", {})
        version = answer.get("ckan_version") if isinstance(answer, Mapping) else None
        return version if isinstance(version, str) else None

    def is_signed_in(self) -> bool:
        """Tell whether the portal says who we are: a wrong token is otherwise taken for a visitor's."""
        try:
            return bool(self._call("user_show", {}))
        except (CKANAPIError, ServerIncompatibleError):
            return False

    def _fetch(self, action: str, asked: Mapping[str, str | int]) -> Any:
        try:
            return self._call(action, asked)
        except (CKANAPIError, ServerIncompatibleError) as error:
            raise self._to_error(action, error) from error

    def _call(self, action: str, asked: Mapping[str, str | int]) -> Any:
        """Return the result of an action; what CKAN itself refuses is an error of ckanapi."""
        try:
            return self._ckan.call_action(action, dict(asked))
        except KeyError as error:  # success without a result
            raise self._unexpected(action, None) from error

    def _to_error(self, action: str, error: Exception) -> SourceMisbehaved:
        if isinstance(error, NotAuthorized):
            self._carrier.check()
        text = self._carrier.text if type(error) is CKANAPIError else _message_of(error)
        status = self._carrier.status
        return SourceMisbehaved("api-error", url=self._address(action), status=status, text=cut(text))

    def _to_package(self, result: Any) -> Package:
        """A bare text is an id, as old versions answer to `fl`."""
        if isinstance(result, str):
            return {"id": result}
        if not isinstance(result, Mapping):
            raise self._unexpected("package_show", result)
        return result

    def _unexpected(self, action: str, found: Any) -> SourceMisbehaved:
        facts = {"found": type(found).__name__, "expected": f"{action} (CKAN)"}
        return SourceMisbehaved("unexpected-answer", url=self._address(action), **facts)

    def _address(self, action: str) -> str:
        return shown_url(f"{self.root}/api/action/{action}")


def _message_of(error: Exception) -> str:
    """Return the name of an error of ckanapi and what CKAN said; some hold the whole JSON of the error."""
    said = getattr(error, "error_dict", None) or getattr(error, "extra_msg", None) or str(error)
    message = said.get("message", said) if isinstance(said, dict) else said
    return f"{type(error).__name__} : {message}"


class _Carrier:
    """What ckanapi takes for a `requests.Session`: our session, asked by GET, and never closed by it."""

    def __init__(self, session: GuardedSession) -> None:
        self._session = session
        self._response = Response()

    @property
    def status(self) -> int:
        """The status of the last answer."""
        return self._response.status_code

    @property
    def text(self) -> str:
        """The body of the last answer."""
        return self._response.text

    def get(self, url: str, *, params: Mapping[str, Any], headers: Any, **_timeout: Any) -> Response:
        """Return an answer that ckanapi can read. Its headers only tell its own name, and the type of a body
        that is not there.
        """
        del headers
        self._response = self._session.get(url, params=params, headers={"Accept": "application/json"})
        if self.status >= codes.internal_server_error or self.status == codes.too_many_requests:
            self.check()
        if self._response.content.lstrip()[:1] not in (b"{", b"[", b'"'):
            self._refuse()
        return self._response

    def check(self) -> None:
        """Raise what the status of the last answer means, unless it is a success."""
        self._session.check_answer(self._response)

    def _refuse(self) -> None:
        """Raise for an answer that no CKAN gave: it is down, or not there at all."""
        self.check()
        if sniff(self._response.content[:4_000].decode("utf-8", "replace")) == "html":
            raise SourceMisbehaved("not-a-catalogue", url=shown_url(self._response.url))
