"""Where to read on: landing pages, documentation and relations."""

from catalogue.record_parts import RelatedLink
from tests.harvester.formats.turtle import dataset


def test_relations_and_pages():
    record = dataset(
        "dcat:landingPage <https://x.example/2>, <https://x.example/1> ; foaf:page <https://x.example/doc> ;"
        " foaf:isPrimaryTopicOf [ dct:identifier 'fiche-1' ] ;"
        " dct:isPartOf :b ; dct:source 'Registre' ; dcat:inSeries :s, :t",
    )
    assert record.landing_page == "https://x.example/1"
    assert record.series_of == "https://p.example/s"
    assert set(record.related) == {
        RelatedLink(relation="documentation", url="https://x.example/2"),
        RelatedLink(relation="documentation", url="https://x.example/doc"),
        RelatedLink(relation="isPartOf", url="https://p.example/b"),
        RelatedLink(relation="inSeries", url="https://p.example/t"),
        RelatedLink(relation="source", title="Registre"),
    }
