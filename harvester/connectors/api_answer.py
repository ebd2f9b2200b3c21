"""The answer of a JSON API, which may be a web page instead: maintenance, a sign-in, another software."""

from typing import Any

from harvester.errors import SourceMisbehaved
from harvester.gateway.sniff import sniff
from harvester.http import Fetched, parse_json
from harvester.http.urls import shown_url

_BEGINNING = 4_000
"""So many bytes tell a web page."""


def parse_answer(answer: Fetched) -> Any:
    """Return the JSON value of an answer; raises `SourceMisbehaved`: `not-a-catalogue`, `bad-json`."""
    url = shown_url(answer.url)
    if sniff(answer.content[:_BEGINNING].decode("utf-8", "replace")) == "html":
        raise SourceMisbehaved("not-a-catalogue", url=url)
    return parse_json(answer.content, url=url)
