"""What the parser child may use, and what a document may be. Owns numbers only; each names its reason."""

from dataclasses import dataclass

XML_MAX_DEPTH = 256
"""Nested elements: where libxml2 itself stops."""

JSON_MAX_DEPTH = 100
"""Nested objects and lists; CPython's own reader gives up by RecursionError near 1 000."""

TURTLE_MAX_DEPTH = 100
"""Nested blank nodes, collections and quoted triples; SHACL shapes, the deepest seen, stay below 20."""

LITERAL_MAX_CHARACTERS = 1_000_000
"""A longer RDF literal is cut and flagged: the longest abstract seen has 300 kB, a polygon 1 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayLimits:
    """The limits of one parser child; sizes in bytes, times in seconds.

    `cpu_seconds` and `wall_seconds` hold per task, `memory_bytes` for the address space of the child. A child
    is replaced after `max_tasks` tasks, or once its resident memory has grown by `max_growth_bytes`.
    """

    cpu_seconds: int = 20
    wall_seconds: float = 60.0
    memory_bytes: int = 1_500_000_000
    max_bytes: int = 50_000_000
    max_result_bytes: int = 400_000_000
    max_tasks: int = 500
    max_growth_bytes: int = 400_000_000
