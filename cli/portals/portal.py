"""What a sample portal is, whatever protocol it speaks, and what Glane declares in order to harvest it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from wsgiref.types import WSGIApplication

SourceDeclaration = dict[str, Any]
"""One entry of `[[sources]]`, as `glane.toml` writes it (DESIGN §5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """A portal that is not started.

    `path` is the address to harvest, below the root of its host. `build_app` returns the portal as a WSGI
    application; two of them answer with the same bytes. `declared` is what its source needs beside that.
    """

    id: str
    kind: str
    title: str
    path: str
    default_port: int
    rank: int
    build_app: Callable[[], WSGIApplication]
    declared: SourceDeclaration = field(default_factory=dict)

    def url(self, port: int) -> str:
        """Return the address to harvest when the portal listens on `port` of the loopback address."""
        return f"http://127.0.0.1:{port}{self.path}"

    def source_declaration(self, port: int) -> SourceDeclaration:
        """Return the entry of `[[sources]]` that harvests the portal."""
        declaration = {"id": self.id, "kind": self.kind, "url": self.url(port), "title": self.title}
        return declaration | {"rank": self.rank, "allow_private": True} | self.declared
