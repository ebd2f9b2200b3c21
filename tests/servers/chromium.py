"""Debian's Chromium, driven headless through Playwright."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.servers.process import ServerMissing

FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a headless browser; raises `ServerMissing` where Chromium is not installed."""
    program = shutil.which("chromium")
    if program is None:
        raise ServerMissing("Chromium is not installed (Debian: apt-get install chromium)")
    as_root = ("--no-sandbox",) if os.geteuid() == 0 else ()  # Chromium refuses root inside its sandbox
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=[*FLAGS, *as_root])
        try:
            yield browser
        finally:
            browser.close()
