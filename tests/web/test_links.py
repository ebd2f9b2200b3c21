import pytest

from web.links import safe_href, shortened, shown_host


@pytest.mark.parametrize(
    "address", ["https://example.fr/", "http://127.0.0.1:8101/x", "ftp://example.fr/", "mailto:a@example.fr"]
)
def test_links_of_the_web_are_links(address):
    assert safe_href(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "javascript:alert(1)",
        "\x00javascript:x",
        "java\tscript:x",
        "JAVASCRIPT:x",
        "data:text/html,x",
        "//evil",
        "/x",
        "vbscript:x",
        "http://127.0.0.1:80@evil.example/",
        "https://gouv.fr@evil.example/",
        "https://exam\u202eple.fr/",
        "https://exa\nmple.fr/",
    ],
)
def test_everything_else_stays_text(address):
    assert safe_href(address) is None


def test_a_homograph_shows_its_true_name():
    assert shown_host("https://\u0430\u0440\u0440\u04cf\u0435.com/") == "xn--80ak6aa92e.com"
    assert shown_host("https://example.fr:8080/x") == "example.fr"


def test_long_addresses_are_cut():
    assert len(shortened("https://example.fr/" + "x" * 200)) == 70
