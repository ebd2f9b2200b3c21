import pytest

from catalogue.record import Record
from catalogue.territories import load_gazetteer
from harvester.normalise import NormaliseContext
from harvester.normalise.access import normalise_access

CONTEXT = NormaliseContext(gazetteer=load_gazetteer())
ARTICLE_H = "L124-4-I-2 du code de l'environnement (Directive 2007/2/CE (INSPIRE), Article 13.1.h)"
REUSE = (
    "Les données sont un document administratif auquel le public a droit d'accès et sont réutilisables"
    " sans restriction. Toute production doit citer les mentions obligatoires par respect du droit de"
    " propriété intellectuelle du fournisseur du fond de plan."
)
LIMITS = "http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/"


@pytest.mark.parametrize(
    ("reasons", "access", "codes"),
    [
        (("Pas de restriction d’accès public selon INSPIRE",), "public", ()),
        ((LIMITS + "noLimitations",), "public", ()),
        ((LIMITS + "INSPIRE_Directive_Article13_1f",), "restricted", ("inspire-13-1-f",)),
        ((ARTICLE_H, "Pas de restriction d'accès public"), "restricted", ("inspire-13-1-h",)),
        (("Secret statistique", "RGPD"), "restricted", ("secret-statistique", "rgpd")),
        (("Informations non opposables au tiers.",), None, ()),
        ((REUSE, "Pas de restriction d'accès public"), "public", ()),
        (("Droit de propriété intellectuelle",), "restricted", ("inspire-13-1-e",)),
        ((), None, ()),
    ],
)
def test_reasons_become_codes_and_tell_the_access(reasons, access, codes):
    made = normalise_access(Record(title="x", access_reasons=reasons), CONTEXT).record
    assert (made.access, made.access_reasons) == (access, codes)


def test_an_open_licence_tells_the_access_of_a_silent_record_only():
    assert normalise_access(Record(title="x", licence="lov2"), CONTEXT).record.access == "public"
    assert normalise_access(Record(title="x", licence="other-closed"), CONTEXT).record.access is None
    closed = Record(title="x", licence="lov2", access_reasons=("RGPD",))
    assert normalise_access(closed, CONTEXT).record.access == "restricted"


def test_words_of_a_table_are_read_and_leave_the_extras():
    record = Record(title="x", extras={"access_text": "Sur convention", "columns": {"a": "b"}})
    made = normalise_access(record, CONTEXT).record
    assert (made.access, made.extras) == ("restricted", {"columns": {"a": "b"}})


def test_words_that_say_nothing_known_are_kept():
    made = normalise_access(Record(title="x", extras={"access_text": "voir M. X"}), CONTEXT).record
    assert (made.access, made.extras) == (None, {"unmapped": [["access", "voir M. X"]]})


def test_a_stated_access_stays():
    record = Record(title="x", access="non_public", licence="lov2")
    assert normalise_access(record, CONTEXT).record == record
