# ruff: noqa: E501 -- an element of XML reads best on one line
from catalogue.record_parts import RelatedLink
from tests.harvester.formats.iso import anchor, code, record, text


def quality(inside):
    return f"<gmd:dataQualityInfo><gmd:DQ_DataQuality>{inside}</gmd:DQ_DataQuality></gmd:dataQualityInfo>"


def conformance(title, passed):
    return (
        "<gmd:report><gmd:DQ_DomainConsistency><gmd:result><gmd:DQ_ConformanceResult><gmd:specification><gmd:CI_Citation>"
        f"{title}</gmd:CI_Citation></gmd:specification><gmd:pass><gco:Boolean>{passed}</gco:Boolean></gmd:pass>"
        "</gmd:DQ_ConformanceResult></gmd:result></gmd:DQ_DomainConsistency></gmd:report>"
    )


def test_only_what_was_found_to_conform_conforms():
    made = record(
        tail=quality(
            conformance(anchor("title", "Règlement", "http://data.europa.eu/eli/reg/2010/1089"), "true")
            + conformance(text("title", "Autre"), "false")
            + conformance(text("title", "Non évalué"), "")
        )
    )
    assert made.conforms_to == ("http://data.europa.eu/eli/reg/2010/1089",)
    assert made.extras["conformity"] == [
        ["http://data.europa.eu/eli/reg/2010/1089", True],
        ["Autre", False],
        ["Non évalué", None],
    ]


def test_statements_of_several_reports_are_joined():
    lineage = "<gmd:lineage><gmd:LI_Lineage>{}</gmd:LI_Lineage></gmd:lineage>"
    made = record(
        tail=quality(lineage.format(text("statement", "Un.")))
        + quality(lineage.format(text("statement", "Deux.")))
    )
    assert made.lineage == "Un.\n\nDeux."


def test_services_and_aggregates_are_related():
    aggregate = (
        "<gmd:aggregationInfo><gmd:MD_AggregateInformation><gmd:aggregateDataSetName><gmd:CI_Citation>"
        f"{text('title', 'Le tout')}</gmd:CI_Citation></gmd:aggregateDataSetName><gmd:aggregateDataSetIdentifier>"
        f"<gmd:MD_Identifier>{text('code', 'https://x.example/tout')}</gmd:MD_Identifier></gmd:aggregateDataSetIdentifier>"
        f"{code('associationType', 'largerWorkCitation')}</gmd:MD_AggregateInformation></gmd:aggregationInfo>"
    )
    operates = (
        '<srv:operatesOn xlink:href="https://x.example/a" uuidref="u-1"/><srv:operatesOn uuidref="u-2"/>'
    )
    assert record(aggregate + operates).related == (
        RelatedLink(relation="servesDataset", url="https://x.example/a", title="u-1"),
        RelatedLink(relation="servesDataset", title="u-2"),
        RelatedLink(relation="isPartOf", url="https://x.example/tout", title="Le tout"),
    )


def test_the_parent_names_the_series():
    assert record(head=text("parentIdentifier", "p-1")).series_of == "p-1"
