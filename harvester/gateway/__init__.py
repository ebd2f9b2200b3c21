"""The parser gateway: foreign bytes are sniffed, capped and parsed in a guarded child process.

Owns the door through which XML, RDF and JSON-LD of other people enter. Leaves fetching to `harvester.http`
and the meaning of a document to the connectors, whose tasks are registered in `harvester.gateway.tasks`.
"""

from harvester.gateway.limits import GatewayLimits
from harvester.gateway.pool import ParserGateway
from harvester.gateway.wire import JsonObject

__all__ = ["GatewayLimits", "JsonObject", "ParserGateway"]
