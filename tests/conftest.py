"""What every test may ask for: real servers, real data."""

import signal

pytest_plugins = ["tests.real_data", "tests.servers.plugin", "tests.faults"]

if (
    signal.getsignal(signal.SIGINT) == signal.SIG_IGN
):  # a run in the background: what tests start would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)
