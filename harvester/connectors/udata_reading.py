"""Datasets of a udata portal in full: by pages, and one by one where a page cannot be had.

A portal answers 500 for a whole page because of one dataset that it cannot write, and a page of datasets with
thousands of files may be beyond our limits: then each is asked for alone, and the one at fault is set apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from harvester.connector import RawItem, RejectedItem
from harvester.connectors.udata_client import Dataset, Listed, UdataClient
from harvester.errors import HarvestError, SourceMisbehaved, SourceUnavailable
from harvester.formats.udata_content import DATASET_FIELDS, PAGE_FIELDS, SWEEP_FIELDS, to_content
from harvester.formats.words import digest, is_http

MEDIA_TYPE = "application/json"
ONE_BY_ONE = 10
"""How many datasets of a page are read one by one; more are read with their whole page."""
OLDEST_FIRST, NEWEST_FIRST = "created", "-last_update"

_SERVER_FAULT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Datasets that were read, those that could not be, and how many are gone since they were listed."""

    datasets: tuple[Dataset, ...]
    rejected: tuple[RejectedItem, ...]
    gone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UdataReader:
    """Reads the listing of one portal, `size` datasets a page."""

    client: UdataClient
    size: int

    def fetch_ids(self, page: int) -> Listed | None:
        """Return a page of ids and dates in the order of creation; None past the end."""
        return self.client.fetch_page(page, self.size, OLDEST_FIRST, SWEEP_FIELDS)

    def fetch_full(self, page: int, sort: str) -> Listed | None:
        """Return a page of datasets in full; None past the end."""
        try:
            return self.client.fetch_page(page, self.size, sort, PAGE_FIELDS)
        except (SourceUnavailable, SourceMisbehaved) as error:
            if not _may_be_of_one(error):
                raise
            return self._fetch_apart(page, sort, error)

    def fetch_datasets(self, ids: Sequence[str], page: int) -> Read:
        """Return the datasets of these ids, all of one page of `fetch_ids`, that are there still."""
        found: dict[str, Dataset] = {}
        if len(ids) > ONE_BY_ONE and (full := self.fetch_full(page, OLDEST_FIRST)):
            wanted = set(ids)
            found = {id_of(row): row for row in full.datasets if id_of(row) in wanted}
        alone = self._fetch_each([one for one in ids if one not in found])
        return replace(alone, datasets=(*found.values(), *alone.datasets))

    def _fetch_apart(self, page: int, sort: str, error: HarvestError) -> Listed | None:
        """Read the datasets of a page one by one; raise its error where that gives nothing either."""
        listed = self.client.fetch_page(page, self.size, sort, SWEEP_FIELDS)
        if listed is None:
            return None
        read = self._fetch_each([id_of(row) for row in listed.datasets])
        if not read.datasets:
            raise error
        return replace(listed, datasets=read.datasets, rejected=read.rejected)

    def _fetch_each(self, ids: Sequence[str]) -> Read:
        datasets: list[Dataset] = []
        rejected: list[RejectedItem] = []
        gone = 0
        for one in ids:
            try:
                dataset = self.client.find_dataset(one, DATASET_FIELDS)
            except (SourceUnavailable, SourceMisbehaved) as error:
                if not _may_be_of_one(error):
                    raise
                rejected.append(RejectedItem(remote_id=one, kind=error.kind, message=error.reason))
                continue
            if dataset is None:
                gone += 1
            else:
                datasets.append(dataset)
        return Read(datasets=tuple(datasets), rejected=tuple(rejected), gone=gone)


def id_of(row: Dataset) -> str:
    """Return the id of a dataset, which stays when its slug changes; a digest where it has none."""
    found = row.get("id")
    return found if isinstance(found, str) and found else digest(to_content(row).decode())


def to_item(row: Dataset, root: str) -> RawItem:
    """Return the item of a dataset; its page is built where the portal does not give it."""
    page, slug = row.get("page"), row.get("slug") or row.get("id")
    return RawItem(
        remote_id=id_of(row),
        content=to_content(row),
        media_type=MEDIA_TYPE,
        remote_url=page if isinstance(page, str) and is_http(page) else f"{root}/datasets/{slug}/",
    )


def _may_be_of_one(error: HarvestError) -> bool:
    return error.kind == "too-large" or error.facts.get("status") == _SERVER_FAULT
