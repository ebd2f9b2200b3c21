"""The real servers answer, and each test has a place of its own on them."""

import json
import urllib.request

import psycopg


def fetch_json(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)


def test_elasticsearch_node_is_one_that_the_client_speaks_to(elasticsearch_url):
    assert fetch_json(elasticsearch_url)["version"]["number"].startswith("8.")


def test_elasticsearch_folds_elided_french(elasticsearch_url):
    body = json.dumps({"tokenizer": "standard", "filter": ["elision", "lowercase"], "text": "L’Eau"}).encode()
    headers = {"Content-Type": "application/json"}
    tokens = fetch_json(urllib.request.Request(f"{elasticsearch_url}/_analyze", body, headers))["tokens"]
    assert [token["token"] for token in tokens] == ["eau"]


def tables(postgresql_url):
    with psycopg.connect(postgresql_url.replace("+psycopg", "")) as connection:
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        connection.execute("CREATE TABLE left_behind (id integer)")
    return found


def test_postgresql_database_is_empty(postgresql_url):
    assert tables(postgresql_url) == []


def test_postgresql_database_is_empty_again(postgresql_url):
    assert tables(postgresql_url) == []


def test_postgresql_sorts_as_the_french_do(postgresql_url):
    with psycopg.connect(postgresql_url.replace("+psycopg", "")) as connection:
        words = connection.execute(
            "SELECT word FROM (VALUES ('eau'), ('Zone'), ('été')) AS w(word) ORDER BY 1"
        )
        assert [word for (word,) in words] == ["eau", "été", "Zone"]


def test_database_is_named_by_its_address(database_url):
    assert database_url.split("://")[0] in {"sqlite", "postgresql+psycopg"}


def test_chromium_renders_french(page):
    page.set_content("<html lang=fr><title>Qualité de l’air</title><p>Air intérieur</p></html>")
    assert page.title() == "Qualité de l’air"
    assert page.get_by_text("Air intérieur").is_visible()
