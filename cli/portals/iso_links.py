"""How to get it, in an ISO 19139 record: formats and links."""

from cli.portals.iso_xml import Element, code, element, string
from cli.portals.samples import Link, Sample


def distribution(sample: Sample) -> Element | None:
    """Return the formats and the links of a sample; its public page is a link that informs."""
    links = list(sample.links)
    if sample.landing_page:
        links.append(
            Link(url=sample.landing_page, protocol="WWW:LINK-1.0-http--link", function="information")
        )
    if not links:
        return None
    formats = dict.fromkeys(link.format for link in links if link.format)
    options = element(
        "gmd:MD_DigitalTransferOptions", *[element("gmd:onLine", online(link)) for link in links]
    )
    distribution = element(
        "gmd:MD_Distribution",
        *[element("gmd:distributionFormat", _format(name)) for name in formats],
        element("gmd:transferOptions", options),
    )
    return element("gmd:distributionInfo", distribution)


def _format(name: str) -> Element:
    version = element("gmd:version", gco__nilReason="unknown")
    return element("gmd:MD_Format", string("gmd:name", name), version)


def online(link: Link) -> Element:
    """Return one link; without a function, as many French catalogues leave it."""
    return element(
        "gmd:CI_OnlineResource",
        element("gmd:linkage", element("gmd:URL", text=link.url)),
        string("gmd:protocol", link.protocol),
        string("gmd:name", link.title),
        code("gmd:function", "CI_OnLineFunctionCode", link.function) if link.function else None,
    )
