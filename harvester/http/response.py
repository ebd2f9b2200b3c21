"""The answer as callers and libraries get it: a `requests.Response` whose JSON was checked first."""

import json
from typing import Any

from requests import Response, codes

from harvester.errors import SourceMisbehaved
from harvester.http.json_guard import is_too_deep, looks_like_json, parse_json
from harvester.http.urls import shown_url


class GuardedResponse(Response):
    """`json()` and, for libraries that call `json.loads` on it (ckanapi does), `text` are safe to read.

    The body is capped while it is read: see `harvester.http.body`. Give `content`, not `text`, to parsers of
    XML and RDF: `text` guesses an encoding. `unchanged` says that the source answered 304 and that this is
    its former answer.
    """

    unchanged: bool = False

    def stand_for(self, content: bytes, content_type: str) -> None:
        """Become, from a 304, the former answer that it confirms."""
        self.status_code, self.reason = codes.ok, "OK"
        self._content, self._content_consumed = content, True
        for name in ("Content-Encoding", "Content-Length", "Content-Type", "Transfer-Encoding"):
            self.headers.pop(name, None)
        if content_type:
            self.headers["Content-Type"] = content_type
        self.unchanged = True

    def json(self, **kwargs: Any) -> Any:
        """Return the value by `parse_json`; its options are not those of `json.loads`, so none is taken."""
        if kwargs:
            raise TypeError(f"no options here: {', '.join(kwargs)}")
        return parse_json(self.content, url=shown_url(self.url))

    @property
    def text(self) -> str:
        """The body as text; a JSON body comes checked and mended, written anew from its value.

        What only looks like JSON, or comes with an error status, is given as it is.
        """
        is_declared = "json" in self.headers.get("Content-Type", "").lower()
        if self.content and (is_declared or looks_like_json(self.content)):
            try:
                return json.dumps(self.json())
            except SourceMisbehaved:
                if (is_declared and self.ok) or is_too_deep(self.content):
                    raise
        return str(super().text)
