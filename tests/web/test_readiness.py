from typing import NamedTuple

import pytest


class Usage(NamedTuple):
    """What `shutil.disk_usage` gives."""

    total: int
    used: int
    free: int


def test_a_whole_site_is_ready(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (200, {"status": "ready", "missing": []})


def test_a_site_without_store_and_index_says_which(broken_client):
    answer = broken_client.get("/readyz")
    assert answer.status_code == 503
    assert {"store", "index"} <= set(answer.json["missing"])
    assert broken_client.get("/healthz").status_code == 200


@pytest.mark.parametrize(("free", "status"), [(10, 503), (10**12, 200)])
def test_f47_a_full_disk_is_not_ready_and_the_catalogue_is_still_served(client, monkeypatch, free, status):
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: Usage(10**12, 0, free))
    answer = client.get("/readyz")
    assert answer.status_code == status
    assert client.get("/catalog.ttl").status_code == 200
