"""The kinds of sources: one visible registry. A new kind is a module here and one name in `CONNECTORS`."""

from harvester.connector import Connector
from harvester.connectors.csw import CswConnector
from harvester.connectors.dcat import DcatConnector
from harvester.connectors.table import TableConnector

_ALL: tuple[Connector, ...] = (DcatConnector(), CswConnector(), TableConnector())

CONNECTORS: dict[str, Connector] = {connector.kind: connector for connector in _ALL}
FILE_KINDS = frozenset({TableConnector.kind})
"""Kinds that may read a local `path`."""
