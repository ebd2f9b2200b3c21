"""The registry of recurring work: what jobs an installation has. Whoever has another adds its list here."""

from collections.abc import Callable, Iterable

from cli.errors import JobUnknown
from cli.installation import Installation
from cli.jobs.harvests import list_harvests
from cli.jobs.job import Job
from cli.jobs.upkeep import list_upkeep

REGISTRY: tuple[Callable[[Installation], Iterable[Job]], ...] = (list_harvests, list_upkeep)
"""Who has recurring work: each gives its jobs as the installation is now."""


def list_jobs(installation: Installation) -> list[Job]:
    """Return every job of the installation, by name."""
    found = (job for list_of in REGISTRY for job in list_of(installation))
    return sorted(found, key=lambda job: job.name)


def get_job(installation: Installation, name: str) -> Job:
    """Return a job by its name; raises `JobUnknown`."""
    known = {job.name: job for job in list_jobs(installation)}
    if name not in known:
        raise JobUnknown(name, list(known))
    return known[name]
