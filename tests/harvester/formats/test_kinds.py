from typing import get_args

import pytest

from catalogue.record import Kind
from harvester.formats.kinds import KINDS, find_kind


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("nonGeographicDataset", "dataset"),
        ("series", "series"),
        ("Série de données", "series"),
        ("service", "service"),
        ("http://inspire.ec.europa.eu/metadata-codelist/ResourceType/series", "series"),
        ("http://www.w3.org/ns/dcat#DatasetSeries", "series"),
        ("Indicateurs", "indicator"),
        ("use_case", "use_case"),
        ("model", None),
        ("", None),
        (None, None),
    ],
)
def test_find_kind(word, kind):
    assert find_kind(word) == kind


def test_every_kind_is_known_by_its_own_name():
    assert [find_kind(kind) for kind in KINDS] == list(get_args(Kind))
