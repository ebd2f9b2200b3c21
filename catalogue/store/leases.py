"""Leases: who works on a source now. A dead worker never blocks, and two never publish.

A lease ends by itself after a while without a heartbeat; each taking raises its token, and a publication
checks the token it started with (fencing). A worker of the same host that is no longer alive loses its
lease at once; a heartbeat beside the work renews it long before its end.
"""

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, select, update

from catalogue.errors import LeaseLost
from catalogue.store.inserting import insert_missing
from catalogue.store.tables import lease

LIFETIME = timedelta(minutes=5)
DEAD_STATES = ("Z", "X")
"""A zombie and a dead process, in `/proc/<pid>/stat` (proc_pid_stat(5))."""
Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A lease that was taken; `token` grows with every taking."""

    name: str
    owner: str
    token: int


def stamp(moment: datetime) -> str:
    """Return an ISO 8601 UTC time to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def this_worker() -> str:
    """Return the name of this process: host, process id and the time it started (ids are used again)."""
    return f"{socket.gethostname()}/{os.getpid()}/{_started_at(os.getpid())}"


def find_lease(connection: Connection, name: str, now: Now) -> Lease | None:
    """Take the lease and return it, or None while another worker that lives holds it."""
    insert_missing(connection, lease, [{"name": name, "owner": "", "token": 0, "expires_at": ""}])
    row = connection.execute(select(lease).where(lease.c.name == name).with_for_update()).one()
    owner, expires = this_worker(), stamp(now() + LIFETIME)
    if row.owner and row.expires_at > stamp(now()) and _may_live(row.owner):
        return None
    values = {"owner": owner, "token": row.token + 1, "expires_at": expires}
    connection.execute(update(lease).where(lease.c.name == name).values(**values))
    return Lease(name=name, owner=owner, token=row.token + 1)


def renew_lease(connection: Connection, held: Lease, now: Now) -> None:
    """Give the lease its full life again; raises `LeaseLost` where somebody else took it."""
    mine = (lease.c.name == held.name) & (lease.c.token == held.token) & (lease.c.owner == held.owner)
    renewed = connection.execute(update(lease).where(mine).values(expires_at=stamp(now() + LIFETIME)))
    if renewed.rowcount != 1:
        raise LeaseLost(held.name)


def release_lease(connection: Connection, held: Lease) -> None:
    """Let the lease go; nothing happens where somebody else took it."""
    mine = (lease.c.name == held.name) & (lease.c.token == held.token)
    connection.execute(update(lease).where(mine).values(owner=""))


def _may_live(owner: str) -> bool:
    host, pid, started = owner.split("/", 2)
    return host != socket.gethostname() or _started_at(int(pid)) == started


def _started_at(pid: int) -> str:
    """Return when a process of this host started (clock ticks, from `/proc`), empty where it is not there.

    One that was killed and that nobody has waited for is not there either.
    """
    try:
        line = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
    except OSError:
        return "" if Path("/proc/self").is_dir() else "unknown"
    state, *numbers = line.rsplit(")", 1)[1].split()
    return "" if state in DEAD_STATES else numbers[18]
