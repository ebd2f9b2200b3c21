"""What every test may ask for: real servers, real data."""

pytest_plugins = ["tests.servers.plugin", "tests.real_data", "tests.faults"]
