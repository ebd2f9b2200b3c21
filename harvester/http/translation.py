"""The errors of requests and urllib3, said as ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from requests import exceptions
from urllib3.exceptions import HTTPError

from harvester.errors import HarvestError, SourceMisbehaved, SourceUnavailable
from harvester.http.policy import HttpPolicy


@contextmanager
def errors_of(url: str, policy: HttpPolicy) -> Iterator[None]:
    """Turn what requests raises inside into our errors about `url`, which is fit to be shown."""
    try:
        yield
    except (exceptions.RequestException, HTTPError, ValueError) as error:
        raise _translated(error, url, policy) from error


def _translated(error: Exception, url: str, policy: HttpPolicy) -> HarvestError:
    match error:
        case exceptions.TooManyRedirects():
            return SourceMisbehaved("redirects", url=url, limit=policy.max_redirects)
        case exceptions.InvalidHeader():
            return SourceMisbehaved("bad-answer", url=url)
        case exceptions.SSLError():
            return SourceUnavailable("tls", url=url, detail=_root_of(error))
        case exceptions.Timeout():
            return SourceUnavailable("time-out", url=url, seconds=policy.read_timeout)
        case ValueError():
            return SourceMisbehaved("bad-url", url=url)
        case _:
            return SourceUnavailable("unreachable", url=url, detail=_root_of(error))


def _root_of(error: BaseException) -> str:
    """Return the name of the innermost cause: messages of urllib3 repeat the address, secrets included."""
    while (cause := error.__cause__ or error.__context__) is not None:
        error = cause
    return type(error).__name__
