"""The errors of the sample portals, named by what happens next.

PortalError
├── PortTaken      another program listens there: free the port, or give another one
└── SampleInvalid  a content file does not fit its schema: correct the file
"""

from catalogue.language import gettext as _


class PortalError(Exception):
    """The root of what the sample portals raise."""


class PortTaken(PortalError):
    """Another program listens on `port` of the loopback address."""

    def __init__(self, portal_id: str, port: int) -> None:
        self.portal_id = portal_id
        self.port = port
        text = _("Le port {port} est déjà pris : le portail d’exemple « {portal} » ne peut pas démarrer.")
        super().__init__(text.format(port=port, portal=portal_id))


class SampleInvalid(PortalError):
    """The entry `where` of a content file does not fit the schema."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason
