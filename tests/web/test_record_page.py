import html
import json
import re
from dataclasses import replace

import pytest
import rdflib
from rdflib import URIRef

from catalogue.errors import RecordGone
from catalogue.record import Record
from catalogue.record_json import from_json
from catalogue.record_parts import Agent, Contact, Distribution, RelatedLink
from tests.builders import NOW, days, publish_items
from tests.web.conftest import RECORDS, SOURCE

TYPES = {
    "json": "application/json",
    "ttl": "text/turtle",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
}
XSS = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def test_the_page_says_what_who_where_when_and_how(client, id_of):
    page = html.unescape(client.get(f"/donnees/{id_of('Qualité de l’air')}").get_data(as_text=True))
    for shown in (
        "Mesures <strong>horaires</strong>",
        "Atmo Auvergne-Rhône-Alpes",
        "Lyon",
        "de 2016 à 2019",
        "1,2\u202fMo",
        "https://example.fr/air.csv",
        "Portail de l’eau",
        "lue le 24 novembre 2026",
        "https://portail.example.org/air",
    ):
        assert shown in page


@pytest.mark.parametrize("form", TYPES)
def test_every_form_by_its_extension(client, id_of, form):
    answer = client.get(f"/donnees/{id_of('Qualité de l’eau')}.{form}")
    assert answer.status_code == 200
    assert answer.mimetype == TYPES[form]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (BROWSER, "text/html"),
        ("*/*", "text/html"),
        (None, "text/html"),
        *((media_type, media_type) for media_type in TYPES.values()),
        ("application/rdf+xml;q=0.5, text/turtle", "text/turtle"),
        ("application/pdf, application/ld+json;q=0.1", "application/ld+json"),
        ("text/html;q=0.1, application/json", "application/json"),
    ],
)
def test_the_form_that_the_client_likes_best(client, id_of, accept, expected):
    answer = client.get(f"/donnees/{id_of('Qualité de l’eau')}", headers={"Accept": accept} if accept else {})
    assert answer.mimetype == expected
    assert {"accept", "accept-language"} <= {name.lower() for name in answer.vary}


def test_a_form_that_nobody_gives_is_406(client, id_of):
    assert (
        client.get(f"/donnees/{id_of('Qualité')}", headers={"Accept": "application/pdf"}).status_code == 406
    )


def test_the_page_links_to_its_other_forms(client, id_of):
    record_id = id_of("Qualité de l’eau")
    links = client.get(f"/donnees/{record_id}").headers.getlist("Link")
    assert f'</donnees/{record_id}.ttl>; rel="alternate"; type="text/turtle"' in links
    assert len(links) == len(TYPES)


def test_rdf_and_json_say_the_record(client, id_of):
    record_id = id_of("Qualité de l’air")
    graph = rdflib.Graph().parse(client.get(f"/donnees/{record_id}.ttl").data, format="turtle")
    assert (
        URIRef(f"http://localhost/donnees/{record_id}"),
        rdflib.DCTERMS.identifier,
        rdflib.Literal(record_id),
    ) in graph
    record = from_json(json.loads(client.get(f"/donnees/{record_id}.json").data))
    assert record.title == RECORDS["air"].title


def test_unknown_records_are_404(client):
    for address in ("/donnees/x", "/donnees/x.ttl", "/donnees/../etc/passwd", "/donnees/x.exe"):
        assert client.get(address).status_code == 404


def test_f11_an_archived_record_leaves_a_page(client, database, id_of):
    record_id = id_of("Qualité de l’air")
    left = {key: (record, ()) for key, record in RECORDS.items() if key != "air"}
    for run in range(1, 5):
        publish_items(database, SOURCE, left, now=NOW + days(8 * run))
    answer = client.get(f"/donnees/{record_id}")
    assert answer.status_code == 410
    assert "Cette fiche a été retirée" in answer.get_data(as_text=True)
    assert "Qualité de l’air" in answer.get_data(as_text=True)
    assert client.get(f"/donnees/{record_id}.ttl").status_code == 410
    assert client.get(f"/api/1/datasets/{record_id}").status_code == 410


