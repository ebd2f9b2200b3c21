# ruff: noqa: E501 -- an element of XML reads best on one line
"""ISO 19115-3 read under the names of ISO 19139: where the two are built differently."""

import json

import pytest

from catalogue.record_json import to_json
from catalogue.record_parts import Agent, Contact, Distribution, Period, RelatedLink, SpatialResolution
from harvester.connector import IDENTITY_KEYS
from harvester.errors import RecordRejected
from harvester.formats.iso19115 import to_record
from tests.harvester.samples import GOLDEN, recording

ISO = "http://standards.iso.org/iso/19115/-3"
NAMES = " ".join(
    f'xmlns:{prefix}="{ISO}/{prefix}/{{{number}}}"'
    for prefix, number in [
        ("mdb", "v"), ("cit", "v"), ("mrl", "v"), ("mri", "one"), ("mcc", "one"), ("lan", "one"), ("gex", "one"),
        ("mco", "one"), ("mmi", "one"), ("mrd", "one"), ("mrs", "one"), ("gco", "one"), ("gcx", "one"), ("srv", "v"),
    ]
)  # fmt: skip
RECORD = (
    "<mdb:MD_Metadata "
    + NAMES
    + ' xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink">{head}'
    "<mdb:identificationInfo><{cls}><mri:citation><cit:CI_Citation>{title}{citation}</cit:CI_Citation></mri:citation>"
    "{resource}</{cls}></mdb:identificationInfo>{tail}</mdb:MD_Metadata>"
)


def text(name, value):
    return f"<{name}><gco:CharacterString>{value}</gco:CharacterString></{name}>"


def code(name, value):
    return f'<{name}><x:Code xmlns:x="urn:x" codeList="#" codeListValue="{value}"/></{name}>'


def record(
    resource="", *, head="", tail="", citation="", title=None, version="2.0", cls="mri:MD_DataIdentification"
):
    titled = text("cit:title", "Titre") if title is None else title
    template = RECORD.replace("{v}", version).replace("{one}", "1.0")
    content = template.format(
        head=head, resource=resource, tail=tail, citation=citation, title=titled, cls=cls
    )
    return to_record(content.encode(), "x", "https://g.example/#/x")


def organisation(name, *, email="", people=""):
    address = (
        f"<cit:contactInfo><cit:CI_Contact><cit:address><cit:CI_Address>{text('cit:electronicMailAddress', email)}"
        "</cit:CI_Address></cit:address></cit:CI_Contact></cit:contactInfo>"
    )
    return f"<cit:CI_Organisation>{text('cit:name', name)}{address if email else ''}{people}</cit:CI_Organisation>"


def responsibility(name, role, party):
    return f"<{name}><cit:CI_Responsibility>{code('cit:role', role)}<cit:party>{party}</cit:party></cit:CI_Responsibility></{name}>"


def cited(name, title="", code_text=""):
    identifier = f"<cit:identifier><mcc:MD_Identifier>{text('mcc:code', code_text)}</mcc:MD_Identifier></cit:identifier>"
    return (
        f"<{name}><cit:CI_Citation>{text('cit:title', title) if title else ''}{identifier if code_text else ''}"
        f"</cit:CI_Citation></{name}>"
    )


@pytest.mark.parametrize("version", ["1.0", "2.0"])
def test_the_head_of_both_versions(version):
    head = (
        f"<mdb:metadataIdentifier><mcc:MD_Identifier>{text('mcc:code', 'f-1')}</mcc:MD_Identifier></mdb:metadataIdentifier>"
        f"<mdb:defaultLocale><lan:PT_Locale id='FR'>{code('lan:language', 'fre')}</lan:PT_Locale></mdb:defaultLocale>"
        f"{cited('mdb:parentMetadata', code_text='p-1')}"
        f"<mdb:metadataScope><mdb:MD_MetadataScope>{code('mdb:resourceScope', 'series')}</mdb:MD_MetadataScope></mdb:metadataScope>"
        f"<mdb:dateInfo><cit:CI_Date><cit:date><gco:DateTime>2019-01-01T10:00:00</gco:DateTime></cit:date>{code('cit:dateType', 'creation')}</cit:CI_Date></mdb:dateInfo>"
        f"<mdb:dateInfo><cit:CI_Date><cit:date><gco:Date>2021-05-06</gco:Date></cit:date>{code('cit:dateType', 'revision')}</cit:CI_Date></mdb:dateInfo>"
        f"{cited('mdb:metadataStandard', 'ISO 19115-3')}"
    )
    made = record(head=head, version=version)
    assert (made.title, made.kind, made.language, made.series_of) == ("Titre", "series", "fr", "p-1")
    assert (made.identifier, made.extras[IDENTITY_KEYS]) == ("f-1", ["file:f-1"])
    assert (made.extras["metadata_modified"], made.extras["metadata_standard"]) == (
        "2021-05-06",
        "ISO 19115-3",
    )
    assert made.landing_page == "https://g.example/#/x"


