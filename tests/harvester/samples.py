"""One recorded source per kind of connector: how it is served, how it is declared, which record it gives."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.harvester import ckan, replay
from tests.harvester.replay_opendatasoft import ExploreFaults, dataset, explore
from tests.harvester.udata_portal import UdataFaults, UdataPortal, a_dataset

RECORDINGS = Path(__file__).parent / "recordings"
GOLDEN = Path(__file__).parent / "golden"

ENTETE = (
    "Nom;Sigle;Producteurs;Description;Licence;Territoires;Mots clés;Années;Lien;Mis à jour;Colonne libre\r\n"
)
TABLE_OPTIONS = {
    "separator": "|",
    "kind": "dataset",
    "columns": {
        "id": ["Nom", "Sigle"],
        "title": "Nom",
        "acronym": "Sigle",
        "publisher": "Producteurs",
        "description": "Description",
        "licence": "Licence",
        "territories": "Territoires",
        "keywords": "Mots clés",
        "temporal": "Années",
        "landing_page": "Lien",
        "modified": "Mis à jour",
    },
}
EMPTY_CATALOGUE = b"""@prefix dcat: <http://www.w3.org/ns/dcat#> .
<https://portail.example.fr/catalogue> a dcat:Catalog .
"""
CUT_TURTLE = b"""@prefix dcat: <http://www.w3.org/ns/dcat#> .
<https://portail.example.fr/id/air> a dcat:Data"""
TWICE = b"""@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
<https://portail.example.fr/catalogue> a dcat:Catalog .
<https://portail.example.fr/id/1> a dcat:Dataset ; dct:identifier "same" ; dct:title "Un" .
<https://portail.example.fr/id/2> a dcat:Dataset ; dct:identifier "same" ; dct:title "Deux" .
"""

TWO_INDICATORS = b"""{"content": {"indics": [
    {"c_id_indicateur": "a", "c_id_dataset": "jeu", "c_lib_indicateur": "Un"},
    {"c_id_indicateur": "a", "c_id_dataset": "jeu", "c_lib_indicateur": "Deux"}]}}"""


def recording(name: str) -> bytes:
    """Return the bytes of a recording."""
    return (RECORDINGS / name).read_bytes()


