"""One parser child for the tests of this folder, and a way to ask what it refuses."""

import pytest

from harvester.errors import HarvestError
from harvester.gateway import GatewayLimits, ParserGateway

HOSTILE_TASKS = "tests.harvester.gateway.hostile_tasks"


@pytest.fixture(scope="session")
def gateway():
    with ParserGateway(GatewayLimits(cpu_seconds=5, wall_seconds=30)) as opened:
        yield opened


@pytest.fixture
def refusal(gateway):
    """A function that runs a task which must be refused, and returns the typed error."""

    def refuse(task, content, **options):
        with pytest.raises(HarvestError) as caught:
            gateway.run(task, content, options, where="https://source.example/page-2")
        return caught.value

    return refuse


@pytest.fixture
def xml(gateway):
    return lambda content, **options: gateway.run("xml.check", content, options, where="a test")[0]


@pytest.fixture
def rdf(gateway):
    return lambda content, **options: gateway.run("rdf.triples", content, options, where="a test")[0]
