"""`glane harvest` over sources that fail: its exit codes, its JSON, its words, and `glane runs show`."""

import json
from contextlib import ExitStack

import pytest

from cli.main import run
from harvester.http.clock import SystemClock
from tests.durability.installation import write_configuration
from tests.harvester.http.loopback import say
from tests.harvester.runs.portal import portal_of, titles

REPORT = {
    "run",
    "source",
    "status",
    "listed",
    "announced",
    "added",
    "changed",
    "unchanged",
    "absent",
    "archived",
    "rejected",
    "requests",
    "bytes",
    "seconds",
    "full",
    "continues",
    "resume_at",
    "errors",
}
BEFORE = titles(*range(30))


class Site:
    """An installation of two sources in this very process."""

    def __init__(self, folder, portals, capsys):
        self.folder = folder
        self.first, self.second = portals
        self._capsys = capsys
        declarations = [
            {**portal.declaration, "id": name} for name, portal in zip("ab", portals, strict=True)
        ]
        write_configuration(folder, declarations)
        assert run(["--data-dir", str(folder), "init"]) == 0

    def glane(self, *arguments):
        """Return the exit code of a command, what it answered and what it said."""
        self._capsys.readouterr()
        code = run(["--data-dir", str(self.folder), *arguments])
        captured = self._capsys.readouterr()
        return code, captured.out, captured.err

    def harvest(self, *ids):
        """Return the exit code of a harvest, the reports of its runs, and what it said."""
        code, answer, said = self.glane("harvest", *ids, "--json")
        return code, json.loads(answer)["runs"], said


@pytest.fixture
def site(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(SystemClock, "sleep", lambda *_: None)
    with ExitStack() as stack:
        portals = [stack.enter_context(portal_of("dcat", BEFORE)) for _ in range(2)]
        portals[1].records = titles(*range(5), prefix="autre")
        yield Site(tmp_path / "data", portals, capsys)


def test_a_good_harvest_ends_with_0_and_reports_everything(site):
    code, reports, _said = site.harvest()
    assert code == 0
    assert [report["source"] for report in reports] == ["a", "b"]
    assert [set(report) for report in reports] == [REPORT, REPORT]
    assert [(report["listed"], report["announced"], report["added"]) for report in reports] == [
        (30, 30, 30),
        (5, 5, 5),
    ]
    assert reports[0]["requests"] == 3
    assert reports[0]["bytes"] > 3000
    assert site.glane("doctor")[0] == 0


def test_a_source_that_fails_alone_ends_with_2(site):
    site.harvest()
    site.first.faults[1] = say(status=503)
    code, (report,), said = site.harvest("a")
    assert (code, report["status"], report["requests"]) == (2, "failed", 3)
    (error,) = report["errors"]
    assert error["remote_id"] is None
    assert error["kind"] == "http-status"
    assert error["message"].startswith("Source Portail d'essai : ")
    assert error["message"] in said
    assert site.glane("doctor")[0] == 0


def test_a_source_that_fails_beside_another_ends_with_1(site):
    site.first.faults[1] = say(status=503)
    code, reports, _said = site.harvest()
    assert (code, [report["status"] for report in reports]) == (1, ["failed", "complete"])


def test_a_partial_harvest_ends_with_1(site):
    site.harvest()
    site.first.faults[2] = say(b"half", length=5000)
    code, (report,), _said = site.harvest("a")
    assert (code, report["status"], report["unchanged"]) == (1, "partial", 10)
    assert [error["kind"] for error in report["errors"]] == ["truncated"]


def test_a_held_harvest_that_published_something_ends_with_1(site):
    site.harvest()
    site.first.records = titles(*range(12), 100)
    code, (report,), _said = site.harvest("a")
    assert (code, report["status"], report["added"], report["absent"]) == (1, "held", 1, 18)


def test_a_rejected_record_ends_with_1_and_is_named_ever_after(site):
    site.first.records = {**BEFORE, "serie-007": ""}
    code, (report,), said = site.harvest("a")
    assert (code, report["status"], report["rejected"]) == (1, "complete", 1)
    (error,) = report["errors"]
    assert (error["remote_id"], error["kind"]) == ("serie-007", "no-title")
    assert f"a / serie-007 : {error['message']}" in said
    site.first.records = dict(BEFORE)
    assert site.harvest("a")[0] == 0
    code, shown, _said = site.glane("runs", "show", str(report["run"]), "--json")
    assert code == 0
    (remembered,) = json.loads(shown)["errors"]
    assert (remembered["remote_id"], remembered["message"]) == ("serie-007", error["message"])
    assert "serie-007" in site.glane("runs", "show", str(report["run"]))[1]
