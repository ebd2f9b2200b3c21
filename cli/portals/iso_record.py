"""A sample as an ISO 19139 record: the element order of the standard, the habits of French catalogues.

These habits come from the content file: a licence is an anchor when it has an address and free text
otherwise, a link may have no function, a place may be named without a box, a title may be translated.
"""

from collections.abc import Mapping, Sequence

from cli.portals.iso_extent import geographic_extents, temporal_extent
from cli.portals.iso_links import distribution, online
from cli.portals.iso_xml import (
    INSPIRE_THEMES,
    Element,
    anchor,
    citation,
    code,
    date,
    dated,
    element,
    string,
)
from cli.portals.samples import Link, Organisation, Sample

SCOPES = {"dataset": "dataset", "series": "series", "service": "service", "tool": "software"}
SCOPES |= {"indicator": "nonGeographicDataset"}
PROTOCOLS_OF_SERVICE = {"OGC:WMS": "view", "OGC:WFS": "download"}
LICENCES = {
    "https://spdx.org/licenses/etalab-2.0": "Licence Ouverte version 2.0",
    "http://spdx.org/licenses/ODbL-1.0": "Open Database License (ODbL) 1.0",
}
LIMITATIONS = "http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/"
LOCALES = {"en": "eng", "it": "ita", "de": "ger"}


def to_iso(sample: Sample, identifiers: Mapping[str, str], stamp: str) -> Element:
    """Return the MD_Metadata.

    `identifiers` maps every slug of the portal to its fileIdentifier; `stamp` is the date of the record
    itself, `YYYY-MM-DD`.
    """
    scope = SCOPES[sample.kind]
    return element(
        "gmd:MD_Metadata",
        string("gmd:fileIdentifier", identifiers[sample.slug]),
        language("gmd:language"),
        code("gmd:characterSet", "MD_CharacterSetCode", "utf8"),
        string("gmd:parentIdentifier", identifiers[sample.series] if sample.series else None),
        code("gmd:hierarchyLevel", "MD_ScopeCode", scope),
        None if scope == "dataset" else string("gmd:hierarchyLevelName", scope),
        responsible("gmd:contact", sample.contact or sample.publisher, "pointOfContact"),
        date("gmd:dateStamp", stamp),
        string("gmd:metadataStandardName", "ISO 19115:2003/19139"),
        string("gmd:metadataStandardVersion", "1.0"),
        *[_locale(key) for key in sample.translations],
        _reference_system(sample.crs),
        element("gmd:identificationInfo", _identification(sample, identifiers)),
        distribution(sample),
        _quality(sample, scope),
    )


def language(name: str) -> Element:
    """Return French as the code list wants it."""
    attributes = {"codeList": "http://www.loc.gov/standards/iso639-2/", "codeListValue": "fre"}
    return element(name, element("gmd:LanguageCode", **attributes))


def responsible(name: str, organisation: Organisation | None, role: str) -> Element:
    """Return an organisation in a role; one that is not known has an empty name, as in many real records."""
    known = organisation or Organisation(name="")
    contact = None
    if known.email or known.url:
        reach = element("gmd:CI_Contact", _address(known.email), _site(known.url))
        contact = element("gmd:contactInfo", reach)
    party = element(
        "gmd:CI_ResponsibleParty",
        string("gmd:organisationName", known.name),
        contact,
        code("gmd:role", "CI_RoleCode", known.role or role),
    )
    return element(name, party)


def _address(email: str | None) -> Element | None:
    if email is None:
        return None
    return element("gmd:address", element("gmd:CI_Address", string("gmd:electronicMailAddress", email)))


def _site(url: str | None) -> Element | None:
    if url is None:
        return None
    linkage = element("gmd:linkage", element("gmd:URL", text=url))
    return element("gmd:onlineResource", element("gmd:CI_OnlineResource", linkage))


def _locale(key: str) -> Element:
    attributes = {"codeList": "http://www.loc.gov/standards/iso639-2/", "codeListValue": LOCALES[key]}
    locale = element(
        "gmd:PT_Locale",
        element("gmd:languageCode", element("gmd:LanguageCode", **attributes)),
        code("gmd:characterEncoding", "MD_CharacterSetCode", "utf8"),
        id=key.upper(),
    )
    return element("gmd:locale", locale)


