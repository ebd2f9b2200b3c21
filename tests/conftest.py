"""What every test may ask for: real servers, real data."""

pytest_plugins = ["tests.real_data", "tests.servers.plugin", "tests.faults"]
