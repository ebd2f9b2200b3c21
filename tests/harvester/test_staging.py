from dataclasses import replace

import pytest

from catalogue.source import SourceDefaults
from harvester.staging import fingerprint
from tests.builders import a_source

AIR = a_source("air", options={"page_size": 10})


def halves(source):
    asked, _stroke, made = fingerprint(source).partition("/")
    return asked, made


@pytest.mark.parametrize(
    "other",
    [
        replace(AIR, title="Autre"),
        replace(AIR, territories=("fr:region:84",)),
        replace(AIR, defaults=SourceDefaults(licence="lov2")),
    ],
)
def test_what_decides_on_records_alone_is_in_the_second_half(other):
    assert halves(other)[0] == halves(AIR)[0]
    assert halves(other)[1] != halves(AIR)[1]


@pytest.mark.parametrize("other", [replace(AIR, options={"page_size": 20}), replace(AIR, kind="csw")])
def test_what_is_asked_of_the_source_is_in_both(other):
    assert halves(other)[0] != halves(AIR)[0]
    assert halves(other)[1] != halves(AIR)[1]


def test_what_decides_on_no_record_is_in_neither():
    assert fingerprint(replace(AIR, rank=1, enabled=False, schedule="0 3 * * *")) == fingerprint(AIR)
