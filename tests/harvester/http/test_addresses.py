import pytest

from harvester.http.addresses import fetch_addresses, find_refused, is_public


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 -- an address to refuse, nothing is bound to it
        "10.1.2.3",
        "100.64.0.1",
        "100.127.255.254",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
    ],
)
def test_f16_an_inside_address_is_not_public(address: str):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "193.48.0.1",
        "2a01:e0a::1",
        "2606:4700::1",
    ],
)
def test_an_address_of_the_open_internet_is_public(address: str):
    assert is_public(address)


def test_f16_one_inside_address_refuses_the_whole_host():
    assert find_refused(["193.48.0.1", "10.0.0.1"]) == "10.0.0.1"
    assert find_refused(["193.48.0.1", "2a01:e0a::1"]) is None


@pytest.mark.parametrize("spelling", ["127.1", "0x7f.1", "2130706433", "0177.0.0.1", "127.0.0.1"])
def test_f16_old_spellings_come_out_as_the_address_they_mean(spelling: str):
    assert fetch_addresses(spelling, 80) == ["127.0.0.1"]
