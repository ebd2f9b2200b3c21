"""Which network addresses the client may connect to: public ones (refused: rows F16 of the fault list).

The ranges are those of the IANA special-purpose registries (RFC 6890, and RFC 6598 for carrier-grade NAT,
RFC 6052 for NAT64, RFC 3056 for 6to4). They are spelt out because `ipaddress.is_global` changed between
patch releases of Python.
"""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Resolver = Callable[[str, int], list[str]]
"""`(host, port) -> addresses`; raises OSError (`socket.gaierror`) for a name that does not exist."""

SPECIAL_IPV4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local; the metadata service of clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)

GLOBAL_UNICAST_IPV6 = IPv6Network("2000::/3")  # loopback, mapped, NAT64, unique local, multicast lie outside

SPECIAL_IPV6 = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
    )
)


def is_public(address: str) -> bool:
    """Say whether this numeric address (a scope such as `%eth0` is allowed) is one of the open Internet."""
    number: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(number, IPv4Address):
        return not any(number in block for block in SPECIAL_IPV4)
    return number in GLOBAL_UNICAST_IPV6 and not any(number in block for block in SPECIAL_IPV6)


def find_refused(addresses: list[str]) -> str | None:
    """Return the first address that is not public: one inside address refuses the whole host."""
    return next((address for address in addresses if not is_public(address)), None)


def fetch_addresses(host: str, port: int) -> list[str]:
    """Return the numeric addresses of a host by the system's resolver, in its order and without repeats.

    Old spellings (`127.1`, `0x7f.1`, `2130706433`) come out as the address they mean.
    """
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))
