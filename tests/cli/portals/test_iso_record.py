"""The order of elements is that of the schemas of ISO 19139 (2007), written down here from the standard."""

import pytest
from lxml import etree

from cli.portals.csw_app import CswApp
from cli.portals.iso_record import to_iso
from cli.portals.iso_xml import NAMESPACES
from cli.portals.samples import load_samples

SEQUENCES = {
    "MD_Metadata": (
        "fileIdentifier language characterSet parentIdentifier hierarchyLevel hierarchyLevelName "
        "contact dateStamp metadataStandardName metadataStandardVersion dataSetURI locale "
        "spatialRepresentationInfo referenceSystemInfo metadataExtensionInfo identificationInfo "
        "contentInfo distributionInfo dataQualityInfo"
    ),
    "MD_DataIdentification": (
        "citation abstract purpose credit status pointOfContact resourceMaintenance "
        "graphicOverview resourceFormat descriptiveKeywords resourceSpecificUsage "
        "resourceConstraints aggregationInfo spatialRepresentationType spatialResolution language "
        "characterSet topicCategory environmentDescription extent"
    ),
    "SV_ServiceIdentification": (
        "citation abstract purpose credit status pointOfContact resourceMaintenance "
        "graphicOverview resourceFormat descriptiveKeywords resourceSpecificUsage "
        "resourceConstraints aggregationInfo serviceType serviceTypeVersion accessProperties "
        "restrictions keywords extent coupledResource couplingType containsOperations operatesOn"
    ),
    "CI_Citation": "title alternateTitle date edition editionDate identifier citedResponsibleParty",
    "CI_ResponsibleParty": "individualName organisationName positionName contactInfo role",
    "CI_Contact": "phone address onlineResource",
    "CI_OnlineResource": "linkage protocol applicationProfile name description function",
    "MD_Keywords": "keyword type thesaurusName",
    "MD_LegalConstraints": "useLimitation accessConstraints useConstraints otherConstraints",
    "MD_Distribution": "distributionFormat distributor transferOptions",
    "MD_Format": "name version",
    "EX_Extent": "description geographicElement temporalElement verticalElement",
    "EX_GeographicBoundingBox": (
        "extentTypeCode westBoundLongitude eastBoundLongitude southBoundLatitude northBoundLatitude"
    ),
    "DQ_DataQuality": "scope report lineage",
    "PT_Locale": "languageCode country characterEncoding",
    "TimePeriod": "beginPosition endPosition",
    "SV_OperationMetadata": "operationName DCP operationDescription invocationName parameters connectPoint",
}
REQUIRED = {
    "MD_Metadata": {"contact", "dateStamp", "identificationInfo"},
    "MD_DataIdentification": {"citation", "abstract", "language"},
    "SV_ServiceIdentification": {"citation", "abstract", "serviceType", "couplingType", "containsOperations"},
    "CI_Citation": {"title", "date"},
    "CI_ResponsibleParty": {"role"},
    "CI_OnlineResource": {"linkage"},
    "MD_Format": {"name", "version"},
    "DQ_DataQuality": {"scope"},
}


def records():
    app = CswApp(catalogue=load_samples("csw"))
    return {
        sample.slug: etree.fromstring(etree.tostring(to_iso(sample, app.identifiers, "2024-03-18")))
        for sample in load_samples("csw").samples
    }


RECORDS = records()


@pytest.mark.parametrize("slug", RECORDS)
def test_elements_follow_the_order_of_the_standard(slug):
    seen = 0
    for node in RECORDS[slug].iter(etree.Element):
        name = etree.QName(node).localname
        if name in SEQUENCES:
            children = [etree.QName(child).localname for child in node]
            ranks = [SEQUENCES[name].split().index(child) for child in children]
            assert ranks == sorted(ranks), name
            assert REQUIRED.get(name, set()) <= set(children), name
            seen += 1
    assert seen > 5


@pytest.mark.parametrize("slug", RECORDS)
def test_boxes_are_inside_the_world_and_not_swapped(slug):
    for box in RECORDS[slug].iterfind(".//gmd:EX_GeographicBoundingBox", NAMESPACES):
        west, east, south, north = (float("".join(side.itertext())) for side in box)
        assert -180 <= west < east <= 180
        assert -90 <= south < north <= 90


def text(slug, path):
    return ["".join(found.itertext()) for found in RECORDS[slug].iterfind(path, NAMESPACES)]


def test_a_licence_with_an_address_is_an_anchor_and_another_one_is_text():
    anchors = [text(slug, ".//gmd:otherConstraints/gmx:Anchor") for slug in RECORDS]
    strings = [text(slug, ".//gmd:otherConstraints/gco:CharacterString") for slug in RECORDS]
    assert ["Licence Ouverte version 2.0"] in anchors
    assert ["Licence Ouverte Etalab"] in strings


def test_translations_are_free_texts_with_their_locales():
    slug = "conchyliculture-euroshell"
    titles = RECORDS[slug].findall(".//gmd:citation//gmd:title//gmd:LocalisedCharacterString", NAMESPACES)
    assert [title.get("locale") for title in titles] == ["#EN", "#IT"]
    assert [locale.get("id") for locale in RECORDS[slug].iterfind(".//gmd:PT_Locale", NAMESPACES)] == [
        "EN",
        "IT",
    ]


def test_french_habits_are_there():
    functions = [slug for slug in RECORDS if text(slug, ".//gmd:function")]
    without = [
        slug
        for slug in RECORDS
        if RECORDS[slug].xpath(
            "boolean(.//gmd:CI_OnlineResource[gmd:protocol and not(gmd:function)])", namespaces=NAMESPACES
        )
    ]
    several = [slug for slug in RECORDS if len(text(slug, ".//gmd:EX_GeographicBoundingBox")) > 1]
    inspire = [
        slug
        for slug in RECORDS
        if "GEMET - INSPIRE themes, version 1.0" in text(slug, ".//gmd:thesaurusName//gmd:title")
    ]
    assert len(functions) >= 5
    assert len(without) >= 10
    assert len(several) >= 4
    assert len(inspire) >= 10


def test_levels_are_those_of_the_code_list():
    levels = {
        node.get("codeListValue")
        for record in RECORDS.values()
        for node in record.iterfind("gmd:hierarchyLevel/gmd:MD_ScopeCode", NAMESPACES)
    }
    assert levels == {"dataset", "series", "service", "software"}


def test_a_member_names_its_series_and_a_service_its_dataset():
    series = text("ppr-megeve", "gmd:fileIdentifier")
    assert text("ppr-megeve-perimetre", "gmd:parentIdentifier") == series
    operates = RECORDS["bassins-de-vie-saone-et-loire-wfs"].find(".//srv:operatesOn", NAMESPACES)
    assert [operates.get("uuidref")] == text("bassins-de-vie-saone-et-loire", "gmd:fileIdentifier")
