from dataclasses import replace

import pytest

from harvester.making import MadeRecord
from harvester.remapping import Remapped, iterate_remapped, keys_of, to_item
from tests.harvester.runs.fakes import a_page, an_item


@pytest.fixture
def remapped(stop, listing, parser):
    """A function from a source to what its originals give."""
    listing(a_page(*"abcde", announced=5))
    stop.harvest()

    def iterate(source, page_size=100):
        context = stop.harvester.context_of(source)
        return list(iterate_remapped(stop.database, source, parser, context, page_size))

    return iterate


def test_every_record_comes_once_a_page_at_a_time(stop, remapped):
    pages = remapped(stop.source, page_size=2)
    assert [[one.kept.remote_id for one in page] for page in pages] == [["a", "b"], ["c", "d"], ["e"]]
    assert {one.outcome for page in pages for one in page} == {"same"}


def test_the_item_is_the_one_that_was_read(stop, remapped):
    ((first, *_others),) = remapped(stop.source)
    assert to_item(first.kept) == an_item("a")
    assert first.differences == []


def test_what_differs_is_changed_and_told(stop, remapped):
    ((first, *_others),) = remapped(replace(stop.source, title="Autre"))
    assert first.outcome == "changed"
    assert [one.field for one in first.differences] == ["publisher"]


def test_what_cannot_be_mapped_is_rejected(stop, remapped):
    columns = {**stop.source.options["columns"], "title": ("resume",)}
    ((first, *_others),) = remapped(replace(stop.source, options={"columns": columns}))
    assert (first.outcome, first.made.kind, first.differences) == ("rejected", "no-title", [])


def test_the_same_record_under_other_keys_is_rekeyed(stop, remapped):
    ((first, *_others),) = remapped(stop.source)
    made = MadeRecord(
        record=first.made.record,
        content_hash=first.made.content_hash,
        keys=("uri:x", "uri:x", "uri:\0y"),
        evidence="[]",
    )
    assert Remapped(kept=first.kept, made=made).outcome == "rekeyed"
    assert keys_of(made) == ("uri:x", keys_of(made)[1])
    assert "\0" not in keys_of(made)[1]
