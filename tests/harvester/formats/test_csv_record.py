import pytest

from catalogue.record_parts import Agent, Contact, Distribution, Period
from harvester.errors import RecordRejected
from harvester.formats.csv_record import FIELDS, LIST_FIELDS, TEXT_FIELDS, id_of, row_to_record


def record(row, columns, **options):
    named = {field: (names,) if isinstance(names, str) else names for field, names in columns.items()}
    return row_to_record(row, "x", {"columns": {"title": ("t",)} | named, **options})


def test_values_of_a_cell_are_parted_and_repeated_ones_dropped():
    row = {"t": "T", "a": "eau| air |eau", "b": "sol|None|Non renseigné"}
    assert record(row, {"keywords": ["a", "b"]}, separator="|").keywords == ("eau", "air", "sol")
    assert record(row, {"keywords": ["a"]}).keywords == ("eau| air |eau",)


def test_the_first_organisation_publishes_and_the_others_created():
    made = record({"t": "T", "o": "A|B", "c": "C"}, {"publisher": "o", "creators": "c"}, separator="|")
    assert (made.publisher, made.creators) == (Agent(name="A"), (Agent(name="B"), Agent(name="C")))


def test_long_texts_of_several_columns_are_paragraphs():
    made = record({"t": "T", "a": "Un\nbis", "b": "Deux"}, {"description": ["a", "b"], "title": ["t", "b"]})
    assert (made.description, made.title) == ("Un\nbis\n\nDeux", "T Deux")


def test_periods_stay_as_they_are_written():
    assert record({"t": "T", "y": "['2006', 'en cours']"}, {"temporal": "y"}).temporal == Period(
        start="['2006', 'en cours']"
    )
    made = record({"t": "T", "a": "2006", "b": ""}, {"temporal_start": "a", "temporal_end": "b"})
    assert made.temporal == Period(start="2006", end="..")


def test_contacts_are_sorted_by_what_they_look_like():
    made = record({"t": "T", "c": "a@b.example|https://x.example/|Service"}, {"contacts": "c"}, separator="|")
    assert made.contacts == (
        Contact(email="a@b.example"),
        Contact(url="https://x.example/"),
        Contact(name="Service"),
    )


def test_distributions_with_their_formats():
    row = {"t": "T", "u": "https://x.example/a|https://x.example/b", "f": "csv|json"}
    made = record(row, {"distributions": "u", "format": "f"}, separator="|")
    assert made.distributions == (
        Distribution(url="https://x.example/a", format="csv"),
        Distribution(url="https://x.example/b", format="json"),
    )
    one = record(row | {"f": "csv"}, {"distributions": "u", "format": "f"}, separator="|")
    assert [d.format for d in one.distributions] == ["csv", "csv"]


def test_an_access_level_that_is_not_ours_is_kept_as_text():
    assert record({"t": "T", "a": "restricted"}, {"access": "a"}).access == "restricted"
    made = record({"t": "T", "a": "sur convention"}, {"access": "a"})
    assert (made.access, made.extras["access_text"]) == (None, "sur convention")


def test_an_identifier_that_is_an_address_is_an_identity_key():
    made = record({"t": "T", "i": "https://x.example:8080/a"}, {"identifier": "i"})
    assert made.extras["identity_keys"] == ["uri:https://x.example/a"]
    assert "identity_keys" not in record({"t": "T", "i": "a-1"}, {"identifier": "i"}).extras


def test_columns_that_no_field_takes_are_kept():
    made = record({"t": "T", "z": " reste ", "e": "", "k": "outil"}, {}, kind_column="k")
    assert made.extras["columns"] == {"z": "reste"}
    assert made.kind == "tool"


def test_a_row_without_title_is_rejected():
    with pytest.raises(RecordRejected) as caught:
        record({"t": "non renseigné"}, {})
    assert caught.value.kind == "no-title"


def test_ids():
    columns = {"id": ("n", "a"), "title": ("n",)}
    assert id_of({"n": " Bruit ", "a": ""}, columns) == ("Bruit", False)
    assert id_of({"n": "Bruit", "a": "B"}, columns) == ("Bruit|B", False)
    derived, was_derived = id_of({"n": "TODO", "a": ""}, columns)
    assert (len(derived), was_derived) == (16, True)


def test_every_field_of_a_record_that_is_named_exists():
    text = {field: f"{field}!" for field in (*TEXT_FIELDS, *LIST_FIELDS)}
    made = record({"t": "T"} | text, {field: field for field in text if field != "title"})
    assert made.crs == ("crs!",)
    assert made.licence_text == "licence_text!"
    assert len(set(FIELDS)) == len(FIELDS)
