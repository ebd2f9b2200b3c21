"""The vocabulary of ISO 19139 as lxml builds it: namespaces, and the elements that come back everywhere."""

from lxml import etree

NAMESPACES = {
    "csw": "http://www.opengis.net/cat/csw/2.0.2",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
    "gco": "http://www.isotc211.org/2005/gco",
    "gmd": "http://www.isotc211.org/2005/gmd",
    "gml": "http://www.opengis.net/gml/3.2",
    "gmx": "http://www.isotc211.org/2005/gmx",
    "ogc": "http://www.opengis.net/ogc",
    "ows": "http://www.opengis.net/ows",
    "srv": "http://www.isotc211.org/2005/srv",
    "xlink": "http://www.w3.org/1999/xlink",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
CODE_LISTS = "http://standards.iso.org/iso/19139/resources/gmxCodelists.xml#"
INSPIRE_THEMES = "http://inspire.ec.europa.eu/theme/"

Element = etree._Element


def qname(name: str) -> str:
    """Return `{namespace}name` for `prefix:name`."""
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def element(name: str, *children: Element | None, text: str | None = None, **attributes: str) -> Element:
    """Return an element; absent children are skipped, `xlink__href` writes `xlink:href`."""
    prefixes = {prefix: NAMESPACES[prefix] for prefix in ("gmd", "gco", "gmx", "gml", "srv", "xlink", "xsi")}
    node = etree.Element(qname(name), nsmap=prefixes)
    for key, value in attributes.items():
        node.set(qname(key.replace("__", ":")) if "__" in key else key, value)
    node.text = text
    node.extend([child for child in children if child is not None])
    return node


def string(name: str, text: str | None) -> Element | None:
    """Return a property that holds a character string, or None without text."""
    return None if text is None else element(name, element("gco:CharacterString", text=text))


def anchor(name: str, text: str, href: str) -> Element:
    """Return a property that holds an anchor: a text with the address of what it means."""
    return element(name, element("gmx:Anchor", text=text, xlink__href=href))


def code(name: str, code_list: str, value: str) -> Element:
    """Return a property that holds a value of an ISO code list."""
    attributes = {"codeList": CODE_LISTS + code_list, "codeListValue": value}
    return element(name, element(f"gmd:{code_list}", **attributes))


def date(name: str, value: str) -> Element:
    """Return a property that holds a date, or a date and a time when `value` has one."""
    return element(name, element("gco:DateTime" if "T" in value else "gco:Date", text=value))


def dated(value: str, kind: str) -> Element:
    """Return `gmd:date` of a citation; `kind` is `creation`, `publication` or `revision`."""
    return element(
        "gmd:date",
        element("gmd:CI_Date", date("gmd:date", value), code("gmd:dateType", "CI_DateTypeCode", kind)),
    )


def citation(name: str, title: str, published: str) -> Element:
    """Return a property that cites a thesaurus or a specification."""
    cited = element("gmd:CI_Citation", string("gmd:title", title), dated(published, "publication"))
    return element(name, cited)
