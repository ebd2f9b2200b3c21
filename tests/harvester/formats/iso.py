# ruff: noqa: E501 -- an element of XML reads best on one line
"""ISO 19139 in a few lines: parts of a record as XML, mapped as a whole record or read as a tree."""

from lxml import etree

from harvester.formats.iso19139 import to_record
from harvester.formats.iso19139_tree import read_tree

ROOT = (
    '<gmd:MD_Metadata xmlns:gmd="http://www.isotc211.org/2005/gmd" xmlns:gco="http://www.isotc211.org/2005/gco"'
    ' xmlns:gmx="http://www.isotc211.org/2005/gmx" xmlns:srv="http://www.isotc211.org/2005/srv"'
    ' xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink">'
    "{head}<gmd:identificationInfo>{resource}</gmd:identificationInfo>{tail}</gmd:MD_Metadata>"
)


def text(name, value):
    """An element that holds a CharacterString."""
    return f"<gmd:{name}><gco:CharacterString>{value}</gco:CharacterString></gmd:{name}>"


def anchor(name, value, href):
    """An element that holds an Anchor."""
    return f'<gmd:{name}><gmx:Anchor xlink:href="{href}">{value}</gmx:Anchor></gmd:{name}>'


def code(name, value, of="Code"):
    """An element that holds a value of a code list."""
    return f'<gmd:{name}><gmd:{of} codeList="#" codeListValue="{value}"/></gmd:{name}>'


def translated(name, value, **others):
    """An element with a text and its translations."""
    groups = "".join(
        f'<gmd:textGroup><gmd:LocalisedCharacterString locale="#{locale}">{other}</gmd:LocalisedCharacterString>'
        "</gmd:textGroup>"
        for locale, other in others.items()
    )
    return (
        f"<gmd:{name}><gco:CharacterString>{value}</gco:CharacterString>"
        f"<gmd:PT_FreeText>{groups}</gmd:PT_FreeText></gmd:{name}>"
    )


def party(role, organisation="", email="", name="pointOfContact"):
    """A responsible party."""
    address = text("electronicMailAddress", email) if email else ""
    return (
        f"<gmd:{name}><gmd:CI_ResponsibleParty>{text('organisationName', organisation)}<gmd:contactInfo><gmd:CI_Contact>"
        f"<gmd:address><gmd:CI_Address>{address}</gmd:CI_Address></gmd:address></gmd:CI_Contact></gmd:contactInfo>"
        f"{code('role', role)}</gmd:CI_ResponsibleParty></gmd:{name}>"
    )


def document(resource="", *, citation="", head="", tail="", title=None, cls="gmd:MD_DataIdentification"):
    """The bytes of a record."""
    named = text("title", "Titre") if title is None else title
    whole = f"<{cls}><gmd:citation><gmd:CI_Citation>{named}{citation}</gmd:CI_Citation></gmd:citation>{resource}</{cls}>"
    return ROOT.format(head=head, resource=whole, tail=tail).encode()


def record(resource="", **parts):
    """The record of a document."""
    return to_record(document(resource, **parts), "x")


def tree(resource="", **parts):
    """The tree of a document, and its resource."""
    made = read_tree(etree.fromstring(document(resource, **parts)))
    return made, made.all("identificationInfo")[0]
