import pytest

from harvester.errors import SourceUnavailable
from harvester.holding import holding


def test_one_at_a_time_holds_a_source(stop):
    now = stop.harvester.now
    with holding(stop.database, stop.source, now) as lease:
        assert lease.name == "source/portail"
        with pytest.raises(SourceUnavailable) as busy, holding(stop.database, stop.source, now):
            pass
    assert (busy.value.kind, busy.value.facts["source"]) == ("source-busy", "Portail d'essai")


def test_a_source_is_let_go_whatever_happens(stop):
    now = stop.harvester.now
    with pytest.raises(ZeroDivisionError), holding(stop.database, stop.source, now):
        raise ZeroDivisionError
    with holding(stop.database, stop.source, now) as again:
        assert again.token == 2
