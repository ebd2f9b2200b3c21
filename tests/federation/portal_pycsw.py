"""pycsw, asked by plain GET requests and edited by transactions."""

import re
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from tests.federation.portal import Portal, Way, fetch
from tests.servers.plugin import PYCSW_WINDOW
from tests.servers.pycsw import Pycsw

GMD = "http://www.isotc211.org/2005/gmd"
GCO = "http://www.isotc211.org/2005/gco"
CSW = "http://www.opengis.net/cat/csw/2.0.2"
ABSTRACT = ".//{*}identificationInfo/*/{*}abstract"
TITLE = ".//{*}identificationInfo//{*}citation/*/{*}title"


class PycswPortal(Portal):
    """The ISO records of a pycsw."""

    kind = "csw"
    window = PYCSW_WINDOW

    def __init__(self, server: Pycsw) -> None:
        self.server = server
        self.url = server.url
        self.removed: dict[str, bytes] = {}

    def count(self) -> int:
        hits = self._ask("GetRecords", typenames="gmd:MD_Metadata", resulttype="hits", elementsetname="brief")
        return int(re.search(rb'numberOfRecordsMatched="(\d+)"', hits)[1])

    def ids(self) -> list[str]:
        found: list[str] = []
        asked = {"typenames": "csw:Record", "resulttype": "results", "elementsetname": "brief"}
        while len(found) < self.count():
            page = etree.fromstring(self._ask("GetRecords", **asked, startposition=len(found) + 1))
            found += [str(one.text) for one in page.iterfind(".//{*}BriefRecord/{*}identifier")]
        return found

    def sent(self, remote_id: str) -> Any:
        return self.kept(self.record(remote_id))

    def kept(self, original: bytes) -> Any:
        """Return the exclusive C14N: the envelope of an answer lends its name spaces to what is in it."""
        return etree.tostring(etree.fromstring(original), method="c14n", exclusive=True)

    def describe(self, remote_id: str, description: str) -> None:
        self._edit(remote_id, ABSTRACT, description)

    def rename(self, remote_id: str, title: str) -> None:
        self._edit(remote_id, TITLE, title)

    def ways(self) -> dict[str, Way]:
        return {
            "deleted": Way(go=self._remove, come_back=lambda one: self.server.insert(self.removed.pop(one)))
        }

    def record(self, remote_id: str) -> bytes:
        """Return one record as GetRecordById gives it."""
        answer = etree.fromstring(self._ask("GetRecordById", id=remote_id, elementsetname="full"))
        (record,) = answer.iterchildren(tag=etree.Element)
        return etree.tostring(record, encoding="utf-8", with_tail=False)

    def _edit(self, remote_id: str, path: str, text: str) -> None:
        root = etree.fromstring(self.record(remote_id))
        _write(root.find(path), "CharacterString", text)
        _write(root.find("{*}dateStamp"), "DateTime", datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S"))
        self.server.update(etree.tostring(root, encoding="utf-8"))

    def _remove(self, remote_id: str) -> None:
        self.removed[remote_id] = self.record(remote_id)
        self.server.remove(remote_id)

    def _ask(self, request: str, **asked: str | int) -> bytes:
        common = {"service": "CSW", "version": "2.0.2", "request": request}
        schema = {} if asked.get("typenames") == "csw:Record" else {"outputschema": GMD}
        return fetch(self.url, {**common, **schema, **asked}).content


def _write(parent: etree._Element | None, name: str, text: str) -> None:
    """Put one ISO text in the place of all that an element holds."""
    assert parent is not None
    for child in list(parent):
        parent.remove(child)
    etree.SubElement(parent, f"{{{GCO}}}{name}").text = text
