"""How often one address may send something without an account; this machine itself may as often as it likes.

Counted in the memory of each process: a site of several processes lets through as many times more.
"""

from ipaddress import ip_address

from flask import Flask, current_app, request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

COUNTED = frozenset({"POST", "PUT", "PATCH", "DELETE"})
WAIT_SECONDS = 60
EXTENSION = "glane-rate-limiter"


def set_up_rate_limits(app: Flask) -> None:
    """Refuse, with status 429, what goes beyond `POSTS_PER_MINUTE` from one address."""
    app.extensions[EXTENSION] = MovingWindowRateLimiter(MemoryStorage())
    app.before_request(_count)


def _count() -> None:
    address = request.remote_addr or ""
    if request.method not in COUNTED or _is_loopback(address):
        return
    limiter: MovingWindowRateLimiter = current_app.extensions[EXTENSION]
    if not limiter.hit(RateLimitItemPerMinute(current_app.config["POSTS_PER_MINUTE"]), address):
        raise TooManyRequests(retry_after=WAIT_SECONDS)


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