def iso_record(number: int, title: str | None = None) -> bytes:
    """Return a small ISO 19139 record with a file identifier of its own."""
    return (
        '<gmd:MD_Metadata xmlns:gmd="http://www.isotc211.org/2005/gmd"'
        ' xmlns:gco="http://www.isotc211.org/2005/gco">'
        f"<gmd:fileIdentifier><gco:CharacterString>fiche-{number}</gco:CharacterString></gmd:fileIdentifier>"
        "<gmd:identificationInfo><gmd:MD_DataIdentification><gmd:citation><gmd:CI_Citation><gmd:title>"
        f"<gco:CharacterString>{title or f'Fiche {number}'}</gco:CharacterString></gmd:title>"
        "</gmd:CI_Citation></gmd:citation></gmd:MD_DataIdentification></gmd:identificationInfo></gmd:MD_Metadata>"
    ).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The portals of a kind: whole, empty, cut after `cut_after` records, with an id that comes twice."""

    path: str
    whole: Callable[[], replay.Portal]
    empty: Callable[[], replay.Portal]
    cut: Callable[[], replay.Portal]
    cut_after: int
    twice: Callable[[], replay.Portal]
    golden: str
    options: Mapping[str, Any]


def _turtle(**pages: bytes) -> replay.Portal:
    return replay.files({f"/{name}.ttl": content for name, content in pages.items()}, "text/turtle")


def _csv(content: bytes) -> replay.Portal:
    return replay.files({"/inventaire.csv": content}, "text/csv")


def _observatory(indicators: bytes) -> replay.Portal:
    answers = {"/GC_listIndics.php": indicators, "/GC_init.php": recording("geoclip/init.json")}
    return replay.files(answers, "text/html")


SAMPLES: dict[str, Sample] = {
    "dcat": Sample(
        path="/catalogue.ttl",
        whole=lambda: replay.files(
            {f"/{name}": recording(f"dcat/{name}") for name in ("catalogue.ttl", "catalogue-2.ttl")},
            "text/turtle",
        ),
        empty=lambda: _turtle(catalogue=EMPTY_CATALOGUE),
        cut=lambda: replay.files(
            {"/catalogue.ttl": recording("dcat/catalogue.ttl"), "/catalogue-2.ttl": CUT_TURTLE}, "text/turtle"
        ),
        cut_after=1,
        twice=lambda: _turtle(catalogue=TWICE),
        golden="dcat.json",
        options={},
    ),
    "csw": Sample(
        path="/csw",
        whole=lambda: replay.csw([recording("csw/record.xml"), iso_record(2)]),
        empty=lambda: replay.csw([]),
        cut=lambda: replay.csw([iso_record(n) for n in range(4)], replay.CswFaults(cap=2, stops_at=2)),
        cut_after=2,
        twice=lambda: replay.csw([iso_record(1, "Un"), iso_record(1, "Deux")]),
        golden="csw.json",
        options={},
    ),
    "ckan": Sample(
        path="/ckan",
        whole=lambda: ckan.ckan([json.loads(recording("ckan/package.json")), ckan.a_package(2, id="f" * 8)]),
        empty=lambda: ckan.ckan([]),
        cut=lambda: ckan.ckan([ckan.a_package(n) for n in range(4)], ckan.CkanFaults(cap=2, stops_at=2)),
        cut_after=2,
        twice=lambda: ckan.ckan([ckan.a_package(1, title="Un"), ckan.a_package(1, title="Deux")]),
        golden="ckan.json",
        options={},
    ),
    "udata": Sample(
        path="/portail",
        whole=lambda: UdataPortal(
            [json.loads(recording("udata/native.json")), a_dataset(2, created_at="2024-01-01T00:00:00+00:00")]
        ),
        empty=lambda: UdataPortal([]),
        cut=lambda: UdataPortal([a_dataset(n) for n in range(4)], UdataFaults(cap=2, last_page=1)),
        cut_after=2,
        twice=lambda: UdataPortal([a_dataset(1, title="Un"), a_dataset(1, title="Deux")]),
        golden="udata.json",
        options={},
    ),
    "opendatasoft": Sample(
        path="",
        whole=lambda: explore(
            [json.loads(recording(f"opendatasoft/{name}.json")) for name in ("qualite-air", "copie")]
        ),
        empty=lambda: explore([]),
        cut=lambda: explore([dataset(n) for n in range(4)], ExploreFaults(stops_at=2)),
        cut_after=2,
        twice=lambda: explore([dataset(1, "Un"), dataset(1, "Deux")]),
        golden="opendatasoft.json",
        options={},
    ),
    "table": Sample(
        path="/inventaire.csv",
        whole=lambda: _csv(recording("table/inventaire.csv")),
        empty=lambda: _csv(ENTETE.encode()),
        cut=lambda: _csv(recording("table/inventaire.csv")[:250]),
        cut_after=0,
        twice=lambda: _csv((ENTETE + "Un;;A;;;;;;;;\r\nUn;;B;;;;;;;;\r\n").encode()),
        golden="table.json",
        options=TABLE_OPTIONS,
    ),
    "geoclip": Sample(
        path="/",
        whole=lambda: _observatory(recording("geoclip/list.json")),
        empty=lambda: _observatory(b'{"content": {"indics": []}}'),
        cut=lambda: _observatory(recording("geoclip/list.json")[:300]),
        cut_after=0,
        twice=lambda: _observatory(TWO_INDICATORS),
        golden="geoclip.json",
        options={
            "deep_link_template": "https://obs.example.fr/#c=indicator&i={dataset}.{indic}&s={last}&view={view}",
            "download_template": "https://obs.example.fr/{dataset}/{indic}/{nivgeo}.{format}",
        },
    ),
}
