"""What a test run may lack, and what follows: a skip with its reason on a laptop, a failure in CI."""

import os
from typing import NoReturn

import pytest


def in_ci() -> bool:
    """Say whether nothing may be missing."""
    return os.environ.get("CI") == "true"


def lacking(what: str, *, required: bool = False) -> NoReturn:
    """End the test that asked for `what`: skipped, or failed where it is `required` or CI runs."""
    if required or in_ci():
        pytest.fail(what, pytrace=False)
    pytest.skip(what)


def nothing_may_be_left_out(config: pytest.Config) -> bool:
    """Say whether CI runs every test: no path, no `-k`, no `-m`."""
    options = config.option
    everything = config.args_source is not pytest.Config.ArgsSource.ARGS
    return in_ci() and everything and not options.keyword and not options.markexpr


def not_run(title: str, reason: str, config: pytest.Config) -> str:
    """Return the line of the report for a server or for data that no test used."""
    consequence = ": a failure in CI" if nothing_may_be_left_out(config) else ""
    return f"{title}: NOT RUN ({reason}){consequence}"
