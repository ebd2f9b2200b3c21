from dataclasses import FrozenInstanceError

import pytest

from harvester.http import HttpPolicy


def test_the_limits_that_hold_unless_a_source_says_otherwise():
    policy = HttpPolicy(user_agent="Glane (mailto:contact@example.org)")

    assert (policy.connect_timeout, policy.read_timeout, policy.total_timeout) == (10, 30, 120)
    assert (policy.min_rate, policy.rate_window) == (1_000, 30)
    assert (policy.max_bytes, policy.max_ratio, policy.ratio_from) == (50_000_000, 100, 5_000_000)
    assert (policy.max_redirects, policy.attempts, policy.max_wait_in_run) == (5, 3, 300)
    assert policy.pace > 0
    assert not policy.allow_private


def test_nobody_sends_without_saying_who_they_are():
    with pytest.raises(TypeError, match="user_agent"):
        HttpPolicy()  # type: ignore[call-arg]


def test_a_policy_does_not_change_under_a_session():
    policy = HttpPolicy(user_agent="Glane")
    with pytest.raises(FrozenInstanceError):
        policy.allow_private = True
