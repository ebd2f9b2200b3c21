"""The kinds of sources: one visible registry. A new kind is a module here and one name in `CONNECTORS`."""

from harvester.connector import Connector
from harvester.connectors.ckan import CkanConnector
from harvester.connectors.csw import CswConnector
from harvester.connectors.dcat import DcatConnector
from harvester.connectors.geoclip import GeoclipConnector
from harvester.connectors.opendatasoft import OpendatasoftConnector
from harvester.connectors.table import TableConnector
from harvester.connectors.udata import UdataConnector

_ALL: tuple[Connector, ...] = (
    DcatConnector(),
    CswConnector(),
    CkanConnector(),
    OpendatasoftConnector(),
    GeoclipConnector(),
    TableConnector(),
    UdataConnector(),
)

CONNECTORS: dict[str, Connector] = {connector.kind: connector for connector in _ALL}
FILE_KINDS = frozenset({TableConnector.kind, GeoclipConnector.kind})
"""Kinds that may read a local `path`."""
PORTAL_FILE_KINDS = frozenset({GeoclipConnector.kind})
"""Those of them whose file lists what a portal has: they need its `url` all the same."""
