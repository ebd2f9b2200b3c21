# ruff: noqa: E501 -- a statement of Turtle reads best on one line
"""What DCAT-AP 2 and 3 and GeoDCAT-AP say, in the fields of a record."""

import pytest

from harvester.errors import RecordRejected
from harvester.formats.dcat_record import to_record
from tests.harvester.formats.turtle import dataset, split


@pytest.mark.parametrize(
    ("classes", "kind"),
    [
        ("a dcat:Dataset", "dataset"),
        ("a dcat:DatasetSeries", "series"),
        ("a dcat:DataService", "service"),
        ('a dcat:Dataset ; dct:type "Indicateur"', "indicator"),
        (
            "a dcat:Dataset ; dct:type <http://inspire.ec.europa.eu/metadata-codelist/ResourceType/series>",
            "series",
        ),
        ('a dcat:Dataset ; dct:type [ skos:prefLabel "Outil"@fr ]', "tool"),
        ("a dcat:Dataset ; dct:type <https://x.example/type/odd>", "dataset"),
    ],
)
def test_kinds(classes, kind):
    _, (item,) = split(f':a {classes} ; dct:title "Titre" .')
    assert to_record(item["content"].encode(), "a").kind == kind


@pytest.mark.parametrize("title", ['dct:description "x"', 'dct:title " "', 'dct:title "TODO"'])
def test_without_a_title_it_is_rejected(title):
    _, (item,) = split(f":a a dcat:Dataset ; {title} .")
    with pytest.raises(RecordRejected) as caught:
        to_record(item["content"].encode(), "a")
    assert (caught.value.kind, caught.value.facts["record"]) == ("no-title", "a")


def test_themes_are_parted():
    record = dataset(
        "dcat:theme <http://publications.europa.eu/resource/authority/data-theme/ENVI>,"
        " <http://inspire.ec.europa.eu/theme/am>, [ skos:prefLabel 'Bruit'@fr, 'Noise'@en ], <https://x.example/t/1>"
    )
    assert set(record.themes) == {
        "http://publications.europa.eu/resource/authority/data-theme/ENVI",
        "Bruit",
        "https://x.example/t/1",
    }
    assert record.inspire_themes == ("http://inspire.ec.europa.eu/theme/am",)


def test_the_terms_of_another_glane_stay_its_terms():
    listing = "https://glane.example/donnees"
    record = dataset(
        f"dcat:theme <{listing}?topic=sols>, <{listing}?milieu=sol>, <{listing}?exposure_factor=pesticides>",
        f'<{listing}?topic=sols> skos:prefLabel "Sols"@fr .',
    )
    assert (record.topics, record.milieux, record.exposure_factors) == (("sols",), ("sol",), ("pesticides",))
    assert (record.themes, record.inspire_themes) == ((), ())


def test_standards_and_coordinate_systems_are_parted():
    record = dataset(
        "dct:conformsTo <http://www.opengis.net/def/crs/EPSG/0/2154>, <https://schema.example/x>, [ rdfs:label 'Norme' ]"
    )
    assert record.crs == ("EPSG:2154",)
    assert set(record.conforms_to) == {"https://schema.example/x", "Norme"}


def test_dates_stay_as_they_are_written():
    record = dataset('dct:created "2019" ; dct:modified "2023-13-45"^^xsd:date')
    assert (record.issued, record.modified, record.extras.get("created")) == ("2019", "2023-13-45", None)


def test_what_no_field_takes_is_kept():
    record = dataset('prov:wasGeneratedBy [ rdfs:label "Enquête" ] ; <https://x.example/vocab#poids> 3')
    assert record.extras["properties"] == {
        "http://www.w3.org/ns/prov#wasGeneratedBy": ["Enquête"],
        "https://x.example/vocab#poids": ["3"],
    }


def test_mapping_is_the_same_whatever_the_order_of_the_document():
    one = dataset('dcat:keyword "a", "b" ; dct:spatial "Bretagne", "Normandie"')
    other = dataset('dct:spatial "Normandie", "Bretagne" ; dcat:keyword "b", "a"')
    assert one == other