def test_f28_a_new_title_leaves_the_address_as_it_was(client, database, id_of):
    record_id = id_of("Qualité de l’air")
    renamed = replace(RECORDS["air"], title="Un tout autre titre")
    publish_items(database, SOURCE, {"air": (renamed, ())}, complete=False)
    answer = client.get(f"/donnees/{record_id}")
    assert answer.status_code == 200
    assert "Un tout autre titre" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("address", "moved"),
    [
        ("/donnees/old", "/donnees/new"),
        ("/donnees/old.ttl", "/donnees/new.ttl"),
        ("/api/1/datasets/old", "/api/1/datasets/new"),
    ],
)
def test_f28_a_merged_record_leads_on(client, monkeypatch, address, moved):
    def gone(self, record_id):
        raise RecordGone(record_id, "merged", "new")

    monkeypatch.setattr("catalogue.store.reading.Reading.get_record", gone)
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (301, moved)


def test_payloads_in_every_field_stay_text(client, database):
    hostile = Record(
        title=XSS,
        acronym=XSS,
        description=XSS,
        identifier=XSS,
        keywords=(XSS,),
        topics=(XSS,),
        themes=(XSS,),
        milieux=(XSS,),
        publisher=Agent(name=XSS, uri="javascript:alert(1)"),
        contacts=(Contact(name=XSS, role=XSS, email=f"x@{XSS}", url="javascript:alert(1)"),),
        access_reasons=(XSS,),
        licence_text=XSS,
        territories=(XSS,),
        granularities=(XSS,),
        frequency=XSS,
        modified=XSS,
        landing_page="javascript:alert(1)",
        lineage=XSS,
        distributions=(
            Distribution(
                url="javascript:alert(1)", title=XSS, description=XSS, format=XSS, protocol=XSS, licence=XSS
            ),
            Distribution(access_url="data:text/html,<script>alert(1)</script>"),
        ),
        related=(RelatedLink(relation=XSS, url="vbscript:x", title=XSS),),
    )
    publish_items(database, SOURCE, {"xss": (hostile, ())}, complete=False)
    with database.reading() as reading:
        record_id = next(record.id for record in reading.iterate_records() if record.title == XSS)
    for address in (
        f"/donnees/{record_id}",
        "/donnees",
        "/",
        f"/donnees?publisher={XSS}&q={XSS}&territory={XSS}",
    ):
        page = client.get(address).get_data(as_text=True)
        assert "<script" not in page
        assert "<img src=x" not in page
        assert not any(f'="{scheme}' in page.lower() for scheme in ("javascript:", "data:", "vbscript:"))
    assert "lien non valide" in client.get(f"/donnees/{record_id}").get_data(as_text=True)
    for form in TYPES:
        assert client.get(f"/donnees/{record_id}.{form}").status_code == 200
    assert client.get("/catalog.rdf").status_code == 200


def test_people_read_words_not_codes(client, database):
    record = Record(
        title="Projet Gazel’Air",
        acronym="Gazel'Air",
        language="fr",
        exposure_factors=("polluants-air",),
        contacts=(
            Contact(name="Guichet", role="owner", email="g@example.org", url="https://example.org/aide"),
        ),
        distributions=(
            Distribution(
                url="https://example.org/a.csv", format="csv", protocol="WWW:DOWNLOAD-1.0-http--download"
            ),
            Distribution(access_url="https://example.org/wfs", format="wfs", protocol="OGC:WFS"),
        ),
    )
    publish_items(database, SOURCE, {"gazel": (record, ())}, complete=False)
    with database.reading() as reading:
        found = next(one for one in reading.iterate_records() if one.title == record.title)
    page = client.get(f"/donnees/{found.id}").get_data(as_text=True)
    text = " ".join(re.sub("<[^>]*>", "", page).split())
    assert "français" in text
    assert "Polluants de l" in text
    assert "polluants-air" not in text
    assert "(Gazel" not in text
    assert "WWW:DOWNLOAD" not in text
    assert "OGC:WFS" in text
    assert "(Propriétaire) g@example.org https://example.org/aide" in text
