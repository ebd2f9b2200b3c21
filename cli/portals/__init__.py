"""The sample portals of the demo: real datasets, described in our words, behind the real protocols.

Small WSGI applications speak DCAT-AP with hydra paging, CSW 2.0.2 with ISO 19139, the APIs of other
platforms, and an inventory in CSV. They know nothing of the harvester that reads them, so that no misreading
can be shared.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager

from cli.portals import ckan_app, csw_app, dcat_app, geoclip_app, opendatasoft_app, table_app, udata_app
from cli.portals.errors import PortalError, PortTaken, SampleInvalid
from cli.portals.faulty_app import FAULTY_PORTAL
from cli.portals.portal import Portal, SourceDeclaration
from cli.portals.server import RunningPortal, serve

PORTALS: tuple[Portal, ...] = (
    dcat_app.PORTAL,
    csw_app.PORTAL,
    table_app.PORTAL,
    ckan_app.PORTAL,
    opendatasoft_app.PORTAL,
    geoclip_app.PORTAL,
    udata_app.PORTAL,
)

__all__ = [
    "FAULTY_PORTAL",
    "PORTALS",
    "Portal",
    "PortTaken",
    "PortalError",
    "RunningPortal",
    "SampleInvalid",
    "SourceDeclaration",
    "serve_portals",
]


def serve_portals(
    portals: Sequence[Portal] = PORTALS, ports: Mapping[str, int] | None = None
) -> AbstractContextManager[list[RunningPortal]]:
    """Serve the portals while the block lasts.

    `ports` maps the id of a portal to its port (0 for any free one); without it, the default ports.

    Raises:
        PortTaken: another program listens on one of the ports.
    """
    return serve(portals, {portal.id: portal.default_port for portal in portals} | dict(ports or {}))
