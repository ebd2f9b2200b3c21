import pytest
from requests import exceptions
from urllib3.exceptions import LocationParseError, ProtocolError

from harvester.errors import HarvestError, SourceMisbehaved, SourceUnavailable
from harvester.http.translation import errors_of
from tests.harvester.http.loopback import a_policy

URL = "https://exemple.org/"
EVERY_ERROR = [
    error
    for error in vars(exceptions).values()
    if isinstance(error, type) and issubclass(error, exceptions.RequestException)
]


def translated(error: Exception) -> HarvestError:
    with pytest.raises(HarvestError) as caught, errors_of(URL, a_policy()):
        raise error
    assert caught.value.__cause__ is error
    return caught.value


@pytest.mark.parametrize(
    ("error", "expected", "kind"),
    [
        (exceptions.TooManyRedirects(), SourceMisbehaved, "redirects"),
        (exceptions.InvalidHeader(), SourceMisbehaved, "bad-answer"),
        (exceptions.InvalidURL(), SourceMisbehaved, "bad-url"),
        (exceptions.MissingSchema(), SourceMisbehaved, "bad-url"),
        (LocationParseError("a"), SourceMisbehaved, "bad-url"),
        (UnicodeError(), SourceMisbehaved, "bad-url"),
        (exceptions.SSLError(), SourceUnavailable, "tls"),
        (exceptions.ReadTimeout(), SourceUnavailable, "time-out"),
        (exceptions.ConnectTimeout(), SourceUnavailable, "time-out"),
        (exceptions.ConnectionError(), SourceUnavailable, "unreachable"),
        (ProtocolError("a"), SourceUnavailable, "unreachable"),
    ],
)
def test_each_error_says_what_happens_next(error: Exception, expected: type, kind: str):
    ours = translated(error)

    assert type(ours) is expected
    assert ours.kind == kind
    assert ours.facts["url"] == URL


@pytest.mark.parametrize("error", EVERY_ERROR)
def test_no_error_of_requests_comes_through(error: type[exceptions.RequestException]):
    ours = translated(error.__new__(error))

    assert isinstance(ours, SourceUnavailable | SourceMisbehaved)
    assert len(EVERY_ERROR) > 15


def test_the_detail_names_the_cause_and_never_repeats_the_address():
    error = exceptions.ConnectionError("Max retries exceeded with url: /?apikey=abc")
    error.__cause__ = ConnectionResetError("reset")

    assert translated(error).facts["detail"] == "ConnectionResetError"


def test_our_own_errors_and_others_pass():
    with pytest.raises(SourceUnavailable, match="interrompue"), errors_of(URL, a_policy()):
        raise SourceUnavailable("truncated", url=URL)
    with pytest.raises(ZeroDivisionError), errors_of(URL, a_policy()):
        raise ZeroDivisionError
