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


@pytest.mark.parametrize("address", ["/", "/catalog.ttl", "/api/1/datasets"])
def test_who_insists_on_another_version_gets_no_page(client, address):
    answer = client.get(address, headers={"If-Match": '"another"'})
    assert answer.status_code == 412
    assert answer.mimetype == ("application/problem+json" if "/api/" in address else "text/html")
    assert len(answer.data) < len(client.get(address).data)
    assert int(answer.headers["Content-Length"]) == len(answer.data)


@pytest.mark.parametrize("tags", ["*", '"a", {tag}', "W/{tag}"])
def test_lists_and_weak_tags_are_compared(client, tags):
    tag = client.get("/sources").headers["ETag"]
    assert client.get("/sources", headers={"If-None-Match": tags.format(tag=tag)}).status_code == 304
