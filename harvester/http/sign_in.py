"""The credentials of a source: from the variable that its declaration names, to its own origin alone.

The variable is read when the session is opened. A secret that is not there or cannot be sent is told by the
first request that needs it, so that it ends the run of this source like anything else that it does wrong.
Nothing here ever shows a secret.
"""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from requests import PreparedRequest

from catalogue.source import SourceAuth
from harvester.errors import SourceMisbehaved
from harvester.http.urls import origin_of, shown_url

HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # a token of RFC 9110 §5.6.2
OUR_OWN = frozenset({"host", "user-agent", "content-length", "transfer-encoding", "connection", "cookie"})
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
HARMLESS = frozenset(
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
"""The headers that may go to another origin; every other one could be a credential."""
REFUSED = frozenset({401, 403})
"""The statuses of RFC 9110 §15.5.2 and §15.5.4."""


class UnusableSecret(ValueError):
    """The content of the variable cannot be sent; the message does not repeat it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """Adds the header of the credentials to requests to one origin; an `auth` of requests.

    `fault` is the kind of the error where there is nothing to add.
    """

    variable: str
    origin: tuple[str, str, int]
    header: str
    value: str = field(repr=False, default="")
    fault: str | None = None

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        """Add the header where the request goes to the origin; `SourceMisbehaved` where it cannot be had."""
        if origin_of(str(request.url)) == self.origin:
            if self.fault is not None:
                raise SourceMisbehaved(self.fault, variable=self.variable, name=self.header)
            request.headers[self.header] = self.value
        return request

    def was_sent(self, request: PreparedRequest) -> bool:
        """Say whether this request carried the credentials."""
        return self.value != "" and request.headers.get(self.header) == self.value


def sign_in_of(auth: SourceAuth | None, home: str | None, environ: Mapping[str, str]) -> SignIn | None:
    """Return how to sign in to the source at `home`, None where its declaration asks for nothing."""
    if auth is None or home is None:
        return None
    variable = auth.secret.removeprefix("env:")
    header = (auth.name or "Authorization") if auth.kind == "header" else "Authorization"
    value, fault = "", None
    secret = environ.get(variable, "")
    if not HEADER_NAME.fullmatch(header) or header.lower() in OUR_OWN:
        fault = "bad-auth-header"
    elif not secret:
        fault = "secret-missing"
    else:
        try:
            value = _to_value(auth, secret)
        except UnusableSecret:
            fault = "secret-unusable"
    return SignIn(variable=variable, origin=origin_of(home), header=header, value=value, fault=fault)


def drop_identity(request: PreparedRequest) -> None:
    """Take every header out of the request that could be a credential."""
    for name in [name for name in request.headers if name.lower() not in HARMLESS]:
        del request.headers[name]


def refusal_of(sign_in: SignIn | None, request: PreparedRequest, status: int) -> SourceMisbehaved:
    """Return what a status of `REFUSED` means, by whether credentials are declared and were sent."""
    url = shown_url(str(request.url))
    if sign_in is None:
        return SourceMisbehaved("sign-in-needed", url=url, status=status)
    kind = "sign-in-refused" if sign_in.was_sent(request) else "sign-in-elsewhere"
    return SourceMisbehaved(kind, url=url, status=status, variable=sign_in.variable)


def _to_value(auth: SourceAuth, secret: str) -> str:
    """Return the value of the header: HTTP Basic (RFC 7617, in UTF-8), Bearer (RFC 6750) or the secret.

    A line break would let a secret write headers of its own.
    """
    if auth.kind == "basic":
        pair = secret if auth.user is None else f"{auth.user}:{secret}"
        if ":" not in pair or CONTROL.search(pair) or (auth.user is not None and ":" in auth.user):
            raise UnusableSecret("no user and password")
        return f"Basic {base64.b64encode(_encoded(pair, 'utf-8')).decode('ascii')}"
    if CONTROL.search(secret) or secret != secret.strip():
        raise UnusableSecret("control characters or blanks around")
    _encoded(secret, "latin-1")
    return f"Bearer {secret}" if auth.kind == "bearer" else secret


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        raise UnusableSecret(f"no {encoding}") from None
