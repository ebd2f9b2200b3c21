"""Real servers on loopback for the tests: found or downloaded, started, stopped by their own process.

Each module offers one context manager that yields what a client needs, and raises `ServerMissing` where the
machine lacks the program. `tests.servers.plugin` turns them into fixtures and reports what ran on them.
"""
