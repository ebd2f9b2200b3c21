import pytest

from tests.web.conftest import services_of
from web.app import create_app

STEP = "/api/1/diagnostics/publier/step"


@pytest.fixture
def client(database, engine):
    return create_app(services_of(database, engine, posts_per_minute=3)).test_client()


def send(client, address, count=5):
    return [
        client.post(STEP, json={}, environ_base={"REMOTE_ADDR": address}).status_code for _ in range(count)
    ]


def test_beyond_the_limit_an_address_is_told_to_wait(client):
    assert send(client, "192.0.2.7") == [200, 200, 200, 429, 429]
    answer = client.post(STEP, json={}, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.content_type == "application/problem+json"
    assert answer.headers["Retry-After"] == "60"
    assert "Attendez une minute" in answer.json["detail"]


def test_addresses_are_counted_apart(client):
    assert send(client, "192.0.2.7", 3) == send(client, "192.0.2.8", 3) == [200] * 3


@pytest.mark.parametrize("address", ["127.0.0.1", "127.3.2.1", "::1"])
def test_the_machine_itself_is_not_counted(client, address):
    assert send(client, address) == [200] * 5


def test_reading_is_not_counted(client):
    codes = [
        client.get("/api/1/diagnostics", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code
        for _ in range(5)
    ]
    assert codes == [200] * 5
