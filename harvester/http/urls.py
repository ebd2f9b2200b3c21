"""What an address may look like before anything is sent to it, and how it is shown to people."""

import re
from urllib.parse import SplitResult, urlsplit

from harvester.errors import SourceMisbehaved

DEFAULT_PORTS = {"http": 80, "https": 443}
SECRET_PARAMETER = re.compile(
    r"(?i)([?&;](?:api[_-]?key|(?:access[_-]?)?token|auth|(?:client[_-]?)?secret|pass(?:word|wd)?|sig(?:nature)?)=)"
    r"[^&;#]*"
)
USERINFO = re.compile(r"(?<=//)[^/?#]*@")


def shown_url(url: str) -> str:
    """Return the address fit for messages: no user info, the values of secret-looking parameters masked."""
    return SECRET_PARAMETER.sub(r"\1***", USERINFO.sub("", url))


def check_url(url: str, *, any_port: bool) -> None:
    """Refuse what is not http(s), carries user info, or (unless `any_port`) has another port than 80 and 443.

    Raises:
        SourceMisbehaved: kinds `bad-url`, `forbidden-scheme`, `credentials-in-url`, `forbidden-port`.
    """
    parts = split_url(url)
    shown = shown_url(url)
    if parts.scheme not in DEFAULT_PORTS:
        raise SourceMisbehaved("forbidden-scheme", url=shown, scheme=parts.scheme)
    if not parts.hostname:
        raise SourceMisbehaved("bad-url", url=shown)
    if "@" in parts.netloc:
        raise SourceMisbehaved("credentials-in-url", url=shown)
    port = port_of(parts)
    if not any_port and port not in DEFAULT_PORTS.values():
        raise SourceMisbehaved("forbidden-port", url=shown, port=port)


def split_url(url: str) -> SplitResult:
    """Return the parts of the address; `SourceMisbehaved` (`bad-url`) where it has none or a wild port."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise SourceMisbehaved("bad-url", url=shown_url(url)) from error
    return parts


def port_of(parts: SplitResult) -> int:
    """Return the port, by default that of the scheme; 0 where neither is known."""
    return parts.port if parts.port is not None else DEFAULT_PORTS.get(parts.scheme, 0)


def origin_of(url: str) -> tuple[str, str, int]:
    """Return scheme, host and port: credentials never leave the origin they were meant for (RFC 6454)."""
    parts = split_url(url)
    return parts.scheme, (parts.hostname or "").rstrip("."), port_of(parts)


def host_key(url: str) -> str:
    """Return what shares one pace: the host, and its port where that is not a standard one."""
    parts = split_url(url)
    host, port = (parts.hostname or "").rstrip("."), port_of(parts)
    return host if port in DEFAULT_PORTS.values() else f"{host}:{port}"
