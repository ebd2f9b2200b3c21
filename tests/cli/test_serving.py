import errno
import socket

import pytest

from cli.errors import AddressTaken
from cli.serving import check_address


def test_free_port_is_free():
    check_address("127.0.0.1", 0)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    check_address("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "told"),
    [("host.invalid", "adresse inconnue"), ("192.0.2.7", "cette machine n'a pas cette adresse")],
)
def test_address_that_is_not_ours_is_told(host, told):
    with pytest.raises(AddressTaken, match=told) as error:
        check_address(host, 0)
    assert "--port 8001" in str(error.value)


def test_taken_port_is_told():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(AddressTaken, match=f"port {port} ") as error:
            check_address("127.0.0.1", port)
    cause = error.value.__cause__
    assert isinstance(cause, OSError)
    assert cause.errno == errno.EADDRINUSE
