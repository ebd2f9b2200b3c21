"""The sample portals on free ports, once for all the tests that read them."""

import pytest

from cli.portals import PORTALS, serve_portals


@pytest.fixture(scope="session")
def portals():
    with serve_portals(ports={portal.id: 0 for portal in PORTALS}) as running:
        yield {each.portal.kind: each for each in running}
