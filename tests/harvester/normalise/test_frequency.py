import pytest

from catalogue.record import Record
from catalogue.territories import load_gazetteer
from harvester.normalise import NormaliseContext
from harvester.normalise.frequency import normalise_frequency

CONTEXT = NormaliseContext(gazetteer=load_gazetteer())


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        ("annual", "annual"),
        ("Annuelle", "annual"),
        ("annually", "annual"),
        ("http://publications.europa.eu/resource/authority/frequency/ANNUAL", "annual"),
        ("http://purl.org/cld/freq/biweekly", "biweekly"),
        ("Y5", "quinquennial"),
        ("H12", "twelveHours"),
        ("P1M", "monthly"),
        ("en temps réel", "continuous"),
        ("asNeeded", "irregular"),
        ("biannually", "semiannual"),
        ("biennial", "biennial"),
        ("fortnightly", "semimonthly"),
        ("Non renseigné", "unknown"),
    ],
)
def test_words_codes_and_addresses(text, frequency):
    result = normalise_frequency(Record(title="x", frequency=text), CONTEXT)
    assert result.record.frequency == frequency
    assert bool(result.evidence) == (text != frequency)


def test_what_cannot_be_read_is_kept():
    record = normalise_frequency(Record(title="x", frequency="6M/Y7"), CONTEXT).record
    assert (record.frequency, record.extras) == (None, {"unmapped": [["frequency", "6M/Y7"]]})
