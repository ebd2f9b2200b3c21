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


def is_whole_run(config: pytest.Config) -> bool:
    """Say whether every test was asked for: no path, no `-k`, no `-m`."""
    options = config.option
    return (
        config.args_source is not pytest.Config.ArgsSource.ARGS
        and not options.keyword
        and not options.markexpr
    )
