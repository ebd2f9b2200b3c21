"""What the CSW answers to a request that it cannot serve."""

from lxml import etree

from cli.portals.iso_xml import NAMESPACES, qname


class CswFault(Exception):
    """An ows:ExceptionReport (OWS Common 1.0): a code, the parameter at fault, and a sentence."""

    def __init__(self, code: str, locator: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.locator = locator
        self.text = text

    def to_xml(self) -> bytes:
        """Return the report as a document."""
        report = etree.Element(
            qname("ows:ExceptionReport"), nsmap={"ows": NAMESPACES["ows"]}, version="1.2.0"
        )
        fault = etree.SubElement(
            report, qname("ows:Exception"), exceptionCode=self.code, locator=self.locator
        )
        etree.SubElement(fault, qname("ows:ExceptionText")).text = self.text
        return etree.tostring(report, encoding="UTF-8", xml_declaration=True)