def _reference_system(crs: str | None) -> Element | None:
    if crs is None:
        return None
    identifier = element("gmd:RS_Identifier", string("gmd:code", crs))
    system = element("gmd:MD_ReferenceSystem", element("gmd:referenceSystemIdentifier", identifier))
    return element("gmd:referenceSystemInfo", system)


def _identification(sample: Sample, identifiers: Mapping[str, str]) -> Element:
    service = sample.kind == "service"
    parties = [(sample.publisher, "owner"), *((creator, "author") for creator in sample.creators)]
    return element(
        "srv:SV_ServiceIdentification" if service else "gmd:MD_DataIdentification",
        _citation(sample),
        _translated("gmd:abstract", sample, sample.description or "", "description"),
        *[responsible("gmd:pointOfContact", party, role) for party, role in parties if party],
        _maintenance(sample.frequency),
        *_keyword_groups(sample),
        *_constraints(sample),
        *(_service_part(sample, identifiers) if service else _data_part(sample)),
    )


def _data_part(sample: Sample) -> Sequence[Element | None]:
    return [
        _resolution(sample.scale),
        language("gmd:language"),
        code("gmd:characterSet", "MD_CharacterSetCode", "utf8"),
        *[_topic_category(theme) for theme in sample.themes if _is_category(theme)],
        *geographic_extents("gmd:extent", sample),
        temporal_extent("gmd:extent", sample),
    ]


def _service_part(sample: Sample, identifiers: Mapping[str, str]) -> Sequence[Element | None]:
    protocol = next((link.protocol for link in sample.links if link.protocol), "")
    return [
        element(
            "srv:serviceType", element("gco:LocalName", text=PROTOCOLS_OF_SERVICE.get(protocol, "other"))
        ),
        *geographic_extents("srv:extent", sample),
        element("srv:couplingType", _coupling("tight" if sample.serves else "loose")),
        *[element("srv:containsOperations", _operation(link)) for link in sample.links],
        *[element("srv:operatesOn", uuidref=identifiers[served]) for served in sample.serves],
    ]


def _coupling(value: str) -> Element:
    attributes = {"codeList": "#SV_CouplingType", "codeListValue": value}
    return element("srv:SV_CouplingType", **attributes)


def _operation(link: Link) -> Element:
    attributes = {"codeList": "#DCPList", "codeListValue": "WebServices"}
    return element(
        "srv:SV_OperationMetadata",
        string("srv:operationName", "GetCapabilities"),
        element("srv:DCP", element("srv:DCPList", **attributes)),
        element("srv:connectPoint", online(link)),
    )


def _citation(sample: Sample) -> Element:
    dates = [(sample.created, "creation"), (sample.issued, "publication"), (sample.modified, "revision")]
    cited = element(
        "gmd:CI_Citation",
        _translated("gmd:title", sample, sample.title, "title"),
        string("gmd:alternateTitle", sample.acronym),
        *[dated(value, kind) for value, kind in dates if value],
        *([] if any(value for value, _ in dates) else [element("gmd:date", gco__nilReason="unknown")]),
        *_identifiers(sample.identifier),
    )
    return element("gmd:citation", cited)


def _identifiers(identifier: str | None) -> list[Element]:
    """Write an address as it is, and `codeSpace#code` as the two parts of an RS_Identifier."""
    if identifier is None:
        return []
    if identifier.startswith("http") or "#" not in identifier:
        return [element("gmd:identifier", element("gmd:MD_Identifier", string("gmd:code", identifier)))]
    space, value = identifier.split("#")
    parts = element("gmd:RS_Identifier", string("gmd:code", value), string("gmd:codeSpace", space))
    return [element("gmd:identifier", parts)]


