import pytest

from harvester.formats.geoclip_addresses import (
    DEEP_LINK,
    DOWNLOAD,
    as_csv,
    as_xlsx,
    fill,
    names_in,
    plain_link,
    root_of,
)


@pytest.mark.parametrize(
    ("url", "root"),
    [
        ("https://obs.example.fr", "https://obs.example.fr"),
        ("https://obs.example.fr/", "https://obs.example.fr"),
        ("https://obs.example.fr/outils/carte/#c=home", "https://obs.example.fr/outils/carte"),
        ("https://obs.example.fr/socio/index.php?profil=FR#s=2012", "https://obs.example.fr/socio"),
    ],
)
def test_the_root_keeps_its_path(url, root):
    assert root_of(url) == root


VALUES = {
    "base": "https://obs.example.fr",
    "dataset": "emploi",
    "indic": "tx",
    "last": "2022",
    "view": "map3",
}


def test_a_deep_link():
    assert fill(DEEP_LINK, VALUES) == "https://obs.example.fr/#c=indicator&i=emploi.tx&s=2022&view=map3"


def test_what_is_not_known_is_left_out():
    unknown = VALUES | {"last": None, "view": None}
    assert fill(DEEP_LINK, unknown) == "https://obs.example.fr/#c=indicator&i=emploi.tx"
    assert fill("{base}/?a={view}&b=1&c={last}", unknown) == "https://obs.example.fr/?b=1"


def test_values_are_encoded_and_never_read_as_templates():
    odd = VALUES | {"indic": "a&b={base}/é#", "lang": "fr"}
    filled = fill(DOWNLOAD, odd)
    assert "indic=a%26b%3D%7Bbase%7D%2F%C3%A9%23&" in filled
    assert "{nivgeo}" in filled
    assert fill("{base.__class__}", VALUES) == "{base.__class__}"


def test_csv_and_xlsx_of_a_download():
    assert as_csv(DOWNLOAD) == DOWNLOAD + "&format=csv"
    assert as_csv("{base}/x/{format}") == "{base}/x/csv"
    assert as_xlsx("{base}/x/{format}") == "{base}/x/xlsx"
    assert as_csv("{base}/x") == "{base}/x?format=csv"


def test_the_page_of_a_name():
    root = "https://obs.example.fr"
    assert plain_link(root, "jeu.tx.b") == f"{root}/#c=indicator&i=jeu.tx.b"
    assert plain_link(root, "0123456789abcdef") == f"{root}/"


def test_names_in_a_template():
    assert names_in(DEEP_LINK) == {"base", "dataset", "indic", "last", "view"}
