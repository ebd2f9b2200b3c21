import pytest
import requests

from harvester.http.adapter import GuardedAdapter
from tests.harvester.http.loopback import a_session, loopback, say


def test_f16_a_session_that_is_not_ours_reaches_nothing_through_our_adapter():
    """The address rules live in an exchange, which our session opens: without one there is no way out."""
    with loopback({"/": say(b"a")}) as server, requests.Session() as session:
        session.mount("http://", GuardedAdapter())
        with pytest.raises(LookupError):
            session.get(server.url())

        assert server.accepts == 0


def test_a_session_has_no_other_adapter():
    with a_session() as session:
        assert {type(adapter) for adapter in session.adapters.values()} == {GuardedAdapter}
        assert list(session.adapters) == ["https://", "http://"]


def test_there_is_no_proxy():
    with pytest.raises(ValueError, match="no proxy"):
        GuardedAdapter().proxy_manager_for("http://127.0.0.1:3128")
