import pytest


@pytest.mark.parametrize(
    "address",
    ["/", "/donnees", "/sources", "/catalog.ttl", "/catalog.rdf", "/api/1/datasets", "/api/1/openapi.json"],
)
def test_who_has_it_already_gets_304(client, address):
    first = client.get(address)
    assert first.headers["ETag"].startswith('"')
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Content-Security-Policy"]


def test_head_is_get_without_a_body(client):
    got, head = client.get("/catalog.ttl"), client.head("/catalog.ttl")
    assert head.data == b""
    assert [head.headers[name] for name in ("ETag", "Content-Type", "Content-Length")] == [
        got.headers[name] for name in ("ETag", "Content-Type", "Content-Length")
    ]


def test_other_content_has_another_tag(client):
    assert client.get("/catalog.ttl").headers["ETag"] != client.get("/catalog.nt").headers["ETag"]
