"""One parser child and guarded sessions for the tests of connectors, and a way to run a whole listing."""

from dataclasses import dataclass

import pytest

from harvester.connector import FetchTools, Wanted
from harvester.connectors import CONNECTORS
from harvester.errors import HarvestError
from harvester.gateway import ParserGateway
from harvester.http import HttpPolicy, open_session
from harvester.mapping import map_items
from harvester.sources import parse_source

EVERYTHING = Wanted()
POLICY = HttpPolicy(user_agent="Glane tests", pace=0, attempts=2, backoff=0)


@dataclass
class Listed:
    """What a listing gave before it ended, and how it ended."""

    pages: list
    error: HarvestError | None = None

    @property
    def items(self):
        return [item for page in self.pages for item in page.items]

    @property
    def rejected(self):
        return [item for page in self.pages for item in page.rejected]

    @property
    def announced(self):
        return self.pages[-1].announced if self.pages else None


@pytest.fixture(scope="session")
def parser():
    with ParserGateway() as opened:
        yield opened


@pytest.fixture
def tools(parser):
    with open_session(POLICY, allow_private=True) as session:
        yield FetchTools(session=session, gateway=parser)


@pytest.fixture
def declare(tmp_path):
    """A function from a kind and the keys of a declaration to a source of a test."""

    def to_source(kind, **more):
        declaration = {"id": "a-source", "kind": kind, "allow_private": True} | more
        return parse_source(declaration, tmp_path)

    return to_source


@pytest.fixture
def listing(tools, declare):
    """A function that lists a source to its end, whatever the end."""

    def fetch(kind, wanted=EVERYTHING, **more):
        source = declare(kind, **more)
        listed = Listed(pages=[])
        try:
            for page in CONNECTORS[kind].fetch(source, tools, wanted):
                listed.pages.append(page)
        except HarvestError as error:
            listed.error = error
        return listed

    return fetch


@pytest.fixture
def mapped(parser, declare):
    """A function from a source and its items to what the parser child makes of them."""
    return lambda source, items: map_items(parser, source, items)
