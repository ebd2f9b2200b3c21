from concurrent.futures import ThreadPoolExecutor

from harvester.http.clock import SYSTEM_CLOCK
from harvester.http.traffic import HostTraffic, traffic_of
from tests.harvester.http.loopback import FakeClock


def test_turns_of_a_host_follow_each_other_at_its_pace():
    clock = FakeClock()
    traffic = HostTraffic(clock)

    assert [traffic.reserve("a", 2.0) for _ in range(3)] == [0.0, 2.0, 4.0]
    assert traffic.reserve("b", 2.0) == 0.0
    clock.sleep(10)
    assert traffic.reserve("a", 2.0) == 0.0


def test_f05_a_host_that_asks_for_time_is_left_alone_by_everybody():
    traffic = HostTraffic(FakeClock())
    traffic.postpone("a", 30.0)
    traffic.postpone("a", 5.0)

    assert traffic.wait_of("a") == 30.0
    assert [traffic.reserve("a", 1.0) for _ in range(2)] == [30.0, 31.0]
    assert traffic.wait_of("a") == 30.0  # what the host asked for, not the queue


def test_between_two_turns_lies_what_the_more_patient_of_the_two_wants():
    traffic = HostTraffic(FakeClock())

    assert [traffic.reserve("a", pace) for pace in (1.0, 10.0, 1.0, 1.0)] == [0.0, 10.0, 20.0, 21.0]


def test_no_two_threads_get_the_same_turn():
    traffic = HostTraffic(FakeClock())
    with ThreadPoolExecutor(8) as threads:
        turns = list(threads.map(lambda _: traffic.reserve("a", 1.0), range(200)))

    assert sorted(turns) == [float(turn) for turn in range(200)]


def test_the_traffic_is_shared_by_all_who_have_the_same_clock():
    assert traffic_of(SYSTEM_CLOCK) is traffic_of(SYSTEM_CLOCK)
    assert traffic_of(FakeClock()) is not traffic_of(FakeClock())