def test_the_parent_may_be_a_mere_reference():
    assert record(head='<mdb:parentMetadata uuidref="p-2"/>').series_of == "p-2"


def test_organisations_and_their_people():
    person = f"<cit:individual><cit:CI_Individual>{text('cit:name', 'Service SIG')}</cit:CI_Individual></cit:individual>"
    alone = f"<cit:CI_Individual>{text('cit:name', 'Correspondant')}</cit:CI_Individual>"
    made = record(
        responsibility(
            "mri:pointOfContact",
            "pointOfContact",
            organisation("Région", email="sig@x.example", people=person),
        )
        + responsibility("mri:pointOfContact", "owner", organisation("Agence"))
        + responsibility("mri:pointOfContact", "processor", alone)
    )
    assert made.publisher == Agent(name="Agence")
    assert made.contacts == (
        Contact(name="Région", role="pointOfContact", email="sig@x.example"),
        Contact(name="Agence", role="owner"),
        Contact(name="Correspondant", role="processor"),
    )


def test_the_contact_of_the_metadata_stands_in():
    made = record(head=responsibility("mdb:contact", "author", organisation("Région")))
    assert made.publisher == Agent(name="Région")


def test_texts_by_language():
    head = (
        f"<mdb:defaultLocale><lan:PT_Locale id='EN'>{code('lan:language', 'eng')}</lan:PT_Locale></mdb:defaultLocale>"
        f"<mdb:otherLocale><lan:PT_Locale id='FR'>{code('lan:language', 'fra')}</lan:PT_Locale></mdb:otherLocale>"
    )
    title = (
        "<cit:title><gco:CharacterString>Water</gco:CharacterString><lan:PT_FreeText><lan:textGroup>"
        '<lan:LocalisedCharacterString locale="#FR">Eau</lan:LocalisedCharacterString></lan:textGroup></lan:PT_FreeText></cit:title>'
    )
    made = record(head=head, title=title)
    assert (made.title, made.translations) == ("Eau", {"en": {"title": "Water"}})


def test_where_and_when():
    extent = (
        "<mri:extent><gex:EX_Extent><gex:geographicElement><gex:EX_GeographicBoundingBox>"
        "<gex:westBoundLongitude><gco:Decimal>3.28</gco:Decimal></gex:westBoundLongitude>"
        "<gex:eastBoundLongitude><gco:Decimal>1.31</gco:Decimal></gex:eastBoundLongitude>"
        "<gex:southBoundLatitude><gco:Decimal>49.4</gco:Decimal></gex:southBoundLatitude>"
        "<gex:northBoundLatitude><gco:Decimal>50.5</gco:Decimal></gex:northBoundLatitude>"
        "</gex:EX_GeographicBoundingBox></gex:geographicElement><gex:temporalElement><gex:EX_TemporalExtent><gex:extent>"
        "<gml:TimePeriod><gml:beginPosition>2020</gml:beginPosition><gml:endPosition indeterminatePosition='now'/></gml:TimePeriod>"
        "</gex:extent></gex:EX_TemporalExtent></gex:temporalElement></gex:EX_Extent></mri:extent>"
    )
    scale = (
        "<mri:spatialResolution><mri:MD_Resolution><mri:equivalentScale><mri:MD_RepresentativeFraction><mri:denominator>"
        "<gco:Integer>25000</gco:Integer></mri:denominator></mri:MD_RepresentativeFraction></mri:equivalentScale></mri:MD_Resolution></mri:spatialResolution>"
    )
    crs = (
        "<mdb:referenceSystemInfo><mrs:MD_ReferenceSystem><mrs:referenceSystemIdentifier><mcc:MD_Identifier><mcc:code>"
        '<gcx:Anchor xlink:href="http://www.opengis.net/def/crs/EPSG/0/2154">Lambert</gcx:Anchor></mcc:code>'
        "</mcc:MD_Identifier></mrs:referenceSystemIdentifier></mrs:MD_ReferenceSystem></mdb:referenceSystemInfo>"
    )
    made = record(extent + scale, head=crs)
    assert (made.bbox, made.extras["repairs"]) == ((1.31, 49.4, 3.28, 50.5), ["west-east-swapped"])
    assert made.temporal == Period(start="2020", end="..")
    assert (made.spatial_resolution, made.crs) == (SpatialResolution(scale=25000), ("EPSG:2154",))


