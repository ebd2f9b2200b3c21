"""The portals of the demo, harvested with the very code that serves real ones: as many records as they
announce.
"""

import pytest

from catalogue.record import Record
from cli.portals import PORTALS, serve_portals


@pytest.mark.parametrize("portal", PORTALS, ids=lambda portal: portal.kind)
def test_every_sample_becomes_a_record(portal, listing, declare, mapped):
    with serve_portals([portal], {portal.id: 0}) as (running,):
        declaration = running.source_declaration()
        keys = {key: value for key, value in declaration.items() if key != "kind"}
        listed = listing(declaration["kind"], **keys)
        source = declare(declaration["kind"], **keys)
    records = mapped(source, listed.items)
    assert listed.error is None
    assert listed.announced == len(listed.items) == len({item.remote_id for item in listed.items}) >= 15
    assert [result for result in records if not isinstance(result, Record)] == []


@pytest.mark.parametrize("portal", PORTALS, ids=lambda portal: portal.kind)
def test_no_port_enters_an_id_or_a_key(portal, listing, declare, mapped):
    found = []
    for _ in range(2):
        with serve_portals([portal], {portal.id: 0}) as (running,):
            declaration = running.source_declaration()
            keys = {key: value for key, value in declaration.items() if key != "kind"}
            listed = listing(declaration["kind"], **keys)
            records = mapped(declare(declaration["kind"], **keys), listed.items)
        found.append(
            [
                (item.remote_id, record.extras.get("identity_keys"))
                for item, record in zip(listed.items, records, strict=True)
            ]
        )
    assert found[0] == found[1]