def _translated(name: str, sample: Sample, text: str, field: str) -> Element:
    """Return a text, and its translations as a PT_FreeText when there are any."""
    others = {key: getattr(value, field) for key, value in sample.translations.items()}
    others = {key: value for key, value in others.items() if value}
    if not others:
        return element(name, element("gco:CharacterString", text=text))
    groups = [
        element(
            "gmd:textGroup", element("gmd:LocalisedCharacterString", text=value, locale=f"#{key.upper()}")
        )
        for key, value in others.items()
    ]
    return element(
        name,
        element("gco:CharacterString", text=text),
        element("gmd:PT_FreeText", *groups),
        xsi__type="gmd:PT_FreeText_PropertyType",
    )


def _maintenance(frequency: str | None) -> Element | None:
    if frequency is None:
        return None
    update = code("gmd:maintenanceAndUpdateFrequency", "MD_MaintenanceFrequencyCode", frequency)
    return element("gmd:resourceMaintenance", element("gmd:MD_MaintenanceInformation", update))


def _keyword_groups(sample: Sample) -> list[Element]:
    """Return the INSPIRE themes under their thesaurus, the portal's own domains, and the free keywords."""
    themes = [anchor("gmd:keyword", *reversed(_inspire(theme))) for theme in sample.inspire_themes]
    domains = [string("gmd:keyword", theme) for theme in sample.themes if not _is_category(theme)]
    free = [string("gmd:keyword", keyword) for keyword in sample.keywords]
    groups: list[tuple[Sequence[Element | None], Element | None]] = [
        (themes, citation("gmd:thesaurusName", "GEMET - INSPIRE themes, version 1.0", "2008-06-01")),
        (domains, citation("gmd:thesaurusName", "Domaines", "2019-01-01")),
        (free, None),
    ]
    return [_keywords(words, thesaurus) for words, thesaurus in groups if words]


def _keywords(words: Sequence[Element | None], thesaurus: Element | None) -> Element:
    kind = code("gmd:type", "MD_KeywordTypeCode", "theme")
    return element("gmd:descriptiveKeywords", element("gmd:MD_Keywords", *words, kind, thesaurus))


def _inspire(theme: str) -> tuple[str, str]:
    """Split `ef Installations de suivi environnemental` into the address of the theme and its label."""
    short, label = theme.split(" ", 1)
    return INSPIRE_THEMES + short, label


def _constraints(sample: Sample) -> list[Element]:
    """Return access and use apart, as the guide of the CNIG asks."""
    found = []
    if sample.access:
        limit = anchor("gmd:otherConstraints", sample.access, LIMITATIONS + "noLimitations")
        found.append(_legal("gmd:accessConstraints", limit))
    if sample.licence:
        found.append(_legal("gmd:useConstraints", _licence(sample.licence)))
    return found


def _licence(licence: str) -> Element:
    label = LICENCES.get(licence)
    if label is not None:
        return anchor("gmd:otherConstraints", label, licence)
    return element("gmd:otherConstraints", element("gco:CharacterString", text=licence))


def _legal(kind: str, other: Element) -> Element:
    restricted = code(kind, "MD_RestrictionCode", "otherRestrictions")
    return element("gmd:resourceConstraints", element("gmd:MD_LegalConstraints", restricted, other))


def _resolution(scale: str | None) -> Element | None:
    if scale is None:
        return None
    denominator = element("gmd:denominator", element("gco:Integer", text=scale))
    fraction = element("gmd:equivalentScale", element("gmd:MD_RepresentativeFraction", denominator))
    return element("gmd:spatialResolution", element("gmd:MD_Resolution", fraction))


def _is_category(theme: str) -> bool:
    """Tell a code of MD_TopicCategoryCode (`inlandWaters`) from a domain of the portal (`Eau et milieux`)."""
    return theme.isascii() and theme.isalpha() and theme[0].islower()


def _topic_category(theme: str) -> Element:
    return element("gmd:topicCategory", element("gmd:MD_TopicCategoryCode", text=theme))


def _quality(sample: Sample, scope: str) -> Element | None:
    if sample.lineage is None:
        return None
    level = element("gmd:DQ_Scope", code("gmd:level", "MD_ScopeCode", scope))
    statement = element("gmd:LI_Lineage", string("gmd:statement", sample.lineage))
    quality = element("gmd:DQ_DataQuality", element("gmd:scope", level), element("gmd:lineage", statement))
    return element("gmd:dataQualityInfo", quality)