def test_maintenance_and_its_next_date():
    made = record(
        f"<mri:resourceMaintenance><mmi:MD_MaintenanceInformation>{code('mmi:maintenanceAndUpdateFrequency', 'annually')}"
        f"<mmi:maintenanceDate><cit:CI_Date><cit:date><gco:Date>2027-01-01</gco:Date></cit:date>{code('cit:dateType', 'nextUpdate')}"
        "</cit:CI_Date></mmi:maintenanceDate></mmi:MD_MaintenanceInformation></mri:resourceMaintenance>"
    )
    assert (made.frequency, made.next_update) == ("annually", "2027-01-01")


def test_a_licence_that_is_cited():
    licence = (
        f"<mco:reference><cit:CI_Citation>{text('cit:title', 'Licence Ouverte 2.0')}<cit:onlineResource><cit:CI_OnlineResource>"
        f"{text('cit:linkage', 'http://spdx.org/licenses/etalab-2.0')}</cit:CI_OnlineResource></cit:onlineResource></cit:CI_Citation></mco:reference>"
    )
    made = record(
        f"<mri:resourceConstraints><mco:MD_LegalConstraints>{licence}{code('mco:useConstraints', 'otherRestrictions')}"
        "</mco:MD_LegalConstraints></mri:resourceConstraints>"
    )
    assert made.licence_text == "http://spdx.org/licenses/etalab-2.0"


def test_formats_links_and_lineage():
    form = f"<mrd:distributionFormat><mrd:MD_Format>{cited('mrd:formatSpecificationCitation', 'Shapefile')}</mrd:MD_Format></mrd:distributionFormat>"
    link = (
        f"<mrd:onLine><cit:CI_OnlineResource>{text('cit:linkage', 'https://x.example/a')}{code('cit:function', 'download')}"
        "</cit:CI_OnlineResource></mrd:onLine>"
    )
    made = record(
        tail=f"<mdb:distributionInfo><mrd:MD_Distribution>{form}<mrd:transferOptions><mrd:MD_DigitalTransferOptions>{link}"
        "</mrd:MD_DigitalTransferOptions></mrd:transferOptions></mrd:MD_Distribution></mdb:distributionInfo>"
        f"<mdb:resourceLineage><mrl:LI_Lineage>{text('mrl:statement', 'Levés de terrain.')}</mrl:LI_Lineage></mdb:resourceLineage>"
    )
    assert made.distributions == (Distribution(url="https://x.example/a", format="Shapefile"),)
    assert made.lineage == "Levés de terrain."


def test_associated_resources_and_served_datasets():
    other = (
        f"<mri:associatedResource><mri:MD_AssociatedResource>{cited('mri:name', 'Le tout', 'https://x.example/tout')}"
        f"{code('mri:associationType', 'largerWorkCitation')}</mri:MD_AssociatedResource></mri:associatedResource>"
    )
    made = record(other + '<srv:operatesOn uuidref="u-1"/>', cls="srv:SV_ServiceIdentification")
    assert made.kind == "service"
    assert made.related == (
        RelatedLink(relation="servesDataset", title="u-1"),
        RelatedLink(relation="isPartOf", url="https://x.example/tout", title="Le tout"),
    )


def test_without_a_title_it_is_rejected():
    with pytest.raises(RecordRejected) as caught:
        record(title="")
    assert caught.value.kind == "no-title"


def test_the_golden_record():
    made = to_record(recording("csw/iso19115-3.xml"), "s-4")
    assert to_json(made) == json.loads((GOLDEN / "csw-iso19115-3.json").read_text("utf-8"))


def test_real_records_are_whole(real_files):
    records = [to_record(path.read_bytes(), path.name) for path in real_files("data/iso19115-3/**/*.xml")]
    assert len(records) > 40
    shares = {
        name: sum(bool(getattr(made, name)) for made in records) / len(records)
        for name in ("title", "description", "publisher", "contacts", "bbox", "themes", "identifier")
    }
    print(shares)
    assert shares["title"] == 1
    assert min(shares.values()) > 0.45  # nearly half are templates
