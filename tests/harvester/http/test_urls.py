import pytest

from harvester.errors import SourceMisbehaved
from harvester.http.urls import check_url, host_key, origin_of, shown_url


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("file:///etc/hostname", "forbidden-scheme"),
        ("/etc/hostname", "forbidden-scheme"),
        ("ftp://exemple.org/a", "forbidden-scheme"),
        ("gopher://exemple.org/", "forbidden-scheme"),
        ("javascript:alert(1)", "forbidden-scheme"),
        ("data:text/plain,a", "forbidden-scheme"),
        ("", "forbidden-scheme"),
        ("http://", "bad-url"),
        ("http:///chemin", "bad-url"),
        ("http://[::1", "bad-url"),
        ("http://exemple.org:99999/", "bad-url"),
        ("http://exemple.org:port/", "bad-url"),
        ("http://moi:motdepasse@exemple.org/", "credentials-in-url"),
        ("http://127.0.0.1:80@exemple.org/", "credentials-in-url"),
        ("http://@exemple.org/", "credentials-in-url"),
        ("http://exemple.org:22/", "forbidden-port"),
        ("https://exemple.org:8443/", "forbidden-port"),
        ("http://exemple.org:0/", "forbidden-port"),
    ],
)
def test_f16_f18_an_address_that_is_never_asked(url: str, kind: str):
    with pytest.raises(SourceMisbehaved) as caught:
        check_url(url, any_port=False)

    assert caught.value.kind == kind
    assert "motdepasse" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    ["http://exemple.org", "HTTPS://EXEMPLE.ORG/a?b#c", "http://exemple.org:443/", "https://exemple.org:80/"],
)
def test_an_ordinary_address_passes(url: str):
    assert check_url(url, any_port=False) is None  # type: ignore[func-returns-value]


def test_any_port_may_be_allowed_but_nothing_else_with_it():
    assert check_url("http://exemple.org:8080/", any_port=True) is None  # type: ignore[func-returns-value]
    with pytest.raises(SourceMisbehaved, match="identifiant"):
        check_url("http://moi@exemple.org:8080/", any_port=True)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://moi:mot@exemple.org/a", "https://exemple.org/a"),
        ("https://exemple.org/a?apikey=123&page=2", "https://exemple.org/a?apikey=***&page=2"),
        (
            "https://exemple.org/a?page=2&access_token=123#b",
            "https://exemple.org/a?page=2&access_token=***#b",
        ),
        ("https://exemple.org/a?resumptionToken=123", "https://exemple.org/a?resumptionToken=123"),
        ("https://exemple.org/@moi?courriel=a@b.fr", "https://exemple.org/@moi?courriel=a@b.fr"),
    ],
)
def test_secrets_are_not_shown(url: str, shown: str):
    assert shown_url(url) == shown


def test_an_origin_is_scheme_host_and_port():
    assert origin_of("http://Exemple.org./a") == origin_of("http://exemple.org:80/b")
    assert origin_of("http://exemple.org/") != origin_of("https://exemple.org/")
    assert origin_of("http://exemple.org/") != origin_of("http://exemple.org:81/")


def test_a_host_has_one_pace_on_both_standard_ports():
    assert host_key("http://exemple.org/a") == host_key("https://exemple.org/b") == "exemple.org"
    assert host_key("http://127.0.0.1:8001/") != host_key("http://127.0.0.1:8002/")
