from catalogue.record_json import content_hash, dumps
from catalogue.store.replaying import KeptRecord
from catalogue.store.runs import ERRORS_SHOWN
from harvester.connector import RejectedItem
from harvester.making import MadeRecord
from harvester.remapping import Remapped
from harvester.replay_count import ReplayCount
from tests.builders import a_record, a_source

AIR = a_source("air")
OLD, NEW = a_record("Air"), a_record("Ozone")


def remapped(remote_id, made):
    """A kept record and what became of it: a record, or None for a rejection."""
    kept = KeptRecord(
        number=1,
        remote_id=remote_id,
        status="active",
        version_id=1,
        original="0" * 64,
        content=b"",
        media_type="application/json",
        remote_url=None,
        mapping="m",
        content_hash=content_hash(OLD),
        record=dumps(OLD),
        evidence="[]",
        created_at="",
        keys=(),
    )
    if made is None:
        return Remapped(kept=kept, made=RejectedItem(remote_id=remote_id, kind="no-title", message="Sans."))
    text = MadeRecord(record=dumps(made), content_hash=content_hash(made), keys=(), evidence="[]")
    return Remapped(kept=kept, made=text)


def test_pages_are_summed_up():
    count = ReplayCount()
    assert count.add([remapped("a", OLD), remapped("b", NEW)]) == []
    (error,) = count.add([remapped("c", None)])
    assert (error.remote_id, error.kind, error.original) == ("c", "no-title", "0" * 64)
    done = count.sum_up(7, AIR)
    report = done.report
    assert (report.run, report.source, report.status) == (7, "air", "complete")
    assert (report.listed, report.changed, report.unchanged, report.rejected) == (3, 1, 1, 1)
    assert [(one.field, one.records) for one in done.changes] == [("title", 1)]


def test_what_was_stopped_changed_nothing():
    count = ReplayCount()
    count.add([remapped("a", NEW)])
    assert count.sum_up(7, AIR, "interrupted").report.changed == 0


def test_a_report_names_some_errors_and_counts_all():
    count = ReplayCount()
    for _page in range(3):
        count.add([remapped(str(number), None) for number in range(ERRORS_SHOWN // 2)])
    report = count.sum_up(0, AIR).report
    assert (report.rejected, len(report.errors)) == (3 * (ERRORS_SHOWN // 2), ERRORS_SHOWN)
