import pytest

REFUSED = [
    *(
        "a b",
        'a"b',
        "x" * 300,
        f"{'x' * 64}.example",
        "exemple.fr@evil.example",
        "-",
        "[::1",
        "é.example",
        "a/b",
    ),
    *("a:b", "127.0.0.1:123456", "a..b"),
]


@pytest.mark.parametrize("host", REFUSED)
@pytest.mark.parametrize("address", ["/", "/catalog.ttl", "/absent", "/static/glane.css"])
def test_what_is_no_host_is_a_bad_request(client, address, host):
    answer = client.get(address, headers={"Host": host})
    assert (answer.status_code, answer.mimetype) == (400, "text/html")
    assert "Content-Security-Policy" in answer.headers
    answer.close()


def test_the_api_answers_with_a_problem(client):
    answer = client.get("/api/1/datasets", headers={"Host": "a b"})
    assert (answer.status_code, answer.json["status"]) == (400, 400)


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "glane.example", "GLANE.example.:443", "[::1]:8000", "glane_web", ""]
)
def test_hosts_are_served(client, host):
    assert client.get("/catalog.nt", headers={"Host": host}).status_code == 200
