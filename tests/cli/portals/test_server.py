import socket
from threading import enumerate as threads

import pytest
import requests

from cli.portals import FAULTY_PORTAL, PORTALS, PortTaken, serve_portals

FREE = {portal.id: 0 for portal in PORTALS}


def test_every_portal_answers_at_its_declared_address(capfd):
    with serve_portals(ports=FREE) as running:
        for each in running:
            declared = each.source_declaration()
            url = declared["url"] + (
                "?service=CSW&request=GetCapabilities" if declared["kind"] == "csw" else ""
            )
            assert requests.get(url, timeout=10).status_code == 200
    assert [each.portal for each in running] == list(PORTALS)
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_ports_and_threads_are_free_at_the_end():
    with serve_portals(ports=FREE) as running:
        ports = [each.port for each in running]
    assert len(set(ports)) == len(PORTALS)
    assert [
        thread for thread in threads() if thread.name == "portal-demo-dcat" and not thread.is_alive()
    ] == []
    with serve_portals(ports=dict(zip(FREE, ports, strict=True))) as again:
        assert [each.port for each in again] == ports


def test_ports_are_free_after_an_error_too():
    with pytest.raises(ZeroDivisionError), serve_portals(ports=FREE) as running:
        raise ZeroDivisionError
    with socket.socket() as other:
        other.bind(("127.0.0.1", running[0].port))
        assert other.getsockname()[1] == running[0].port


def test_a_port_in_use_is_named():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with (
            pytest.raises(PortTaken, match=str(port)) as caught,
            serve_portals(ports=FREE | {"demo-csw": port}),
        ):
            pytest.fail("started")
    assert (caught.value.portal_id, caught.value.port) == ("demo-csw", port)


def test_portals_answer_on_the_loopback_address_only():
    with serve_portals(ports=FREE) as running:
        assert all(each.url.startswith("http://127.0.0.1:") for each in running)


def test_the_portals_have_fixed_ports_and_paths_of_their_own():
    ports = [portal.default_port for portal in PORTALS]
    assert ports[0] == 8101
    assert set(ports) <= set(range(8101, 8109))
    assert len(set(ports)) == len(PORTALS)
    assert len({portal.path for portal in PORTALS}) == len(PORTALS)
    assert len({portal.id for portal in PORTALS}) == len(PORTALS)


def test_other_portals_are_served_when_they_are_named():
    with serve_portals((FAULTY_PORTAL,), {FAULTY_PORTAL.id: 0}) as (running,):
        answer = requests.get(running.url, timeout=10)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    assert FAULTY_PORTAL.path not in {portal.path for portal in PORTALS}
